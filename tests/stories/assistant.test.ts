// The assistant of the first start: a station without settings, an administrator, a library system that is not found at once, and the
// hand-over; left in the middle and resumed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { FindingName } from '../../contract/assistant-view.ts';
import { starter } from '../../station/setup/first-start.ts';
import { scriptedAcs, type ScriptedAcs } from '../sip2/scripted-acs.ts';
import { listenTcp, listenTls, type Accept } from 'sip2';
import { acsCertificate, acsKey, acsPublicKeySha256 } from '../sip2/certificates.ts';
import { assistant } from './assistant.ts';
import { quietSettings, technicianStory, type TechnicianStory } from './technician.ts';

const stateOf = (told: TechnicianStory, name: string) => assistant(told).steps.find((step) => step.name === name);
const found = (told: TechnicianStory): readonly FindingName[] =>
  (assistant(told).acs?.findings ?? []).map(({ name }) => name);

const first = { settings: starter, setUpAt: 'under-way' } as const;
/** Whoever says nothing is not waited for for long. */
const soon = { settings: { ...quietSettings, acs: { ...quietSettings.acs, loginTimeoutSeconds: 1 } } };

/** A library system on a port of this machine. */
const withAcs = async (accept: Accept, run: (port: number) => Promise<void>): Promise<void> => {
  const open = await listenTcp({ host: '127.0.0.1', port: 0, accept });
  try {
    await run(open.port);
  } finally {
    await open.close();
  }
};

const toAcs = async (told: TechnicianStory, port: number, kind: 'tcp' | 'tls' = 'tcp'): Promise<void> => {
  await told.tend({ kind: 'open-page', page: 'assistant' });
  await told.tend({ kind: 'open-step', step: 'acs' });
  await told.tend({ kind: 'choose-kind', path: 'acs.connection', value: kind });
  await told.tend({ kind: 'set-field', path: 'acs.connection.host', value: '127.0.0.1' });
  await told.tend({ kind: 'set-field', path: 'acs.connection.port', value: String(port) });
};
const logInAs = async (told: TechnicianStory, user: string, password: string, location = ''): Promise<void> => {
  await told.tend({ kind: 'choose-kind', path: 'acs.login', value: 'given' });
  await told.tend({ kind: 'set-field', path: 'acs.login.user', value: user });
  await told.tend({ kind: 'set-secret', path: 'acs.login.password', value: password });
  await told.tend({ kind: 'set-field', path: 'acs.login.location', value: location });
};
const tried = async (told: TechnicianStory): Promise<readonly FindingName[]> => {
  await told.tend({ kind: 'try-acs', card: null, item: null });
  await told.untilTruly(() => expect(assistant(told).acs?.running).toBe(false));
  return found(told);
};

/** Lets in who has this password. */
const knowing = (password: string): ScriptedAcs => {
  const acs = scriptedAcs();
  acs.when((heard) => {
    if (heard.message.kind !== 'login') return false;
    heard.answer({ kind: 'login-response', ok: heard.message.loginPassword === password });
    return true;
  });
  acs.when((heard) => {
    const { message } = heard;
    // Without a login it hangs up, as Koha does.
    if (message.kind === 'login') loggedIn.add(heard.call);
    if (message.kind === 'login' || loggedIn.has(heard.call)) return false;
    heard.drop();
    return true;
  });
  const loggedIn = new Set<number>();
  return acs;
};

technicianStory(
  'a first start opens the assistant by itself, without a name; kiosks say in every language that they wait',
  async (told) => {
    for (let visit = 0; visit < 3; visit += 1) {
      expect(told.view()).toMatchObject({ at: 'pages', who: null, page: { at: 'assistant', setUp: 'under-way' } });
      told.reload();
    }
    const kiosk = told.join('K1');
    expect(kiosk.view()).toMatchObject({
      mode: 'kiosk',
      screen: { at: 'closed', because: 'set-up' },
      help: null,
      // A kiosk has one window: whoever sets it up is led on from there.
      technician: '/?place=technician',
    });
    const seen = kiosk.view();
    if (seen?.mode !== 'kiosk') throw new Error('no kiosk is there');
    expect(kiosk.joined?.call({ kind: 'press', session: seen.session, press: { kind: 'borrow' } })).toContain('set up');
    expect(kiosk.joined?.call({ kind: 'scan', session: seen.session, text: '21234000000018' })).toContain('set up');
    expect(told.keeper.works()?.kiosks[0]?.state().stage.at).toBe('welcome');
  },
  first,
);

