// The slip of a new card: its number as a QR code, for use at once. No patron password and no citizen number is ever on it.
import { createSay, sayDay, sayMoney } from '../contract/words/words.ts';
import type { Language } from '../contract/terms.ts';
import type { PrintLine } from '../drivers/ports/receipt-printer.ts';
import type { SlipHead } from './receipts/slips.ts';
import type { CardSlip } from './register-talk.ts';

/** `at`: the station's local time. */
export const cardSlipLines = (
  slip: CardSlip,
  place: SlipHead & { readonly at: Date; readonly language: Language },
): readonly PrintLine[] => {
  const { language } = place;
  const say = createSay(language);
  const small = (text: string): PrintLine => ({ kind: 'small', text, align: 'start' });
  const middle = (text: string): PrintLine => ({ kind: 'small', text, align: 'middle' });
  return [
    ...(place.logo === null ? [] : [{ kind: 'picture', ...place.logo } as const]),
    { kind: 'text', text: place.library, align: 'middle', weight: 'strong' },
    { kind: 'title', text: say('card-slip.title') },
    { kind: 'rule' },
    { kind: 'text', text: slip.name, align: 'start', weight: 'strong', linesAtMost: 2 },
    ...(slip.expiry === null
      ? []
      : [small(say('card-slip.until', { day: sayDay(language, { kind: 'day', day: slip.expiry }) }))]),
    ...(slip.deposit === null ? [] : [small(say('card-slip.deposit', { money: sayMoney(language, slip.deposit) }))]),
    { kind: 'qr', text: slip.card, caption: slip.card },
    { kind: 'text', text: say(`card-slip.${slip.outcome}`), align: 'middle', weight: 'strong' },
    { kind: 'rule' },
    small(say('slip.at', { when: place.at })),
    small(say('slip.station', { station: place.station })),
    { kind: 'space' },
    middle(say('card-slip.keep')),
    ...(place.contact === null ? [] : [middle(place.contact)]),
  ];
};
