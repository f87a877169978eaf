// How far a station was set up, kept in its file: what devices and library systems said does not make it unreadable.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { noSetUp, openSetUp, withStep } from '../../station/setup/kept.ts';

test('a long word of a device, and many findings, leave the kiosks closed over a restart', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-set-up-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'set-up.json');
  const complain = (message: string): never => expect.fail(message);
  const said = 'x'.repeat(5000);
  const finding = { name: 'device-in-trouble', outcome: 'odd', values: { text: said }, ms: null } as const;
  const last = { ...finding, values: { text: 'the last' } };
  const findings = [...Array.from({ length: 150 }, () => finding), last];
  const step = { state: 'done', why: null, by: 'Hà', atMs: 1, findings, probe: null } as const;
  openSetUp(file, complain).write(withStep({ ...noSetUp, at: 'under-way' }, 'devices', step));
  const again = openSetUp(file, complain).read();
  expect(again.at).toBe('under-way');
  expect(again.steps.devices?.findings).toHaveLength(100);
  expect(again.steps.devices?.findings.at(-1)).toEqual(last);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
