// The slip that goes into a returned item: onto the shelf of holds, or onto its way to another branch. Knows no printer.
import { createSay } from '../../contract/words/words.ts';
import type { Language } from '../../contract/terms.ts';
import type { PrintLine } from '../../drivers/ports/receipt-printer.ts';
import type { RoutingSlip } from '../circulation-talk.ts';
import type { SlipHead } from './slips.ts';

/** `at`: the station's local time. Of who waits, the number's last four, and the name where the library says so. */
export const routingSlipLines = (
  { item, title, routing, showsName, copy }: RoutingSlip,
  place: SlipHead & { readonly at: Date; readonly language: Language },
): readonly PrintLine[] => {
  const say = createSay(place.language);
  const small = (text: string): PrintLine => ({ kind: 'small', text, align: 'start' });
  const strong = (text: string): PrintLine => ({
    kind: 'text',
    text,
    align: 'start',
    weight: 'strong',
    linesAtMost: 2,
  });
  const { to, holdFor } = routing;
  const waits =
    holdFor === null
      ? []
      : [
          ...(showsName && holdFor.name !== null ? [strong(say('routing-slip.for', { name: holdFor.name }))] : []),
          ...(holdFor.number === null ? [] : [strong(say('routing-slip.card', { number: holdFor.number.slice(-4) }))]),
        ];
  return [
    { kind: 'text', text: place.library, align: 'middle', weight: 'strong' },
    { kind: 'title', text: say(holdFor === null ? 'routing-slip.transit' : 'routing-slip.hold') },
    ...(copy ? [{ kind: 'small', text: say('slip.copy'), align: 'middle' } as const] : []),
    { kind: 'rule' },
    ...(to === null ? [] : [strong(say('routing-slip.to', { place: to }))]),
    ...waits,
    { kind: 'rule' },
    strong(title ?? item),
    small(say('slip.number', { number: item })),
    small(say('slip.at', { when: place.at })),
    small(say('slip.station', { station: place.station })),
  ];
};
