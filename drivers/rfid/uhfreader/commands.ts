// What is asked of the UHFReader18/288 family and what it answers, as tables. Knows nothing of lines or of time.
import type { TagFailure, Uid } from '../../ports/tag-reader.ts';
import { gen2Errors, gen2Kinds } from '../gen2.ts';
import { bytesOf, hexOf } from '../uii.ts';

export type Request = { readonly command: number; readonly body: Uint8Array };

export const codes = {
  inventory: 0x01,
  read: 0x02,
  write: 0x03,
  writeEas: 0x0c,
  easAlarm: 0x0d,
  information: 0x21,
  setRegion: 0x22,
  setScanTime: 0x25,
  setPower: 0x2f,
  beep: 0x33,
  setWorkMode: 0x35,
  setWorkMode288: 0x76,
  /** What a reader in scan mode sends by itself. */
  pushed: 0xee,
} as const;

/** Every command that we ask, answer or hear of; the framer takes no other byte for a command. */
export const knownCommands: ReadonlySet<number> = new Set(Object.values(codes));

export const status = {
  ok: 0x00,
  done: 0x01,
  timeUp: 0x02,
  more: 0x03,
  full: 0x04,
  failed: 0xf9,
  weak: 0xfa,
  noTag: 0xfb,
  tagError: 0xfc,
  wrongLength: 0xfd,
  unknownCommand: 0xfe,
} as const;

/** What a status means. The sentence is for the technician. Those below F8 are the maker's list as programs have it. */
const failures: Readonly<Record<number, TagFailure>> = {
  0x05: { kind: 'tag-error', fault: 'password', because: 'The tag asks for another password.' },
  0x0b: { kind: 'tag-error', fault: 'tag-unfit', because: 'The tag does not know this command.' },
  0x10: { kind: 'tag-error', fault: 'locked', because: 'The memory is locked.' },
  0x13: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader could not keep the setting.' },
  0x14: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader cannot send with such a power.' },
  0xf8: { kind: 'reader-error', fault: 'no-antenna', because: 'The reader finds no antenna, or a bad one.' },
  0xf9: { kind: 'tag-error', fault: 'tag-refuses', because: 'The reader could not carry out the command.' },
  0xfa: {
    kind: 'tag-error',
    fault: 'weak',
    because: 'The radio link to the tag is too weak: lay it nearer to the antenna.',
  },
  0xfb: { kind: 'gone', fault: 'no-tag', because: 'No such tag answered.' },
  0xfd: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader calls the length of the command wrong.' },
  0xfe: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader does not know this command.' },
  0xff: { kind: 'reader-error', fault: 'device-refuses', because: 'The reader refuses a parameter of the command.' },
};

export const failureOf = (body: Uint8Array): TagFailure => {
  const [code = 0, error] = body;
  if (code === status.tagError && error !== undefined)
    return {
      kind: 'tag-error',
      fault: gen2Kinds[error] ?? 'tag-refuses',
      because: gen2Errors[error] ?? `The tag reports error ${error}.`,
    };
  const hex = code.toString(16).toUpperCase().padStart(2, '0');
  return (
    failures[code] ?? { kind: 'reader-error', fault: 'device-refuses', because: `The reader reports status ${hex}.` }
  );
};

/** How inventories are asked and told: `uhf18`: bare. `uhf288`: with antenna and strength. */
export type Layout = 'uhf18' | 'uhf288';

const types: Readonly<Record<number, { readonly name: string; readonly layout: Layout }>> = {
  0x03: { name: 'RU5102', layout: 'uhf18' },
  0x08: { name: 'RU5102', layout: 'uhf18' },
  0x09: { name: 'UHFReader18', layout: 'uhf18' },
  0x0c: { name: 'UHFReader288M', layout: 'uhf288' },
  0x0f: { name: 'MU903/MU904', layout: 'uhf288' },
  0x10: { name: 'MU903/MU904', layout: 'uhf288' },
  0x20: { name: 'UHFReader288MP', layout: 'uhf288' },
};

/** The frequencies a country allows: the band's four bits lie in the upper two of each byte, highest channel first. */
export const regions = {
  china: [0x13, 0x40],
  us: [0x31, 0x80],
  korea: [0x1f, 0xc0],
  eu: [0x4e, 0x00],
} as const;
export type Region = keyof typeof regions;

/** In whole dBm; a reader that cannot send with one of them answers 14. */
export const powersOf: Readonly<Record<Layout, readonly number[]>> = {
  uhf18: Array.from({ length: 31 }, (_, dbm) => dbm),
  uhf288: Array.from({ length: 34 }, (_, dbm) => dbm),
};
/** The 288 family names the port in each inventory; the 18 has one. */
export const antennasOf: Readonly<Record<Layout, number | null>> = { uhf18: null, uhf288: 4 };

