// The keys of a kiosk's glass, as X would put them together: whatever a keyboard has, none of its keys opens, closes or leaves anything. What
// a browser does with a key that has no meaning is to look what it is on other keyboards: so each has one. Where xkbcomp is not installed
// (Debian: apt install x11-xkb-utils xkb-data), that is said and it is skipped.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const kiosk = join(import.meta.dirname, '../../extras/kiosk');
const hasXkb = spawnSync('xkbcomp', ['-version']).status === 0;

/** What the rules say of a part, such as `symbols`. */
const partOf = (part: string): string => {
  const rules = readFileSync(join(kiosk, 'tram.rules'), 'utf8');
  return new RegExp(`^! .*= ${part}\\n(?:\\s*\\*)+ = (.+)$`, 'm').exec(rules)?.[1] ?? '';
};

/** Code and meanings of every key. `symbols`: as the rules would name them. */
const keysOf = (symbols: string): ReadonlyMap<number, string> => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'symbols'));
  copyFileSync(join(kiosk, 'tram.xkb'), join(folder, 'symbols/tram'));
  const whole = `xkb_keymap {
    xkb_keycodes { include "${partOf('keycodes')}" };
    xkb_types { include "${partOf('types')}" };
    xkb_compat { include "${partOf('compat')}" };
    xkb_symbols { include "${symbols}" };
  };`;
  writeFileSync(join(folder, 'whole'), whole);
  const made = spawnSync('xkbcomp', ['-w0', `-I${folder}`, '-xkb', join(folder, 'whole'), join(folder, 'made')]);
  expect([made.status, made.stderr.toString()]).toEqual([0, '']);
  const text = readFileSync(join(folder, 'made'), 'utf8');
  const meanings = new Map(
    [...text.matchAll(/^\s{4}key\s+(<[^>]+>) \{([^]*?)\};$/gm)].map(([, name = '', body = '']) => [
      name,
      [...body.replaceAll(/\[Group\d\]/g, '').matchAll(/\[([^\]]*)\]/g)].map(([, inner = '']) => inner).join(' '),
    ]),
  );
  return new Map(
    [...text.matchAll(/^\s+(<[^>]+>) = (\d+);$/gm)].map(([, name = '', code = '']) => [
      Number(code),
      meanings.get(name) ?? '',
    ]),
  );
};
const leads = /\b(?:XF86\w+|(?:Control|Alt|Super|Meta|Hyper)_[LR]|F\d+|Menu|Print|Help|Find|Cancel|Undo|Redo)\b/;
/** The X server lays these on the keypad, for Ctrl and Alt that there are not. */
const ofTheServer = /XF86_?(?:ClearGrab|Ungrab|(?:Next|Prev)_VMode)/g;

const leading = (keys: ReadonlyMap<number, string>): readonly number[] =>
  [...keys].flatMap(([code, means]) => (leads.test(means.replaceAll(ofTheServer, '')) ? [code] : []));

test.skipIf(!hasXkb)('no key of any keyboard leads away, and none is left for the browser to guess', () => {
  const keys = keysOf(partOf('symbols').replace('%l', 'tram').replace('%(v)', ''));
  expect(keys.size).toBeGreaterThan(240);
  expect(leading(keys)).toEqual([]);
  // 8 is no key; beyond 255 X knows none.
  expect([...keys].flatMap(([code, means]) => (code > 8 && code < 256 && means.trim() === '' ? [code] : []))).toEqual(
    [],
  );
  // It still types.
  expect([keys.get(24), keys.get(36), keys.get(66)].map((means) => means?.trim().split(/[\s,]+/)[0])).toEqual([
    'q',
    'Return',
    'Caps_Lock',
  ]);
});

test.skipIf(!hasXkb)('Escape takes back what a page asks, and with Shift opens no list of the browser’s tasks', () => {
  const means = (symbols: string): string | undefined => keysOf(symbols).get(9)?.replaceAll(/\s+/g, ' ').trim();
  expect(means('pc+tram')).toMatch(/^Escape, Shift_L NoAction/);
  expect(means('pc+us')).toBe('Escape');
});

test.skipIf(!hasXkb)('the usual way of putting them together would leave keys for the web', () => {
  expect(leading(keysOf('pc+tram+inet(evdev)'))).toEqual(expect.arrayContaining([180, 181]));
});

test('keyboards and session ask for these keys', () => {
  const conf = readFileSync(join(kiosk, 'xorg.conf.d/tram.conf'), 'utf8');
  expect([...conf.matchAll(/Option "Xkb(\w+)" "(\w+)"/g)].map(([, name, value]) => [name, value])).toEqual([
    ['Rules', 'tram'],
    ['Layout', 'tram'],
  ]);
  expect(readFileSync(join(kiosk, 'session'), 'utf8')).toContain(
    `setxkbmap -model pc105 -layout tram -symbols ${partOf('symbols').replace('%l', 'tram').replace('%(v)', '')} `,
  );
});
