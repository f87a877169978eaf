// The package's whole life in a fresh Debian: installed, started, upgraded, rolled back, removed, purged. No systemd runs here; a
// stand-in for systemctl starts the station as its unit says. Needs root and debootstrap, and minutes: npm run proof.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noFreshRoot, openMachine, type Machine } from './machine.ts';
import { openWorkshop, type Workshop } from './packages.ts';

const because = process.env['TRAM_PROOF'] === undefined ? 'it takes minutes; npm run proof does it' : noFreshRoot();
const patience = { timeout: 900_000 };

let machine: Machine;
let workshop: Workshop;
beforeAll(async () => {
  if (because !== null) return;
  workshop = openWorkshop();
  machine = await openMachine();
}, 900_000);
afterAll(() => {
  if (because !== null) return;
  machine.close();
  workshop.close();
}, 120_000);

const soon = async (what: string, is: () => boolean, withinMs = 60_000): Promise<void> => {
  const endsMs = performance.now() + withinMs;
  while (!is()) {
    if (performance.now() > endsMs)
      throw new Error(`${what} did not come: ${machine.read('/run/tram.log').slice(-2_000)}`);
    await new Promise((done) => setTimeout(done, 250));
  }
};
const install = (deb: string) => machine.run(`dpkg -i ${machine.bring(deb)}`);
const entries = (): number => {
  const count = `new (require('node:sqlite').DatabaseSync)('/var/lib/tram/journal.sqlite').prepare('select count(*) n from entries').get().n`;
  const { said } = machine.run(`/opt/tram/current/node_modules/.bin/node -p "${count}"`);
  return Number(said.trim().split('\n').at(-1));
};
const ownLibrary = 'Thư viện thử gói';

