// One file for a helper elsewhere: what this station is, how it fares and what it last said, and nothing of any patron. Works on what
// lies on the disk, so that it can be made when the station does not start; whatever cannot be read is a sentence in the file.
import { existsSync, readFileSync, readdirSync, statSync, statfsSync } from 'node:fs';
import { arch, cpus, freemem, loadavg, platform, release, totalmem, uptime } from 'node:os';
import { join } from 'node:path';
import { linuxUsbPorts, usbText } from '../drivers/transport/usb-ports.ts';
import { tellJournal } from './diagnostics/journal-told.ts';
import { tellSettings, type SettingsTold } from './diagnostics/settings-told.ts';
import { createStrike, logLine } from './diagnostics/strike.ts';
import { zip } from './diagnostics/zip.ts';
import type { Credentials } from './settings/credentials.ts';
import { checkSettings } from './settings/store.ts';
import { version } from './version.ts';

export type DiagnosticsFrom = {
  /** Where the journal lies. */
  readonly data: string;
  readonly settingsFile: string;
  readonly credentials: Credentials;
  /** What the station answers at its door, as JSON and as Prometheus' text; null where nobody answers. */
  readonly health: string | null;
  readonly metrics: string | null;
  /** The last lines of the log, oldest first; null where nobody keeps it. */
  readonly log: readonly string[] | null;
  /** More to tell, by the file's name: what the supervisor knows, say. It is struck like all the rest. */
  readonly also: Readonly<Record<string, string>>;
  readonly now: Date;
};

export type Diagnostics = {
  /** `tram-20261123-0912.zip`. */
  readonly fileName: string;
  readonly bytes: Buffer;
  /** What could not be read, a sentence each. */
  readonly missing: readonly string[];
};

/** Of the log, the last. */
const mostLines = 3_000;

const readMe = (missing: readonly string[], now: Date): string =>
  [
    `Tram ${version}, ${now.toISOString()}`,
    '',
    'VI  Tệp này để người hỗ trợ xem trạm. Không có dữ liệu bạn đọc, mật khẩu hay mã PIN; những chỗ đó là ***.',
    'EN  For whoever helps with this station. No patron’s data, no password and no PIN is in it; where one stood, there is ***.',
    '',
    'versions.json   program, machine, disk          settings.json   settings without secrets, and their faults',
    'devices.json    what is plugged in              journal.json    size, integrity, counts by kind and day',
    'files.json      names, sizes and modes          health.json, metrics.txt   what the station answered',
    'log.txt         the last lines of the log       upgrades.txt    what became of new versions',
    '',
    ...(missing.length === 0 ? [] : ['Not to be had:', ...missing.map((sentence) => `- ${sentence}`), '']),
  ].join('\n');

/** Never throws: what goes wrong with a part is a sentence in its place. */
export const makeDiagnostics = (from: DiagnosticsFrom): Diagnostics => {
  const missing: string[] = [];
  const tried = <T>(what: string, look: () => T, otherwise: T): T => {
    try {
      return look();
    } catch (error) {
      missing.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      return otherwise;
    }
  };
  const text = (what: string, file: string): string | null =>
    tried(what, () => (existsSync(file) ? readFileSync(file, 'utf8') : null), null);

  const settingsText = text('settings', from.settingsFile);
  const nothing: SettingsTold = { told: null, secrets: [] };
  const settings = tried('settings', () => settingsOf(settingsText, from.credentials), nothing);
  const journal = tried('journal', () => tellJournal(join(from.data, 'journal.sqlite')), { told: {}, patrons: [] });
  const tickets = tried('addresses', () => ticketsIn(from.data), []);
  if (from.health === null) missing.push('health and metrics: nobody answers at the station’s door');
  if (from.log === null) missing.push('log: nobody keeps one that this command can read (--log FILE names one)');

  const strike = createStrike([...settings.secrets, ...from.credentials.values(), ...journal.patrons, ...tickets]);
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  const files: Readonly<Record<string, string | null>> = {
    'versions.json': json(tried('machine', () => machineOf(from.data), {})),
    'settings.json': json(settings.told),
    'devices.json': json(tried('devices', pluggedIn, {})),
    'journal.json': json(journal.told),
    'files.json': json(tried('files', () => [from.data, join(from.settingsFile, '..')].map(filesIn), [])),
    'health.json': from.health,
    'metrics.txt': from.metrics,
    'log.txt':
      from.log
        ?.slice(-mostLines)
        .flatMap((line) => logLine(line) ?? [])
        .join('\n') ?? null,
    'upgrades.txt': text('upgrades', join(from.data, 'upgrades.jsonl')),
    ...from.also,
  };
  const whole = { ...files, 'read-me.txt': readMe(missing, from.now) };
  const there = Object.entries(whole).flatMap(([name, said]) => (said === null ? [] : [{ name, text: strike(said) }]));
  const stamp = from.now.toISOString().replace(/^(\d+)-(\d+)-(\d+)T(\d+):(\d+).*$/, '$1$2$3-$4$5');
  return { fileName: `tram-${stamp}.zip`, bytes: zip(there, from.now), missing };
};