technicianStory(
  'library, role and a first administrator: then the ticket alone opens nothing any more, and it goes on where it was',
  async (told) => {
    expect(assistant(told).steps.map(({ state }) => state)).toEqual(Array.from({ length: 7 }, () => 'open'));
    await told.tend({ kind: 'set-field', path: 'library.name', value: 'Thư viện tỉnh Ninh Thuận' });
    await told.tend({ kind: 'set-field', path: 'library.colour', value: 'red' });
    // Nothing is saved that is not right.
    expect(assistant(told).notYet).toBe('wrong-settings');
    await told.tend({ kind: 'end-step' });
    expect(stateOf(told, 'library')?.state).toBe('open');
    await told.tend({ kind: 'set-field', path: 'library.colour', value: '#1f4e79' });
    expect(assistant(told).look).toMatchObject({ name: 'Thư viện tỉnh Ninh Thuận', colour: '#1f4e79' });
    await told.tend({ kind: 'end-step' });
    expect(assistant(told)).toMatchObject({ step: 'role', told: 'saved' });
    expect(told.saved()).toMatchObject({ library: { name: 'Thư viện tỉnh Ninh Thuận' } });
    await told.untilTruly(() => expect(told.keeper.applying().at).toBe('works'));
    await told.tend({ kind: 'end-step' });
    expect(assistant(told)).toMatchObject({ step: 'staff', notYet: 'no-administrator' });
    await told.tend({ kind: 'end-step' });
    expect(assistant(told).step).toBe('staff');
    await told.tend({ kind: 'add-item', path: 'staff', value: null });
    await told.tend({ kind: 'set-field', path: 'staff.0.name', value: 'Hà' });
    // Where there is none yet, whoever is added is one; an empty PIN is no wrong one.
    const said = (path: string) => assistant(told).fields.find((field) => field.path === path);
    expect(said('staff.0.level')?.shape).toMatchObject({ value: 'administrator' });
    expect(said('staff.0.pin')?.wrong).toBe('Cần điền ô này.');
    expect(assistant(told).notYet).toBe('wrong-settings');
    await told.tend({ kind: 'set-secret', path: 'staff.0.pin', value: '246810' });
    await told.untilTruly(() => expect(assistant(told).notYet).toBeNull());
    await told.tend({ kind: 'end-step' });
    // From now on somebody has to sign in.
    await told.untilTruly(() => expect(told.view().at).toBe('sign-in'));
    await told.signIn('Hà');
    expect(assistant(told)).toMatchObject({ step: 'acs', setUp: 'under-way' });
    expect(stateOf(told, 'staff')).toMatchObject({ state: 'done', by: null });
    expect(told.everything()).not.toContain('246810');
    expect(readFileSync(join(dirname(told.file), 'set-up.json'), 'utf8')).not.toMatch(/246810|scrypt/);
    expect(told.journal('set-up-step')).toMatchObject([
      { step: 'library', state: 'done', staff: null },
      { step: 'role' },
      { step: 'staff' },
    ]);
  },
  { ...first, timeout: 60_000 },
);

technicianStory(
  'a wrong password is told, and no other thing is; the right one is let in and its family proposed',
  async (told) => {
    await told.signIn();
    await withAcs(knowing('s3cret').accept, async (port) => {
      await toAcs(told, port);
      await logInAs(told, 'kiosk1', 'wrong-one');
      expect(await tried(told)).toEqual(['address-found', 'reached', 'not-encrypted', 'login-wrong']);
      expect(assistant(told)).toMatchObject({ notYet: 'acs-fails', acs: { proposal: null } });
      await told.tend({ kind: 'end-step' });
      expect(stateOf(told, 'acs')?.state).toBe('open');
      await told.tend({ kind: 'set-secret', path: 'acs.login.password', value: 's3cret' });
      // What was tried was another password.
      expect(assistant(told).notYet).toBe('acs-untried');
      expect(await tried(told)).toEqual(expect.arrayContaining(['logged-in', 'on-line', 'dialect-same']));
      expect(assistant(told).acs?.findings.every(({ outcome }) => outcome !== 'bad')).toBe(true);
      for (const secret of ['wrong-one', 's3cret']) expect(told.everything()).not.toContain(secret);
    });
  },
  soon,
);

technicianStory(
  'nobody listens, a name that nobody has, another service, and one that says nothing',
  async (told) => {
    await told.signIn();
    await toAcs(told, 1);
    expect(await tried(told)).toEqual(['port-refused']);
    await told.tend({ kind: 'set-field', path: 'acs.connection.host', value: 'koha.invalid' });
    expect(await tried(told)).toEqual(['address-unknown']);
    const web: Accept = (connection) => ({
      bytes: () => connection.write(new TextEncoder().encode('HTTP/1.1 400 Bad Request\r\n\r\n')),
      closed: () => undefined,
    });
    await withAcs(web, async (port) => {
      await toAcs(told, port);
      expect((await tried(told)).at(-1)).toBe('no-sip2');
    });
    await withAcs(
      () => ({ bytes: () => undefined, closed: () => undefined }),
      async (port) => {
        await toAcs(told, port);
        await logInAs(told, 'kiosk1', 's3cret');
        expect((await tried(told)).at(-1)).toBe('silent');
      },
    );
  },
  soon,
);

