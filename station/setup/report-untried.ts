// What the hand-over report says was not tried, as sentences: steps that were left out, devices and pads that nobody looked at, kiosks at
// which no test loan ran. A station whose report is silent about it would be taken for one that was tried whole.
import { stepNames } from '../../contract/assistant-view.ts';
import type { Say } from '../../contract/words/words.ts';
import type { ReportFrom } from './report-from.ts';
import { openSteps } from './steps.ts';

export const untriedOf = (
  { setUp, changed, devices, calibrations, kiosks }: ReportFrom,
  say: Say,
): readonly string[] => {
  const { steps } = setUp;
  const found = (name: 'acs' | 'devices' | 'trial') => steps[name]?.findings ?? [];
  const title = (name: (typeof stepNames)[number]): string => say(`assistant.step.${name}`);
  const isTried = ({ place, device }: { readonly place: string; readonly device: string }): boolean =>
    found('devices').some(
      ({ name, values }) => values['place'] === place && values['device'] === device && name !== 'device-ready',
    );
  const tried = found('trial').find(({ name }) => name === 'lent' || name === 'returned')?.values['place'] ?? null;
  const findings = steps.acs?.probe?.findings ?? [];
  return [
    ...stepNames.flatMap((name) => {
      const kept = steps[name];
      return kept?.state === 'skipped'
        ? [say('assistant.untried.skipped', { step: title(name), why: kept.why ?? '' })]
        : [];
    }),
    ...openSteps(setUp, changed).map((name) =>
      say(steps[name] === undefined ? 'assistant.untried.open' : 'assistant.untried.changed', { step: title(name) }),
    ),
    ...devices
      .filter((one) => !isTried(one))
      .map(({ place, device }) =>
        say('assistant.untried.device', { place, device: say(`assistant.device.${device}`) }),
      ),
    ...(found('devices').some(({ name }) => name === 'sound-heard' || name === 'sound-not-heard')
      ? []
      : [say('assistant.untried.sound')]),
    ...(steps.acs?.state === 'done' && steps.acs.probe === null ? [say('assistant.untried.family')] : []),
    ...(findings.some(({ kind }) => kind === 'no-card-tried') ? [say('assistant.untried.card')] : []),
    ...kiosks.filter((name) => name !== tried).map((place) => say('assistant.untried.trial', { place })),
    ...calibrations
      .filter(({ last }) => last === null)
      .map(({ place }) => say('assistant.untried.calibration', { place })),
  ];
};
