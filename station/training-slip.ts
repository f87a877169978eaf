// The slip of completion: which exercises somebody of the staff has done here, plainly of a training. Nothing of a patron is on it.
import { createSay, sayDay } from '../contract/words/words.ts';
import type { Language } from '../contract/terms.ts';
import type { PrintLine } from '../drivers/ports/receipt-printer.ts';
import { dayAt } from './days.ts';
import type { SlipHead } from './receipts/slips.ts';
import type { TrainingSlip } from './training-talk.ts';

/** `at`: the station's local time. */
export const trainingSlipLines = (
  { staff, done, ofAll }: TrainingSlip,
  place: SlipHead & { readonly at: Date; readonly language: Language },
): readonly PrintLine[] => {
  const { language } = place;
  const say = createSay(language);
  const small = (text: string): PrintLine => ({ kind: 'small', text, align: 'start' });
  return [
    ...(place.logo === null ? [] : [{ kind: 'picture', ...place.logo } as const]),
    { kind: 'text', text: place.library, align: 'middle', weight: 'strong' },
    { kind: 'title', text: say('training-slip.title') },
    { kind: 'rule' },
    { kind: 'text', text: staff, align: 'start', weight: 'strong', linesAtMost: 2 },
    {
      kind: 'text',
      text: say('training-slip.done', { count: done.length, all: ofAll }),
      align: 'start',
      weight: 'plain',
    },
    { kind: 'rule' },
    ...done.flatMap(({ exercise, atMs }): readonly PrintLine[] => [
      { kind: 'text', text: say(`training.title.${exercise}`), align: 'start', weight: 'plain' },
      small(say('training-slip.on', { day: sayDay(language, { kind: 'day', day: dayAt(atMs) }) })),
    ]),
    { kind: 'rule' },
    small(say('slip.at', { when: place.at })),
    small(say('slip.station', { station: place.station })),
    { kind: 'space' },
    { kind: 'small', text: say('training-slip.nothing-real'), align: 'middle' },
  ];
};
