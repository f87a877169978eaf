// What the values of a choice are called, where they are words of the library and not of a protocol.
import type { Language } from '../../contract/terms.ts';

export const options: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  '': { vi: '(không)', en: '(none)' },
  given: { vi: 'Có', en: 'Yes' },
  kiosk: { vi: 'Trạm', en: 'Kiosk' },
  desk: { vi: 'Quầy', en: 'Desk' },
};
