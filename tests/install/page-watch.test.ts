// A kiosk's page that died while its browser stays: told by the wire to the station's door that nobody holds any more.
import { expect, test } from 'vitest';
import { hasWire, holdsWire, isGone, unseen, watch, type Look } from '../../scripts/package/page-watch.ts';

const held: Look = { answers: true, holds: true };
const bare: Look = { answers: true, holds: false };
const silent: Look = { answers: false, holds: false };
const times = (count: number, look: Look): readonly Look[] => Array.from({ length: count }, () => look);

test.each<readonly [string, readonly Look[], boolean]>([
  ['a page that lives', [bare, held, held], false],
  ['a page that opens its wire anew', [held, bare, held, bare], false],
  ['a page that is gone', [held, bare, bare], true],
  ['a station that starts: its page waits', [held, ...times(20, silent), held], false],
  ['a page gone while the station started', [held, silent, bare, bare], true],
  ['a browser that is slow to start', times(11, bare), false],
  ['a page that died before anybody looked', times(12, bare), true],
])('%s', (_, looks, is) => {
  expect(isGone(looks.reduce(watch, unseen))).toBe(is);
});

test('a page that has no wire has an address without a ticket', () => {
  expect(hasWire('http://127.0.0.1:4711/?ticket=abc')).toBe(true);
  expect(hasWire('http://127.0.0.1:4711/')).toBe(false);
});

// As Linux 6 writes it: the station listens, the browser of user 996 holds a wire, and the station's end of it is its own user's.
const list = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1267 00000000:0000 0A 00000000:00000000 00:00000000 00000000   997        0 15321 1 0 100 0 0 10 0
   1: 0100007F:1267 0100007F:D2A6 01 00000000:00000000 00:00000000 00000000   997        0 15930 1 0 20 4 30 10 -1
   2: 0100007F:D2A6 0100007F:1267 01 00000000:00000000 00:00000000 00000000   996        0 15929 1 0 20 4 24 10 -1
   3: 0100007F:D2A8 0100007F:1267 06 00000000:00000000 03:00000B4C 00000000     0        0 0 3 0
`;

test('a wire is the browser’s own, to the door, and open', () => {
  expect(holdsWire(list, { port: 4711, uid: 996 })).toBe(true);
  expect(holdsWire(list, { port: 4711, uid: 997 })).toBe(false);
  expect(holdsWire(list, { port: 4712, uid: 996 })).toBe(false);
  const closed = list.replace('0100007F:D2A6 0100007F:1267 01', '0100007F:D2A6 0100007F:1267 06');
  expect(holdsWire(closed, { port: 4711, uid: 996 })).toBe(false);
  expect(holdsWire('', { port: 4711, uid: 996 })).toBe(false);
});
