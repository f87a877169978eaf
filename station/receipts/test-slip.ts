// A slip that shows whether the printer prints: every mark of Vietnamese, both weights, who asked for it and when. Knows no printer.
import { createSay } from '../../contract/words/words.ts';
import type { Language } from '../../contract/terms.ts';
import type { PrintLine } from '../../drivers/ports/receipt-printer.ts';
import type { SlipHead } from './slips.ts';

/** Each vowel with each of its marks stands here once, and đ. */
const marks = 'Àáảãạ ằắẳẵặ ầấẩẫậ èéẻẽẹ ềếểễệ ìíỉĩị òóỏõọ ồốổỗộ ờớởỡợ ùúủũụ ừứửữự ỳýỷỹỵ đĐ ẦỖỮỴ';

/** `at`: the station's local time. */
export const testSlipLines = (
  staff: string,
  place: SlipHead & { readonly at: Date; readonly language: Language },
): readonly PrintLine[] => {
  const say = createSay(place.language);
  const small = (text: string): PrintLine => ({ kind: 'small', text, align: 'start' });
  return [
    { kind: 'text', text: place.library, align: 'middle', weight: 'strong' },
    { kind: 'title', text: say('test-slip.title') },
    { kind: 'rule' },
    { kind: 'text', text: marks, align: 'start', weight: 'plain', linesAtMost: 4 },
    { kind: 'text', text: '0123456789', align: 'start', weight: 'strong', linesAtMost: 1 },
    { kind: 'rule' },
    small(say('test-slip.staff', { name: staff })),
    small(say('slip.at', { when: place.at })),
    small(say('slip.station', { station: place.station })),
  ];
};