test.skipIf(because !== null)(
  `a package's life in a fresh Debian${because === null ? '' : ` (${because})`}`,
  patience,
  async () => {
    // ── Installed ──
    const first = install(workshop.build('1.0.0'));
    expect([first.status, first.said]).toEqual([0, first.said]);
    await soon('the first start', () => machine.health()?.ready === true);
    expect(machine.health()).toMatchObject({ ready: true, version: '1.0.0' });
    expect(
      machine
        .run('stat -c "%a %U" /etc/tram /etc/tram/settings.json /var/lib/tram /var/lib/tram/journal.sqlite')
        .said.trim()
        .split('\n'),
    ).toEqual(['700 tram', '600 tram', '700 tram', '600 tram']);
    expect(machine.run('getent passwd tram').said).toMatch(
      /^tram:[^:]*:\d{1,3}:\d{1,3}:[^:]*:\/var\/lib\/tram:\/usr\/sbin\/nologin$/m,
    );
    expect(machine.run('id -nG tram').said.trim().split(' ').toSorted()).toEqual(['dialout', 'lp', 'tram']);
    expect(machine.run('id -nG tram-glass').said.trim().split(' ')).not.toContain('tram');
    expect(
      machine
        .run('ps -o user= -p "$(cat /run/tram.pid)" 2>/dev/null || stat -c %U "/proc/$(cat /run/tram.pid)"')
        .said.trim(),
    ).toBe('tram');
    // Nothing of the program can be changed by whoever got hold of the station.
    expect(machine.run('find /opt/tram ! -user root -o -perm /022 ! -type l').said).toBe('');
    expect(machine.run('ls /etc/systemd/system/multi-user.target.wants').said).toContain('tram.service');
    expect(machine.run('find /etc/systemd/system -name tram-glass.service').said).toBe('');
    const native = machine.run('find /opt/tram -name "*.node" -o -name node -type f | xargs ldd').said;
    expect(native).toContain('libstdc++');
    expect(native).not.toContain('not found');
    expect(machine.run('dpkg --audit').said).toBe('');

    // ── Upgraded: settings and journal stay, and the version before is kept ──
    machine.run(`sed -i 's/Thư viện tỉnh/${ownLibrary}/' /etc/tram/settings.json`);
    const before = entries();
    const second = install(workshop.build('2.0.0'));
    expect([second.status, second.said]).toEqual([
      0,
      expect.stringContaining('Tram 2.0.0 is ready, and took over from 1.0.0.'),
    ]);
    expect(machine.health()).toMatchObject({ ready: true, version: '2.0.0' });
    expect(machine.read('/etc/tram/settings.json')).toContain(ownLibrary);
    expect(entries()).toBeGreaterThan(before);
    expect(machine.run('ls /opt/tram/versions /opt/tram/former').said.split('\n')).toEqual(
      expect.arrayContaining(['2.0.0', '1.0.0']),
    );

    // ── One that falls at its start: the former one is back within a minute, and the log says why ──
    const falling = workshop.build('3.0.0', {
      'station/main.ts': (text) => `${text}\nthrow new Error('a fault of 3.0.0');\n`,
    });
    const fallsAtMs = performance.now();
    const third = install(falling);
    const backAfterS = (performance.now() - fallsAtMs) / 1000;
    expect([third.status, third.said]).toEqual([
      1,
      // Three times, but on a machine where a start takes ten seconds.
      expect.stringMatching(
        /Tram 3\.0\.0 did not become ready: it ended by itself (?:once|[23] times)\. 2\.0\.0 serves again\./,
      ),
    ]);
    expect(machine.health()).toMatchObject({ version: '2.0.0' });
    expect(machine.read('/run/logged')).toContain('daemon.err Tram 3.0.0 did not become ready');
    expect(machine.read('/var/lib/tram/upgrades.jsonl')).toContain('"stands":false');
    expect(machine.read('/etc/tram/settings.json')).toContain(ownLibrary);
    console.log(`3.0.0, which fell: ${backAfterS.toFixed(1)} s from dpkg's start to its end, with 2.0.0 serving again`);
    await soon('the former version, ready', () => machine.health()?.ready === true);

    // ── One that is up, brings journal and settings into a shape of its own, and is not ready ──
    const kept = entries();
    const fourth = install(
      workshop.build('4.0.0', {
        'station/journal/database.ts': (text) =>
          text.replace(
            '  registrationMarks,\n];',
            "  registrationMarks,\n  'create table of_a_later_day (id integer primary key) strict',\n];",
          ),
        // Once it answers: the journal is its own by then, and now the settings are, too.
        'station/health.ts': (text) =>
          `import { writeFileSync } from 'node:fs';\n${text.replace(
            'ready: shut.length === 0 &&',
            "ready: (writeFileSync('/etc/tram/settings.json', '{}'), false) &&",
          )}`,
      }),
    );
    expect([fourth.status, fourth.said]).toEqual([
      1,
      expect.stringMatching(/4\.0\.0 did not become ready.*2\.0\.0 serves again.*entries carried over/s),
    ]);
    await soon('the former version, ready again', () => machine.health()?.ready === true);
    expect(machine.health()).toMatchObject({ version: '2.0.0' });
    expect(machine.read('/etc/tram/settings.json')).toContain(ownLibrary);
    expect(entries()).toBeGreaterThan(kept);
    expect(machine.run('ls /var/lib/tram /etc/tram').said.split('\n')).toEqual(
      expect.arrayContaining(['journal-of-4.0.0.sqlite', 'settings.json.of-4.0.0']),
    );

    // ── The next good one is taken, over what failed ──
    const fifth = install(workshop.build('5.0.0'));
    expect([fifth.status, fifth.said]).toEqual([
      0,
      expect.stringContaining('5.0.0 is ready, and took over from 2.0.0'),
    ]);
    expect(machine.run('dpkg-query -W -f "\\${db:Status-Status} \\${Version}" tram').said).toBe('installed 5.0.0');

    // ── Whoever stopped it finds it stopped after an upgrade ──
    machine.run('systemctl stop tram.service');
    expect(install(workshop.build('6.0.0')).status).toBe(0);
    expect(machine.health()).toBeNull();
    expect(machine.run('readlink -f /opt/tram/current').said.trim()).toBe('/opt/tram/versions/6.0.0');
    machine.run('systemctl start tram.service');
    await soon('6.0.0', () => machine.health()?.version === '6.0.0');

    // ── Removed: the program goes, what is the library's stays ──
    const removed = machine.run('dpkg -r tram');
    expect([removed.status, removed.said]).toEqual([0, removed.said]);
    expect(machine.health()).toBeNull();
    expect(machine.run('ls -A /opt').said).toBe('');
    expect(machine.read('/etc/tram/settings.json')).toContain(ownLibrary);
    expect(machine.run('test -s /var/lib/tram/journal.sqlite').status).toBe(0);

    // ── Installed again: with its own settings and journal ──
    expect(install(workshop.build('6.0.0')).status).toBe(0);
    await soon('the station that came back', () => machine.health()?.ready === true);
    expect(machine.read('/etc/tram/settings.json')).toContain(ownLibrary);

    // ── Purged: nothing stays but the users' names ──
    const purged = machine.run('dpkg -P tram');
    expect([purged.status, purged.said]).toEqual([0, purged.said]);
    expect(
      machine.run(
        'find / -xdev -iname "*tram*" ! -name "initramfs*" ! -path "/proc/*" ! -path "/sys/*" ! -path "/mnt/*" ! -path "/run/tram.*"',
      ).said,
    ).toBe('');
    expect(machine.run('grep -l tram /etc/passwd').said.trim()).toBe('/etc/passwd');
  },
);
