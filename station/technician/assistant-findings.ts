// What was found in a step of the assistant, as it is kept with it when it ends: of devices with the place and, where it was tried before, with
// the time. Pure.
import type { Finding } from '../../contract/assistant-view.ts';
import type { ProbeKept, StepKept } from '../setup/kept.ts';
import { keyboardKey, placedIn, soundKey, type AssistantPage } from './assistant-state.ts';
import { triedBeside, triedOf, type Tried } from './assistant-tried.ts';

/** `where`: what the report says before it. When it was tried is said of what was tried before. */
const told = (tried: Tried | null, where: Readonly<Record<string, string>>): StepKept['findings'] =>
  (tried?.findings ?? []).map((finding) => ({
    ...finding,
    values: { ...finding.values, ...where, ...(tried?.isBefore === true ? { triedMs: tried.atMs } : {}) },
  }));

/** Of the open step, as it is kept with it when it ends. */
export const findingsOf = (page: AssistantPage): StepKept['findings'] => {
  switch (page.step) {
    case 'acs':
      return page.acs.findings.map(copied);
    case 'devices':
      return [
        ...placedIn(page.settings.draft).flatMap((one) => {
          const { place, device } = one;
          return told(triedOf(page, one), { place, device });
        }),
        ...told(triedBeside(page, keyboardKey), {}),
        ...told(triedBeside(page, soundKey), {}),
      ];
    case 'trial':
      return page.trial.findings.map(copied);
    default:
      return [];
  }
};

/** As it is kept: another's list stays as it is. */
const copied = (finding: Finding) => ({ ...finding, values: { ...finding.values } });

export const probeOf = ({ acs: { proposal } }: AssistantPage): ProbeKept | null =>
  proposal === null
    ? null
    : {
        dialect: proposal.dialect,
        isClear: proposal.isClear,
        reasons: [...proposal.reasons],
        findings: proposal.findings.map((one) => ({ ...one, values: { ...one.values } })),
      };
