// The public door to the small ACS.

export { createAcs, type Acs, type AcsSettings, type Mood } from './acs.ts';
export { behaviours, isBehaviourName, type Behaviour, type BehaviourName } from './behaviours.ts';
export {
  catalogueSchema,
  demoCatalogue,
  readCatalogue,
  type Branch,
  type Catalogue,
  type CatalogueIssue,
  type CatalogueItem,
  type CataloguePatron,
} from './catalogue.ts';
export { deeds, deedsSay, readFaultRule, transactions, type Deed, type FaultRule } from './faults.ts';
export type { Answer, Asker, Handlers, Prose } from './handlers.ts';
export { listen, type Listen } from './listen.ts';
export { withPrompts, type PromptSettings } from './prompts.ts';
export type { Schema } from './reading.ts';
export { createServer, soundConduct, type Conduct, type Server, type ServerParts } from './server.ts';
export type { Hold } from './holds.ts';
export type { Loan } from './shelves.ts';
export type { Habits } from './wire.ts';