const settingsOf = (text: string | null, credentials: Credentials): SettingsTold => {
  if (text === null) return { told: { file: 'there is none' }, secrets: [] };
  const checked = checkSettings(text, credentials);
  const issues =
    checked.kind === 'issues' ? checked.issues.map(({ path, message }) => ({ path, says: message.en })) : [];
  const handedOver = [...credentials.keys()];
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // Whatever stands in it may be a password.
    return { told: { issues, handedOver, settings: '(no JSON: left out)', characters: text.length }, secrets: [] };
  }
  const { told, secrets } = tellSettings(value);
  return { told: { issues, handedOver, settings: told }, secrets };
};

/** Whoever has one opens a glass. */
const ticketsIn = (data: string): readonly string[] =>
  (existsSync(data) ? readdirSync(data) : [])
    .filter((name) => /^address(?:-|$)/.test(name))
    .flatMap((name) => /ticket=([\w-]+)/.exec(readFileSync(join(data, name), 'utf8'))?.[1] ?? []);

const machineOf = (data: string): unknown => {
  const system = existsSync('/etc/os-release')
    ? /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync('/etc/os-release', 'utf8'))
    : null;
  const disk = existsSync(data) ? statfsSync(data) : null;
  return {
    tram: version,
    node: process.versions,
    system: system?.[1] ?? platform(),
    kernel: release(),
    machine: arch(),
    processors: [cpus().length, cpus()[0]?.model ?? '?'],
    load: loadavg(),
    memoryMiB: { all: Math.round(totalmem() / 2 ** 20), free: Math.round(freemem() / 2 ** 20) },
    upHours: Math.round(uptime() / 360) / 10,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    diskMiB:
      disk === null
        ? null
        : {
            all: Math.round((disk.blocks * disk.bsize) / 2 ** 20),
            free: Math.round((disk.bavail * disk.bsize) / 2 ** 20),
          },
    diskFiles: disk === null ? null : { all: disk.files, free: disk.ffree },
  };
};

const named = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder).toSorted() : []);
const modeOf = (path: string): string | null => {
  if (!existsSync(path)) return null;
  const { mode, uid, gid } = statSync(path);
  return `${(mode & 0o7777).toString(8)} ${uid}:${gid}`;
};

/** By the kernel's own lists; a serial number of a device is a number of a thing, and is told short of its middle. */
const pluggedIn = (): unknown => ({
  serial: linuxUsbPorts().map(({ path, manufacturer, usb }) => ({
    path,
    manufacturer,
    usb: usb === null ? null : usbText({ ...usb, serialNumber: null }),
    mode: modeOf(path),
  })),
  hid: named('/sys/class/hidraw').map((name) => {
    const about = join('/sys/class/hidraw', name, 'device/uevent');
    const lines = existsSync(about) ? readFileSync(about, 'utf8').split('\n') : [];
    return {
      path: `/dev/${name}`,
      is: lines.filter((line) => /^HID_(?:ID|NAME)=/.test(line)),
      mode: modeOf(`/dev/${name}`),
    };
  }),
  printers: named('/dev/usb').map((name) => ({ path: `/dev/usb/${name}`, mode: modeOf(`/dev/usb/${name}`) })),
  stableNames: named('/dev/serial/by-id').length,
});

const filesIn = (folder: string): unknown => ({
  folder,
  mode: modeOf(folder),
  files: named(folder)
    .slice(0, 500)
    .map((name) => {
      const { size, mtime } = statSync(join(folder, name), { throwIfNoEntry: false }) ?? { size: null, mtime: null };
      return { name, bytes: size, changed: mtime, mode: modeOf(join(folder, name)) };
    }),
});
