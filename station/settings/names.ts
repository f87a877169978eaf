// What each setting is called, by the end of its path; `*` is any entry of a list.
import type { Language } from '../../contract/terms.ts';

type Name = Readonly<Record<Language, string>>;

export const names: Readonly<Record<string, Name>> = {
  library: { vi: 'Thư viện', en: 'Library' },
};
