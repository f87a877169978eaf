// A kiosk's glass as its unit starts it: a real systemd, Debian's Chromium within its walls, an X server without a card. One window,
// the whole screen; no key and no button of a mouse leads anywhere else; and whatever of it dies comes back. Needs root, debootstrap,
// cgroup2, and minutes: npm run proof.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { boot, noSystemd, type Booted } from './booted.ts';
import { openWorkshop } from './packages.ts';

const because = process.env['TRAM_PROOF'] === undefined ? 'it takes minutes; npm run proof does it' : noSystemd();
const told = because === null ? '' : ` (${because})`;
const patience = { timeout: 400_000 };

/** An X server without a card and a console, in place of the one that has both. */
const withoutCard = [
  '[Service]',
  'ExecStart=',
  'ExecStart=/usr/bin/xinit /usr/lib/tram/kiosk/session -- /usr/bin/Xvfb :0 -screen 0 1080x1920x24 -nolisten tcp -noreset',
  'StandardInput=null',
  'TTYPath=/dev/null',
  'TTYReset=no',
  'TTYVHangup=no',
].join('\\n');

let machine: Booted;
beforeAll(async () => {
  if (because !== null) return;
  machine = await boot();
  const workshop = openWorkshop();
  try {
    const said = machine.run(`dpkg -i ${machine.bring(workshop.build('1.0.0'))} && echo installed`);
    expect(said).toContain('installed');
  } finally {
    workshop.close();
  }
  const dropIn = '/etc/systemd/system/tram-glass.service.d';
  machine.run(`mkdir -p ${dropIn} && printf '${withoutCard}\\n' > ${dropIn}/screen.conf && systemctl daemon-reload`);
  machine.run('systemctl enable --now tram-glass');
}, 1_200_000);
afterAll(() => {
  if (because === null) machine.close();
}, 120_000);

const soon = async (what: string, is: () => boolean, withinMs = 120_000): Promise<void> => {
  const endsMs = performance.now() + withinMs;
  while (!is()) {
    if (performance.now() > endsMs)
      throw new Error(
        `${what} did not come: ${machine.run('journalctl --namespace=tram --no-pager | grep -v dbus | tail -n 30')}`,
      );
    await new Promise((done) => setTimeout(done, 500));
  }
};
/** Names of the windows that one can see. */
const windows = (): readonly string[] =>
  machine
    .run("for one in $(xdotool search --onlyvisible --name '..'); do xdotool getwindowname $one; done")
    .split('\n')
    .filter((name) => name !== '');
const size = (): string =>
  /Geometry: (\S+)/.exec(machine.run('xdotool search --name Tram getwindowgeometry'))?.[1] ?? '';
const browser = (): string => machine.run('pgrep -u tram-glass -o -f ^/usr/lib/chromium/chromium').trim();
const wires = (): number =>
  Number(machine.run("grep -c ':1267 01 .* 00000000 *'$(id -u tram-glass)' ' /proc/net/tcp").trim());
/** The page is there: its window, and its wire to the station. */
const isUp = (): boolean => windows().includes('Tram - Chromium') && wires() > 0;

test.skipIf(because !== null)(`one window over the whole screen, and the page in it${told}`, patience, async () => {
  await soon('the page', isUp);
  expect(windows()).toEqual(['Tram - Chromium']);
  expect(size()).toBe('1081x1921');
  expect(machine.run('systemctl show --value --property=User tram-glass').trim()).toBe('tram-glass');
});

test.skipIf(because !== null)(`no key, and no button of a mouse, leads anywhere else${told}`, patience, async () => {
  await soon('the page', isUp);
  const was = browser();
  // By their codes: Shift, Ctrl, Alt, Super, the right Alt, and each with every key; 9 is Escape.
  for (const held of [[], [50], [37], [64], [37, 50], [37, 64], [133], [108]]) {
    const all = Array.from({ length: 246 }, (_, at) => `key ${at + 10}`).join(' ');
    const [down, up] = ['keydown', 'keyup'].map((word) => held.map((code) => `${word} ${code}`).join(' '));
    machine.run(`xdotool ${down} ${all} key Escape ${up}; sleep 1`);
    expect([held, windows(), browser()]).toEqual([held, ['Tram - Chromium'], was]);
  }
  const shown = (): string => machine.run("xwininfo -root -tree | grep -c '^     0x'").trim();
  const before = shown();
  for (const button of [3, 2, 8, 9]) machine.run(`xdotool mousemove 540 300 click ${button}; sleep 1`);
  machine.run('xdotool keydown 50 mousemove 540 300 click 1 keyup 50; sleep 1');
  expect([windows(), shown(), browser()]).toEqual([['Tram - Chromium'], before, was]);
});

test.skipIf(because !== null)(
  `with usual keys one of these would have opened another window${told}`,
  patience,
  async () => {
    await soon('the page', isUp);
    machine.run('setxkbmap us; xdotool mousemove 540 300 key shift+Escape');
    await soon('the list of tasks', () => windows().length === 2);
    machine.run('systemctl restart tram-glass');
  },
);

test.skipIf(because !== null).each([
  ['the browser', 'kill -9 $(pgrep -u tram-glass -o -f ^/usr/lib/chromium/chromium)'],
  ['the X server', 'pkill -9 -u tram-glass -x Xvfb'],
  ['the page alone', 'pkill -9 -u tram-glass -f type=renderer'],
  ['the station', 'systemctl kill --signal=KILL tram'],
])(`%s comes back${told}`, patience, async (_, kill) => {
  await soon('the page', isUp);
  const was = browser();
  machine.run(kill);
  // A page that died before anybody saw it is given two minutes.
  await soon('another browser', () => browser() !== was && isUp(), 240_000);
  expect(windows()).toEqual(['Tram - Chromium']);
});