technicianStory(
  'a certificate that nobody knows is shown before it is believed, and its key is pinned by hand',
  async (told) => {
    await told.signIn();
    const open = await listenTls({
      host: '127.0.0.1',
      port: 0,
      credentials: { certificate: acsCertificate, key: acsKey, passphrase: null },
      clients: null,
      accept: scriptedAcs().accept,
    });
    try {
      await toAcs(told, open.port, 'tls');
      expect(await tried(told)).toEqual(['address-found', 'reached', 'certificate-of-nobody-known']);
      const key = (acsPublicKeySha256.match(/../g) ?? []).join(':').toUpperCase();
      expect(assistant(told).acs?.certificate).toMatchObject({ key });
      expect(assistant(told).changes).toBeGreaterThan(0);
      await told.tend({ kind: 'trust-certificate' });
      expect(assistant(told).notYet).toBe('acs-untried');
      expect(await tried(told)).toEqual(expect.arrayContaining(['certificate-trusted', 'no-login-needed', 'on-line']));
      expect(assistant(told).notYet).toBeNull();
    } finally {
      await open.close();
    }
  },
  soon,
);

technicianStory(
  'a step is left out with a word why, which stands in the report; the hand-over waits for the others',
  async (told) => {
    await told.signIn();
    await told.tend({ kind: 'open-page', page: 'assistant' });
    await told.tend({ kind: 'begin-set-up' });
    const kiosk = told.join('K1');
    expect(kiosk.view()).toMatchObject({ screen: { because: 'set-up' } });
    await told.tend({ kind: 'end-step' });
    await told.tend({ kind: 'skip-step', why: 'nothing here can be left out' });
    expect(assistant(told)).toMatchObject({ step: 'role', maySkip: false });
    await told.tend({ kind: 'end-step' });
    await told.tend({ kind: 'end-step' });
    expect(assistant(told)).toMatchObject({ step: 'acs', maySkip: true });
    await told.tend({ kind: 'skip-step', why: 'Koha <của thư viện> chưa mở cổng' });
    await told.tend({ kind: 'skip-step', why: 'Máy in chưa về' });
    await told.tend({ kind: 'hand-over' });
    expect(assistant(told)).toMatchObject({ step: 'trial', setUp: 'under-way' });
    await told.tend({ kind: 'open-step', step: 'hand-over' });
    expect(assistant(told)).toMatchObject({ notYet: 'steps-open', handOver: { missing: ['trial'] } });
    await told.tend({ kind: 'hand-over' });
    expect(assistant(told).setUp).toBe('under-way');
    await told.tend({ kind: 'open-step', step: 'trial' });
    await told.tend({ kind: 'skip-step', why: 'Chưa có thẻ thử' });
    await told.tend({ kind: 'make-report' });
    const report = assistant(told).handOver?.report ?? '';
    expect(report).toContain('Bỏ qua vì: Koha &lt;của thư viện&gt; chưa mở cổng');
    expect(report).toContain('Trạm chưa được bàn giao');
    expect(report).not.toMatch(/scrypt|<script/);
    await told.tend({ kind: 'hand-over' });
    expect(assistant(told).setUp).toBe('handed-over');
    // The report that stands there then says so.
    expect(assistant(told).handOver?.report).toContain('Bàn giao bởi Hà');
    // From now on patrons are served.
    expect(kiosk.view()).toMatchObject({ screen: { at: 'welcome' } });
    expect(told.journal('set-up-changed').map((entry) => 'what' in entry && entry.what)).toEqual([
      'begun',
      'handed-over',
    ]);
  },
);

technicianStory('how far it came outlives a restart, and a file that nobody can read closes no kiosk', async (told) => {
  const file = join(dirname(told.file), 'set-up.json');
  await told.signIn();
  await told.tend({ kind: 'open-page', page: 'assistant' });
  expect(existsSync(file)).toBe(false);
  await told.tend({ kind: 'begin-set-up' });
  await told.tend({ kind: 'end-step' });
  const { openSetUp } = await import('../../station/setup/kept.ts');
  expect(openSetUp(file, () => undefined).read()).toMatchObject({
    at: 'under-way',
    open: 'role',
    steps: { library: { state: 'done', by: 'Hà' } },
  });
  writeFileSync(file, '{ "version": 1, ');
  const complaints: string[] = [];
  expect(openSetUp(file, (message) => complaints.push(message)).read()).toMatchObject({ at: null, steps: {} });
  expect(complaints).toHaveLength(1);
});

technicianStory(
  'a system that serves one connection is not knocked at while the station has it: that it has it is the proof',
  async (told) => {
    await told.until(() => expect(told.keeper.works()?.client.state().kind).toBe('up'));
    await told.signIn();
    await told.tend({ kind: 'open-page', page: 'assistant' });
    await told.tend({ kind: 'open-step', step: 'acs' });
    expect(await tried(told)).toEqual(['station-connected']);
    expect(assistant(told).notYet).toBeNull();
  },
  { settings: { ...quietSettings, acs: { ...quietSettings.acs, secondConnection: false } } },
);
