// Every screen of the technician's place in every state; each page has a file of its own, put together here.
import type { Applying, TechnicianSignIn } from '../../contract/technician-view.ts';
import { calibrationScenes } from './technician-calibration-scenes.ts';
import { closedTechnician, technician } from './technician-frame.ts';
import { assistantScenes } from './technician-assistant-scenes.ts';
import { devicesScenes } from './technician-devices-scenes.ts';
import { acsScenes } from './technician-acs-scenes.ts';
import { settingsScenes, someSettings } from './technician-settings-scenes.ts';
import type { Scene } from './views.ts';

const signIn = (more: Partial<TechnicianSignIn> = {}): Scene =>
  closedTechnician({
    at: 'sign-in',
    signIn: { lockedBy: null, name: null, checking: false, wrong: null, waits: 0, byCard: false, ...more },
  });

const issues = [
  {
    path: 'places.0.reader.maker',
    message: { vi: 'Đầu vào không hợp lệ: mong đợi "feig"', en: 'Invalid input: expected "feig"' },
  },
  {
    path: 'acs.connection.port',
    message: {
      vi: 'Đầu vào không hợp lệ: mong đợi number, nhận được string',
      en: 'Invalid input: expected number, received string',
    },
  },
  { path: '', message: { vi: 'Khóa không được nhận dạng: "libary"', en: 'Unrecognized key: "libary"' } },
];
const file = '/etc/tram/settings.json';

const applying = (now: Applying): Scene => technician(someSettings, { applying: now });
const applyings = {
  'tech-applying-works': applying({ at: 'works', outcome: 'applied' }),
  'tech-applying-faults': applying({ at: 'faults' }),
  'tech-applying-waiting': applying({
    at: 'waiting',
    busy: [
      { place: 'K1', who: 'patron' },
      { place: 'D1', who: 'staff' },
    ],
  }),
  'tech-applying-opening': applying({ at: 'opening' }),
  'tech-applying-proving': applying({
    at: 'proving',
    missing: [
      { kind: 'closed', place: 'K1', because: 'acs-silent' },
      { kind: 'acs-not-reached', because: 'certificate-of-another-name' },
      { kind: 'device-trouble', place: 'K1', device: 'card-reader' },
    ],
    secondsLeft: 42,
  }),
  'tech-applying-fell-back': applying({
    at: 'fell-back',
    missing: [
      { kind: 'closed', place: 'K1', because: 'pad-trouble' },
      { kind: 'device-trouble', place: 'K1', device: 'pad' },
      { kind: 'clocks-differ', seconds: 25_200, zone: true },
      { kind: 'acs-fault', fault: 'no-due-date', asked: { kind: 'checkout', code: '11' }, times: 3 },
    ],
    issues: issues.slice(1, 2),
  }),
} satisfies Readonly<Record<`tech-applying-${Applying['at']}`, Scene>>;

export const technicianScenes: Readonly<Record<string, Scene>> = {
  'tech-faults': closedTechnician(
    { at: 'faults', issues, file, mayMend: true },
    { library: null, applying: { at: 'faults' } },
  ),
  'tech-faults-opening': closedTechnician(
    { at: 'faults', issues: [], file, mayMend: false },
    { library: null, applying: { at: 'opening' } },
  ),
  'tech-nobody': closedTechnician({ at: 'faults', issues: [], file, mayMend: true }),
  'tech-sign-in': signIn(),
  'tech-sign-in-wrong': signIn({ wrong: 'pin', waits: 3 }),
  'tech-sign-in-not-here': signIn({ wrong: 'not-here' }),
  'tech-sign-in-locked-screen': signIn({ lockedBy: 'Trần Văn Tuấn' }),
  ...applyings,
  ...settingsScenes,
  ...devicesScenes,
  ...assistantScenes,
  ...calibrationScenes,
  ...acsScenes,
};
