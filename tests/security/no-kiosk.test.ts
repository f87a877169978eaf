// A station whose settings cannot be used has no kiosk, and its technician's place opens by a ticket alone: that ticket is not for the window
// that patrons stand before. The real program, as a service.
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { demonstration } from '../../station/settings/schema.ts';
import { ask, cookieFor, knock, openGlass, until } from '../station/doorway.ts';
import { newFolder } from '../station/open-house.ts';
import { startNode } from '../station/programs.ts';

const startService = async (settings: unknown) => {
  const data = join(newFolder(), 'data');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(join(data, 'settings.json'), JSON.stringify(settings), { mode: 0o600 });
  const program = startNode(['station/main.ts', '--service', '--data', data]);
  await program.says(/^Tram is ready: (.+)$/m);
  const addressIn = (name: string): string => readFileSync(join(data, name), 'utf8').trim();
  return { data, addressIn };
};

test(
  'the window of a kiosk is given no way in where there is no kiosk, and the technician is',
  { timeout: 60_000 },
  async () => {
    const { data, addressIn } = await startService({ ...demonstration, library: 'none' });
    const shown = new URL(addressIn('address'));
    expect(shown.search).toBe('');
    const port = Number(shown.port);
    const page = await fetch(shown);
    expect([page.status, page.headers.get('set-cookie')]).toEqual([200, null]);
    expect(await page.text()).toContain('Trạm tạm ngừng phục vụ');
    const ticket = addressIn('address-technician');
    expect(statSync(join(data, 'address-technician')).mode & 0o777).toBe(0o600);
    expect(new URL(ticket).searchParams.get('place')).toBe('technician');
    // Also in a browser that was led to the technician's page once: the first place is not it.
    const cookie = await cookieFor(ticket);
    expect((await ask(port, '/', { headers: { cookie } })).status).toBe(403);
    const origin = `http://127.0.0.1:${port}`;
    expect(await knock(port, { headers: { cookie, origin } })).toBe(403);
    const named = openGlass(port, cookie, '/glass?place=technician');
    await until('the faults', () => named.view()?.mode === 'technician');
  },
);

test('where there is a kiosk its window is given the way to it', { timeout: 60_000 }, async () => {
  const { addressIn } = await startService(demonstration);
  const shown = new URL(addressIn('address'));
  expect([shown.pathname, shown.searchParams.has('ticket'), shown.searchParams.has('place')]).toEqual([
    '/',
    true,
    false,
  ]);
});
