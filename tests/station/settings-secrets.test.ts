// What never leaves the settings: passwords, in no log line and in no view, however the file is mistaken.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { demonstration } from '../../station/settings/schema.ts';
import { joinGlass, until, type Glass } from './doorway.ts';
import { behindPrompts, openLibrary } from './lines-to.ts';
import { newFolder } from './open-house.ts';
import { startNode, type Program } from './programs.ts';

const terminalPassword = 'TP-Quynh-mimosa';
const loginPassword = 'LP-Khanh-jasmine';
/** A patron password that is long enough to be looked for among other digits. */
const patronPassword = '8642097531';

const startStation = (text: string): Program => {
  const folder = newFolder();
  const file = join(folder, 'settings.json');
  writeFileSync(file, text);
  return startNode(['station/main.ts', '--data', folder, '--settings', file], { TRAM_LOG: 'debug' });
};

const joinOf = async (program: Program): Promise<Glass> => {
  const [, address = ''] = await program.says(/^Tram is ready: (\S+)$/m);
  return joinGlass(address);
};

const finish = async (program: Program): Promise<void> => {
  program.kill('SIGTERM');
  expect(await program.ended).toEqual({ code: 0, signal: null });
};

const built = existsSync(join(import.meta.dirname, '../../build/glass/index.html'));

test.skipIf(!built)('passwords and patrons stand in no log line and in no view', async () => {
  const program = startStation(
    JSON.stringify({
      ...demonstration,
      acs: {
        ...demonstration.acs,
        terminalPassword,
        login: { user: 'sc1', password: loginPassword, location: 'TT' },
      },
    }),
  );
  const glass = await joinOf(program);
  const shows = (at: string) =>
    until(at, () => glass.view()?.mode === 'kiosk' && glass.kiosk().screen.at === at && glass.kiosk().session);
  const press = async (
    pressed: { kind: 'borrow' } | { kind: 'type-card'; number: string } | { kind: 'type-pin'; pin: string },
  ) =>
    expect(await glass.call({ kind: 'press', session: glass.kiosk().session, press: pressed })).toMatchObject({
      kind: 'answer',
    });
  await shows('welcome');
  await press({ kind: 'borrow' });
  await press({ kind: 'type-card', number: '21234000000026' });
  await shows('pin');
  await press({ kind: 'type-pin', pin: patronPassword });
  await until('the refusal', () => {
    const { screen } = glass.kiosk();
    return screen.at === 'pin' && screen.wrong;
  });
  await finish(program);

  const log = program.err();
  // The log did speak of the login and of the patron, and struck them out.
  expect(log).toMatch(/"text":"93[^"]*CO\*\*\*/);
  expect(log).toMatch(/"text":"63[^"]*AD\*\*\*/);
  for (const line of log.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
  const told = `${program.out()}${log}${JSON.stringify(glass.heard.filter(({ kind }) => kind !== 'bench'))}`;
  for (const secret of [terminalPassword, loginPassword, patronPassword, '21234000000026', 'Bình'])
    expect([secret, told.includes(secret)]).toEqual([secret, false]);
  expect(JSON.stringify(glass.heard)).not.toContain(patronPassword);
});

test.skipIf(!built)(
  'a password that was typed at a prompt, and a passphrase, stand in no log line and in no view',
  async () => {
    const typed: string[] = [];
    const library = openLibrary();
    const words = { user: 'sc1', password: loginPassword, prompts: ['login: ', 'password: '], typed } as const;
    const port = await behindPrompts((connection) => library.serve(connection), words);
    const promptLogin = { user: 'sc1', password: loginPassword };
    const connection = { kind: 'tcp', host: '127.0.0.1', port, promptLogin };
    const inside = startStation(JSON.stringify({ ...demonstration, acs: { ...demonstration.acs, connection } }));
    const glass = await joinOf(inside);
    await until('the welcome', () => glass.view()?.mode === 'kiosk' && glass.kiosk().screen.at === 'welcome');
    await finish(inside);
    expect(typed).toEqual(['sc1', loginPassword]);
    expect(inside.err()).toMatch(/"text":"98/);

    const client = { certificateFile: 'sc.pem', keyFile: 'sc.key', passphrase: terminalPassword };
    const tls = { kind: 'tls', host: '127.0.0.1', port, client };
    const stopped = startStation(JSON.stringify({ ...demonstration, acs: { ...demonstration.acs, connection: tls } }));
    const shown = await joinOf(stopped);
    await until('the technician’s view', () => shown.view()?.mode === 'technician');
    await finish(stopped);
    const told = `${inside.out()}${inside.err()}${stopped.out()}${stopped.err()}${JSON.stringify([glass.heard, shown.heard])}`;
    expect(told).not.toMatch(/Quynh|mimosa|Khanh|jasmine/);
  },
);

test.skipIf(!built).each([
  ['beside a missing quote', `"terminalPassword": ${terminalPassword}", "login": null`],
  ['in the wrong place', `"login": "${loginPassword}", "terminalPassword": ["${terminalPassword}"]`],
  ['under a wrong name', `"loginPasswort": "${loginPassword}", "terminalpassword": "${terminalPassword}"`],
])('a password %s of a bad file stands in no log line and in no view', async (_, words) => {
  const program = startStation(
    JSON.stringify(demonstration, null, 2).replace(
      '"askBeforeCheckin": true',
      `"askBeforeCheckin": true,\n    ${words}`,
    ),
  );
  const glass = await joinOf(program);
  const view = await until('the technician’s view', glass.view);
  if (view.mode !== 'technician' || view.at !== 'faults') throw new Error('the bad file was taken');
  expect(view.issues.length).toBeGreaterThan(0);
  await finish(program);
  expect(program.err()).toContain('the settings cannot be used');
  const told = `${program.out()}${program.err()}${JSON.stringify(glass.heard)}`;
  expect(told).not.toMatch(/Quynh|mimosa|Khanh|jasmine/);
});
