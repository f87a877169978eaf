// The way into a library system without an interface: whoever is registered goes into the next file. It sees nobody whom the
// library system has, and changes nothing there.
import { refused, type Lists, type Registry } from './registry.ts';

export const createFileRegistry = (rules: {
  readonly lists: Lists;
  readonly keepsCitizenNumber: boolean;
  readonly keepsConsent: boolean;
}): Registry => ({
  capabilities: {
    registers: 'by-file',
    looksAt: 'waiting-only',
    changes: [],
    keeps: {
      branch: true,
      guardian: true,
      citizenNumber: rules.keepsCitizenNumber,
      consent: rules.keepsConsent,
    },
  },
  register: ({ category, branch }) => {
    const has = (list: Lists['branches'], code: string): boolean =>
      list.length === 0 || list.some((one) => one.code === code);
    if (!has(rules.lists.categories, category)) return Promise.resolve(refused('bad-category'));
    if (branch !== null && !has(rules.lists.branches, branch)) return Promise.resolve(refused('bad-branch'));
    return Promise.resolve({ kind: 'for-the-file' });
  },
  find: () => Promise.resolve({ kind: 'nobody' }),
  alike: () => Promise.resolve({ kind: 'alike', patrons: [] }),
  change: () => Promise.resolve(refused('not-offered')),
  lists: () => Promise.resolve({ kind: 'lists', ...rules.lists }),
});
