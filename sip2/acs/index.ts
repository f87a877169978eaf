// The public door to the small ACS.

export { createAcs, type Acs, type AcsSettings, type Mood } from './acs.ts';
export {
  demoCatalogue,
  readCatalogue,
  type Branch,
  type Catalogue,
  type CatalogueIssue,
  type CatalogueItem,
  type CataloguePatron,
} from './catalogue.ts';
export type { Loan } from './circulation.ts';
export { listen } from './listen.ts';
