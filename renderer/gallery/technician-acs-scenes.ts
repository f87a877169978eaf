// The library system's check in every state: its parts, what is claimed beside what works, and the files for others.
import type { AcsClaim, AcsFiles } from '../../contract/acs-check-view.ts';
import { acs } from './technician-acs-frame.ts';
import { acsLineScenes } from './technician-acs-line-scenes.ts';
import { acsMessagesScenes } from './technician-acs-messages-scenes.ts';
import { acsProbeScenes } from './technician-acs-probe-scenes.ts';
import type { Scene } from './views.ts';

const claim = (
  about: string,
  code: string,
  claims: boolean | null,
  worked: number,
  failedTimes: number,
  verdict: AcsClaim['verdict'],
): AcsClaim => ({
  about,
  code,
  claims,
  worked,
  failed: failedTimes,
  failedBecause: failedTimes > 0 ? 'silence' : null,
  isUsed: verdict !== 'not-needed',
  verdict,
});
const claims: readonly AcsClaim[] = [
  claim('patron-status', '23', true, 0, 0, 'not-needed'),
  claim('checkout', '11', true, 402, 1, 'mixed'),
  claim('checkin', '09', false, 371, 0, 'works-unclaimed'),
  claim('block-patron', '01', true, 0, 0, 'not-needed'),
  claim('sc-status', '99', true, 344, 0, 'fits'),
  claim('resend', '97', true, 0, 2, 'fails-claimed'),
  claim('login', '93', true, 41, 0, 'fits'),
  claim('patron-information', '63', true, 611, 2, 'mixed'),
  claim('end-patron-session', '35', true, 240, 0, 'fits'),
  claim('fee-paid', '37', false, 0, 0, 'untried-unclaimed'),
  claim('item-information', '17', true, 388, 0, 'fits'),
  claim('item-status-update', '19', false, 0, 0, 'not-needed'),
  claim('patron-enable', '25', true, 0, 0, 'not-needed'),
  claim('hold', '15', false, 0, 3, 'fails-unclaimed'),
  claim('renew', '29', true, 0, 0, 'untried-claimed'),
  claim('renew-all', '65', null, 0, 0, 'not-needed'),
];
const someFiles: AcsFiles = { part: 'files', making: null, made: null, failed: null, messages: 4000 };
const made: NonNullable<AcsFiles['made']> = {
  kind: 'vendor',
  name: 'tram-sip2-20261123-0915.txt',
  base64: 'VHJhbQ==',
  bytes: 214_300,
  missing: [],
};

export const acsScenes: Readonly<Record<string, Scene>> = {
  ...acsLineScenes,
  ...acsMessagesScenes,
  ...acsProbeScenes,
  'tech-acs-claims': acs({ part: 'claims', claims, hasStatus: true }),
  'tech-acs-claims-no-status': acs({
    part: 'claims',
    claims: claims.map(({ about, code, isUsed }) => ({
      about,
      code,
      isUsed,
      claims: null,
      worked: 0,
      failed: 0,
      failedBecause: null,
      verdict: isUsed ? 'untried-claimed' : 'not-needed',
    })),
    hasStatus: false,
  }),
  'tech-acs-files': acs(someFiles),
  'tech-acs-files-making': acs({ ...someFiles, making: 'diagnostics' }),
  'tech-acs-files-made': acs({ ...someFiles, made }),
  'tech-acs-files-made-bundle': acs({
    ...someFiles,
    made: {
      ...made,
      kind: 'diagnostics',
      name: 'tram-20261123-0915.zip',
      missing: ['log: nobody keeps one that this command can read (--log FILE names one)'],
    },
  }),
  'tech-acs-files-failed': acs({ ...someFiles, failed: 'diagnostics' }),
};