const noPassword = [0, 0, 0, 0] as const;
const request = (command: number, ...body: readonly number[]): Request => ({ command, body: Uint8Array.from(body) });
/** How a tag is named: words of its UII, and the UII. */
const named = (uid: Uid): readonly number[] => [uid.length / 4, ...bytesOf(uid)];

export type Round = {
  /** Gen2's Q: 2^Q time slots. */
  readonly q: number;
  /** 1 to 4. */
  readonly antenna: number;
  /** In tenths of a second: the reader stops at the latest then. */
  readonly scanTime: number;
};
const session0 = 0;
const targetA = 0;
const noMask = [0x01, 0x00, 0x00, 0x00] as const;

/** Answer mode; the rest as shipped: Gen2, serial output, the EPC. Which bytes a reader had there cannot be asked in scan mode. */
const answerMode = [0x00, 0x02, 0x01, 0x00, 0x01, 0x00] as const;

export const requests = {
  information: () => request(codes.information),
  inventory18: () => request(codes.inventory),
  inventory288: ({ q, antenna, scanTime }: Round) =>
    request(codes.inventory, q, session0, ...noMask, targetA, 0x80 | (antenna - 1), scanTime),
  read: (uid: Uid, bank: number, first: number, count: number) =>
    request(codes.read, ...named(uid), bank, first, count, ...noPassword),
  write: (uid: Uid, bank: number, first: number, bytes: Uint8Array) =>
    request(codes.write, bytes.length / 2, ...named(uid), bank, first, ...bytes, ...noPassword),
  writeEas: (uid: Uid, on: boolean) => request(codes.writeEas, ...named(uid), ...noPassword, on ? 1 : 0),
  easAlarm: () => request(codes.easAlarm),
  setRegion: (region: Region) => request(codes.setRegion, ...regions[region]),
  setScanTime: (tenths: number) => request(codes.setScanTime, tenths),
  setPower: (dbm: number) => request(codes.setPower, dbm),
  /** Twentieths of a second of sound and of silence, and how often. */
  beep: (sound: number, quiet: number, times: number) => request(codes.beep, sound, quiet, times),
  answerMode18: () => request(codes.setWorkMode, ...answerMode),
  answerMode288: () => request(codes.setWorkMode288, 0x00),
} as const;

export type Information = {
  readonly model: string;
  readonly layout: Layout;
  readonly frequencies: readonly [number, number];
  readonly powerDbm: number;
  /** Tenths of a second. */
  readonly scanTime: number;
};

/** Status, version (2), type, air protocols, highest and lowest frequency, power, scan time, … `null`: not one. */
export const informationFrom = (body: Uint8Array): Information | null => {
  const [code, major = 0, minor = 0, type = 0, , highest = 0, lowest = 0, powerDbm = 0, scanTime] = body;
  if (code !== status.ok || scanTime === undefined) return null;
  // What came later than this list is kin to the 288.
  const { name, layout } = types[type] ?? { name: `UHF reader, type ${type}`, layout: 'uhf288' };
  return {
    model: `${name}, firmware ${major}.${minor}`,
    layout,
    frequencies: [highest, lowest],
    powerDbm,
    scanTime,
  };
};

/** `strength`: on the reader's own scale; `null`: not told. */
export type Told = { readonly uid: Uid; readonly strength: number | null };

/** After the status. 18: n × (length, UII). 288: antenna, n × (length, UII, strength). `null`: not one. */
export const toldFrom = (layout: Layout, body: Uint8Array): readonly Told[] | null => {
  const bytes = body.subarray(layout === 'uhf18' ? 1 : 2);
  const trailer = layout === 'uhf18' ? 0 : 1;
  const count = bytes[0] ?? 0;
  const told: Told[] = [];
  let at = 1;
  for (let nth = 0; nth < count; nth += 1) {
    const length = bytes[at];
    const end = at + 1 + (length ?? 0);
    if (length === undefined || end + trailer > bytes.length) return null;
    // Flags in the upper bits (with TID, with phase) are never asked for; a tag without a UII cannot be named.
    if (length % 2 === 0 && length > 0 && length <= 62)
      told.push({ uid: hexOf(bytes.subarray(at + 1, end)), strength: trailer === 0 ? null : (bytes[end] ?? null) });
    at = end + trailer;
  }
  return at >= bytes.length ? told : null;
};
