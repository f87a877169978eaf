// A diagnosis in the place of the station's own line, against a library system that says nothing: patrons notice none of it, and whoever
// needs the line has it at once.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { AcsProbe } from '../../contract/acs-check-view.ts';
import type { Press } from '../../contract/calls.ts';
import { takenBackRestMs } from '../../station/technician/acs-check-step.ts';
import { acsCertificate } from '../sip2/certificates.ts';
import { quietSettings, technicianStory, type TechnicianStory } from './technician.ts';

const probe = (told: TechnicianStory): AcsProbe => {
  const page = told.page();
  if (page.at !== 'acs-check' || page.body.part !== 'probe') throw new Error('the diagnosis is not open');
  return page.body;
};
const mood = (told: TechnicianStory, is: 'normal' | 'silent'): void => {
  told.keeper.works()?.library?.setMood({ kind: 'acs-mood', mood: is });
};
const line = (told: TechnicianStory) => told.keeper.works()?.client.state();

/** Its line is up, it falls silent, and it is asked in the place of that line. */
const askInstead = async (told: TechnicianStory): Promise<void> => {
  await told.signIn('Tuấn');
  await told.tend({ kind: 'open-page', page: 'acs-check' });
  await told.tend({ kind: 'acs-part', part: 'probe' });
  await told.until(() => expect(line(told)?.kind).toBe('up'));
  mood(told, 'silent');
  await told.tend({ kind: 'probe-acs', way: 'instead', card: null, item: null });
  await told.until(() => expect(probe(told).state.at).toBe('asking'));
};

const kioskOf = (told: TechnicianStory) => {
  const { view, joined } = told.join('K1');
  const now = () => {
    const seen = view();
    if (seen?.mode !== 'kiosk') throw new Error('no kiosk is there');
    return seen;
  };
  return { now, press: (press: Press) => void joined?.call({ kind: 'press', session: now().session, press }) };
};

technicianStory('nobody is turned away while the line is set aside; the silence is told as such', async (told) => {
  await askInstead(told);
  const kiosk = kioskOf(told);
  expect(line(told)).toMatchObject({ kind: 'down', because: 'closed' });
  expect(kiosk.now().screen).toMatchObject({ at: 'welcome' });
  await told.until(() => expect(probe(told).done).not.toBeNull(), 90_000);
  expect(probe(told).done?.findings).toMatchObject([{ kind: 'silent', tone: 'fault', field: null }]);
});

technicianStory(
  'whatever is asked for a patron takes the line back, and the diagnosis waits for them',
  async (told) => {
    await askInstead(told);
    const kiosk = kioskOf(told);
    kiosk.press({ kind: 'borrow' });
    await told.clock.pass(500);
    // To be there is not to ask: until then the diagnosis goes on.
    expect(probe(told).state.at).toBe('asking');
    mood(told, 'normal');
    const works = told.keeper.works();
    const answered = works?.client.ask({
      kind: 'patron-information',
      patronId: '21234000000018',
      patronPassword: null,
      summary: 'none',
    });
    await told.until(() => expect(line(told)?.kind).toBe('up'), 5000);
    expect((await answered)?.kind).toBe('answered');
    expect(probe(told).state).toEqual({ at: 'waiting', because: 'taken-back' });
    expect(probe(told).busy).toEqual([{ place: 'K1', who: 'patron' }]);
    kiosk.press({ kind: 'leave' });
    await told.until(() => expect(probe(told).busy).toEqual([]), 10_000);
    await told.until(() => expect(probe(told).done).not.toBeNull(), takenBackRestMs + 60_000);
    await told.until(() => expect(line(told)?.kind).toBe('up'));
  },
);

technicianStory('who asks may call it off, and the line is there again', async (told) => {
  await askInstead(told);
  mood(told, 'normal');
  await told.tend({ kind: 'call-probe-off' });
  await told.until(() => expect(line(told)?.kind).toBe('up'), 5000);
  expect(probe(told)).toMatchObject({ state: { at: 'ready' }, done: null });
  await told.clock.pass(60_000);
  expect(told.journal('acs-probed')).toHaveLength(1);
});

technicianStory('what was asked beside the line is heard out', async (told) => {
  await told.signIn('Tuấn');
  await told.tend({ kind: 'open-page', page: 'acs-check' });
  await told.tend({ kind: 'acs-part', part: 'probe' });
  await told.tend({ kind: 'probe-acs', way: 'beside', card: null, item: null });
  await told.tend({ kind: 'call-probe-off' });
  expect(probe(told).state.at).toBe('asking');
  await told.until(() => expect(probe(told).done).not.toBeNull(), 60_000);
});

const authorities = join(mkdtempSync(join(tmpdir(), 'tram-authorities-')), 'library-acs.pem');
writeFileSync(authorities, acsCertificate);
technicianStory(
  'what cannot be asked at all says why, once',
  async (told) => {
    await told.signIn('Tuấn');
    await told.tend({ kind: 'open-page', page: 'acs-check' });
    await told.tend({ kind: 'acs-part', part: 'probe' });
    rmSync(dirname(authorities), { recursive: true });
    await told.tend({ kind: 'probe-acs', way: 'instead', card: null, item: null });
    await told.until(() => expect(probe(told).failed).not.toBeNull());
    expect(probe(told)).toMatchObject({ state: { at: 'ready' }, failed: [expect.stringContaining(authorities)] });
    await told.clock.pass(60_000);
    expect(told.journal('acs-probed')).toHaveLength(1);
  },
  {
    settings: {
      ...quietSettings,
      acs: {
        ...quietSettings.acs,
        connection: { kind: 'tls', host: '127.0.0.1', port: 1, trust: { kind: 'authorities', file: authorities } },
      },
    },
  },
);
