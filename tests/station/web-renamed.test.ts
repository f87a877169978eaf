// A kiosk's window has no keys and no address bar: whatever its place is called by now, it finds back to it.
import { expect, onTestFinished, test } from 'vitest';
import { noVoice } from '../../station/voice.ts';
import { openWeb } from '../../station/web.ts';
import type { StationPlace } from '../../station/works.ts';
import { ask, cookieFor, knock, ticketTarget } from './doorway.ts';
import { newPages, nobodyBehind, page, silent } from './open-house.ts';

const technician = { name: 'technician', kind: 'technician' } as const;
const kiosk = (name: string): StationPlace => ({ name, kind: 'kiosk' });
const desk = (name: string): StationPlace => ({ name, kind: 'desk' });

const openDoorway = async (...first: readonly StationPlace[]) => {
  let places: readonly StationPlace[] = [...first, technician];
  const web = await openWeb({
    port: 0,
    pages: newPages(),
    behind: {
      ...nobodyBehind,
      get places() {
        return places;
      },
    },
    voice: noVoice,
    log: silent,
  });
  onTestFinished(() => web.close());
  const { port } = web;
  return {
    web,
    become: (...next: readonly StationPlace[]) => void (places = [...next, technician]),
    addressOf: (name: string) => web.addresses.find(({ place }) => place === name)?.address ?? '',
    get: (target: string, cookie: string) => ask(port, target, { headers: { cookie } }),
    knock: (path: string, cookie: string) =>
      knock(port, { path, headers: { origin: `http://127.0.0.1:${port}`, cookie } }),
  };
};

test('a kiosk that is renamed at its own window is found again, by its page, its line and its address', async () => {
  const { web, become, get, knock: knockAt, addressOf } = await openDoorway(kiosk('K1'), desk('D1'), kiosk('K2'));
  const [before, second, third] = [addressOf('K1'), addressOf('D1'), addressOf('K2')];
  const [cookie, others, named] = [await cookieFor(before), await cookieFor(second), await cookieFor(third)];
  become(kiosk('Sảnh'), desk('D1'), kiosk('Tầng 2'));
  expect((await get('/', cookie)).body).toBe(page);
  expect((await get('/?place=K1', cookie)).body).toBe(page);
  expect((await get('/?place=K2', named)).body).toBe(page);
  expect(await knockAt('/glass', cookie)).toBe('open');
  expect(await knockAt('/glass?place=K2', named)).toBe('open');
  expect((await ask(web.port, ticketTarget(before))).status).toBe(303);
  // And nobody else is let in by that, nor it elsewhere.
  expect((await get('/', others)).status).toBe(403);
  expect((await get('/?place=K2', cookie)).status).toBe(403);
  expect((await get('/?place=D1', cookie)).status).toBe(403);
  // Its old name, given to another: that one's own.
  become(kiosk('Sảnh'), desk('D1'), kiosk('Tầng 2'), kiosk('Mới'));
  expect((await get('/?place=M%E1%BB%9Bi', cookie)).status).toBe(403);
});

test('a place that becomes one of another kind is another place', async () => {
  const { become, get, addressOf } = await openDoorway(kiosk('K1'));
  const cookie = await cookieFor(addressOf('K1'));
  become(desk('K1'));
  expect((await get('/', cookie)).status).toBe(403);
  expect((await get('/?place=K1', cookie)).status).toBe(403);
});

test('a window whose place is not there now is told so, asks again by itself, and comes back to it', async () => {
  const { become, get, addressOf } = await openDoorway(kiosk('K1'));
  const cookie = await cookieFor(addressOf('K1'));
  become();
  const closed = await get('/', cookie);
  expect([closed.status, closed.headers.get('refresh')]).toEqual([403, '5']);
  expect(closed.body).toContain('<html lang="vi">');
  const stranger = await get('/', '');
  expect([stranger.status, stranger.headers.get('refresh')]).toEqual([403, null]);
  become(kiosk('Sảnh'));
  expect((await get('/', cookie)).body).toBe(page);
});
