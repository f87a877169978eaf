// The exit PIN: right, wrong, slowed, missing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readExitPinHash } from '../../electron/settings.ts';
import { createWayOut, hashPin } from '../../electron/way-out.ts';
import { createHandClock } from '../clock.ts';

const root = join(import.meta.dirname, '../..');
const dir = mkdtempSync(join(tmpdir(), 'tram-exit-pin-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const pinHash = await hashPin('246810');

const layWayOut = (hash: string | null = pinHash) => {
  const clock = createHandClock();
  return { clock, wayOut: createWayOut({ hash: () => hash, clock }) };
};

test('the right PIN opens, a wrong one does not', async () => {
  const { wayOut, clock } = layWayOut();
  expect(await wayOut.try('246811')).toEqual({ kind: 'wrong', waitMs: 1_000 });
  await clock.pass(1_000);
  expect(await wayOut.try('246810')).toEqual({ kind: 'open' });
});

test('each wrong try makes the wait longer, up to a minute; the right PIN starts it anew', async () => {
  const { wayOut, clock } = layWayOut();
  const waits: number[] = [];
  for (let tries = 0; tries < 8; tries += 1) {
    const answer = await wayOut.try('000000');
    if (answer.kind !== 'wrong') throw new Error(`expected wrong, got ${answer.kind}`);
    waits.push(answer.waitMs);
    await clock.pass(answer.waitMs);
  }
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  expect(await wayOut.try('246810')).toEqual({ kind: 'open' });
  expect(await wayOut.try('000000')).toEqual({ kind: 'wrong', waitMs: 1_000 });
});

test('during the wait even the right PIN is not looked at', async () => {
  const { wayOut, clock } = layWayOut();
  await wayOut.try('000000');
  await clock.pass(999);
  expect(await wayOut.try('246810')).toEqual({ kind: 'wait', waitMs: 1 });
});

test('many tries at once are one try', async () => {
  const { wayOut } = layWayOut();
  const answers = await Promise.all(['000000', '246810', '246810'].map((pin) => wayOut.try(pin)));
  expect(answers.map(({ kind }) => kind)).toEqual(['wrong', 'wait', 'wait']);
});

test.each([[undefined], [246810], [''], ['2'.repeat(65)], [{ toString: () => '246810' }]])(
  'what is no PIN is wrong: %j',
  async (pin) => {
    expect((await layWayOut().wayOut.try(pin)).kind).toBe('wrong');
  },
);

test.each([[null], [''], ['246810'], ['scrypt:AAAA:BBBB'], [pinHash.replace('scrypt', 'plain')], [`${pinHash}0`]])(
  'without a hash that can be read the door stays shut: %j',
  async (hash) => {
    expect(await layWayOut(hash).wayOut.try('246810')).toEqual({ kind: 'no-pin' });
  },
);

test('the same PIN never gives the same hash', async () => {
  expect(await hashPin('246810')).not.toBe(pinHash);
});

const setPin = async (pin: string) => {
  const program = spawn(process.execPath, ['electron/exit-pin.ts', '--data', join(dir, 'data')], {
    cwd: root,
    env: { ...process.env, INIT_CWD: root },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  program.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  program.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  program.stdin.end(`${pin}\n`);
  const [code] = await once(program, 'close');
  return { code: Number(code), said };
};

test('a PIN set on the command line is the one that opens, kept as a hash for its owner only', async () => {
  const { code, said } = await setPin('trạm-2468');
  expect(code).toBe(0);
  const file = join(dir, 'data/exit-pin');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).not.toContain('2468');
  expect(said).not.toContain('2468');
  const { wayOut } = layWayOut(readExitPinHash({}, join(dir, 'data')));
  // The same letters, typed on a keyboard that composes them otherwise.
  expect(await wayOut.try('trạm-2468'.normalize('NFD'))).toEqual({ kind: 'open' });
});

test('a PIN that is too short is not taken', async () => {
  const { code, said } = await setPin('12345');
  expect(code).toBe(1);
  expect(said).toContain('shorter than 6');
});

test('the environment is asked before the file', () => {
  expect(readExitPinHash({ TRAM_EXIT_PIN_HASH: 'scrypt:x:y' }, join(dir, 'data'))).toBe('scrypt:x:y');
  expect(readExitPinHash({}, join(dir, 'nowhere'))).toBeNull();
});
