// What the room that makes cards goes by: settings of the library and the desk, and what the way into the library system can do.
import { createPattern } from '../drivers/barcode/pattern.ts';
import type { RegisterRules } from './register-talk.ts';
import type { Registering } from './registry/open.ts';
import type { DeskSettings, Settings } from './settings/schema.ts';

export const registerRulesOf = (
  { newCards, library, acs }: Settings,
  { numbers, printer, reader }: DeskSettings,
  { registrar }: Registering,
): RegisterRules => {
  const pattern = numbers.patron === null ? null : createPattern(numbers.patron);
  return {
    settings: newCards,
    card: newCards.card,
    hasRange: registrar.nextCard !== null,
    hasPrinter: printer !== null,
    hasPad: reader !== null,
    currency: acs.currency,
    owner: library.isil,
    isPatronNumber: pattern === null ? null : (number) => pattern.test(number),
    capabilities: registrar.registry.capabilities,
  };
};
