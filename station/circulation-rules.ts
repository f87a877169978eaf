// The settings of a desk as the rules of its loans and returns: one translation. Knows settings; decides nothing.
import type { Dialect, QuestionKind } from 'sip2';
import type { CirculationRules } from './circulation-talk.ts';
import { paymentRules } from './payments.ts';
import type { DeskSettings, Settings } from './settings/schema.ts';

/** `unsupported`: questions that this library system is never asked. */
export const circulationRulesOf = (
  settings: Settings,
  place: DeskSettings,
  { unsupported, dialect }: { readonly unsupported: readonly QuestionKind[]; readonly dialect: Dialect },
): CirculationRules => ({
  security: place.security.kind === 'afi' || place.security.kind === 'eas' ? 'tags' : place.security.kind,
  account: {
    renews: !unsupported.includes('renew'),
    cancelsHolds: !unsupported.includes('hold'),
    pays: settings.payment === null || unsupported.includes('fee-paid') ? null : paymentRules(settings.payment),
  },
  either: place.numbers.patron === null && place.numbers.item !== null ? 'item' : 'unknown',
  obeysNoBlock: dialect.noBlock === 'obeyed',
  hasPrinter: place.printer !== null,
  namesOnSlips: place.holdSlipName,
});
