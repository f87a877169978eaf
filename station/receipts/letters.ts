// The doorway from slips to letters: the same lines as on paper, as plain text that any mailbox shows. Knows no mail server.
import { createSay } from '../../contract/words/words.ts';
import type { Language } from '../../contract/terms.ts';
import type { PrintLine } from '../../drivers/ports/receipt-printer.ts';
import type { Effect } from '../flow.ts';
import type { SlipFacts } from './facts.ts';
import { slipLines, type SlipHead } from './slips.ts';

export type LetterText = { readonly subject: string; readonly text: string };

/** A receipt as a letter. */
export const receiptLetter = (
  slip: SlipFacts,
  place: SlipHead & { readonly at: Date; readonly language: Language },
): LetterText => ({
  subject: createSay(place.language)(`mail.subject-${slip.of}`, { library: place.library, reference: slip.reference }),
  text: `${slipLines(slip, place)
    .flatMap(textOf)
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`,
});

/** To staff: which kiosk, and why. Names no patron. */
export const staffLetter = (
  { because, items }: Pick<Extract<Effect, { kind: 'call-staff' }>, 'because' | 'items'>,
  { station, library, at, language }: Pick<SlipHead, 'station' | 'library'> & { at: Date; language: Language },
): LetterText => {
  const say = createSay(language);
  const text = say(`staff.${because}`, { station, count: items.length });
  return { subject: text, text: `${[text, ...items].join('\n')}\n${say('slip.at', { when: at })}\n${library}\n` };
};

const textOf = (line: PrintLine): readonly string[] => {
  switch (line.kind) {
    case 'title':
    case 'text':
    case 'small':
      return [line.text];
    case 'pair':
      return [`${line.left} ${line.right}`];
    case 'qr':
      return [line.caption ?? line.text];
    case 'rule':
      return ['----------------------------------------'];
    case 'space':
      return [''];
    case 'picture':
    case 'ruler':
      return [];
  }
};
