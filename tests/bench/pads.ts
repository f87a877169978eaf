// Pads: from a pile put down to the last tag read, for each make at its real speed and beside what its wire alone takes; what
// a polling station costs; how soon a pulled cable is known and a plugged one works.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pass, systemClock } from '../../drivers/clock.ts';
import { openPad } from '../../drivers/open.ts';
import type { PadEvent } from '../../drivers/ports/pad.ts';
import { type Field, slixTag } from '../../drivers/rfid/field.ts';
import { uhfTag } from '../../drivers/rfid/gen2-field.ts';
import type { Maker } from '../../drivers/rfid/maker.ts';
import { makers, readerSettings } from '../../drivers/rfid/makers.ts';
import { writeIso28560_2 } from '../../drivers/tags/iso28560-2.ts';
import type { TraceLine } from '../../drivers/transport/recorded.ts';
import { createHandClock } from '../clock.ts';
import { cleanUp, directory, hasSocat, pty, until } from '../drivers/far-ends.ts';

const pile = 20;
const rule = { afi: { armed: 0x07, disarmed: 0xc2 }, eas: false };
const say = (line: string): void => console.log(line);
const nth2 = (nth: number): string => nth.toString(16).toUpperCase().padStart(2, '0');

const layHf = (field: Field, nth: number): void => {
  const content = writeIso28560_2({
    id: String(30123000012345 + nth),
    part: { nth: 1, of: 1 },
    usage: 0x10,
    owner: 'VN-HN1',
    title: null,
  });
  field.lay(slixTag({ uid: `E004010046A847${nth2(nth)}`, content, afi: rule.afi.armed }));
};
const layUhf = (field: Field, nth: number): void =>
  field.lay(uhfTag({ uid: `3B4A2C1D00112233445566${nth2(nth)}`, afi: rule.afi.armed }));

type Pile = { readonly seenMs: number; readonly readMs: number; readonly bytes: number };

/** On a clock moved by hand: real speeds, simulated time. `null`: not all of them are ever read. */
const pileOn = async (
  maker: Maker,
  lay: (field: Field, nth: number) => void,
  limitMs: number,
): Promise<Pile | null> => {
  const clock = createHandClock();
  const events: { readonly kind: PadEvent['kind']; readonly ms: number }[] = [];
  let bytes = 0;
  const { pad, field } = openPad({
    settings: readerSettings.parse({ maker: maker.maker, connection: { kind: 'simulated', realTime: true } }),
    rule,
    clock,
    record: (line: TraceLine) => {
      if (line.kind === 'heard' || line.kind === 'sent') bytes += line.hex.length / 2;
    },
    hears: ({ kind }) => events.push({ kind, ms: clock.now() }),
  });
  const counted = (kind: PadEvent['kind']): readonly number[] =>
    events.filter((event) => event.kind === kind).map(({ ms }) => ms);
  for (let ms = 0; pad.state().at !== 'ready' && ms < 20_000; ms += 1) await clock.pass(1);
  await clock.pass(700);
  if (field === null) throw new Error('the pad is simulated');
  const laidAt = clock.now();
  bytes = 0;
  for (let nth = 0; nth < pile; nth += 1) lay(field, nth);
  for (let ms = 0; counted('tag-read').length < pile && ms < limitMs; ms += 1) await clock.pass(1);
  const seen = counted('tag-seen').at(-1);
  const read = counted('tag-read');
  const all = bytes;
  await pad.close();
  if (read.length < pile || seen === undefined) return null;
  return { seenMs: seen - laidAt, readMs: (read.at(-1) ?? laidAt) - laidAt, bytes: all };
};

/** What a byte takes on the line that the make is shipped with; `null`: not a serial one. */
const msPerByteOf = ({ probes }: Maker): number | null => {
  const line = probes.map((probe) => probe.line).find(({ kind }) => kind === 'serial');
  if (line?.kind !== 'serial') return null;
  return ((line.parity === 'none' ? 10 : 11) * 1000) / line.baudRate;
};

const benchPiles = async (): Promise<void> => {
  say(`a pile of ${pile} put down at once, at the readers' own speed (simulated time)`);
  for (const maker of makers) {
    const took = (await pileOn(maker, layHf, 15_000)) ?? (await pileOn(maker, layUhf, 15_000));
    if (took === null) {
      say(`  ${maker.title}: reads no pile of ${pile} (cards and single items)`);
      continue;
    }
    const msPerByte = msPerByteOf(maker);
    const floor =
      msPerByte === null
        ? 'no serial line'
        : `its wire alone ${Math.round(took.bytes * msPerByte)} ms (${took.bytes} bytes)`;
    say(`  ${maker.title}: counted ${Math.round(took.seenMs)} ms, all read ${Math.round(took.readMs)} ms; ${floor}`);
  }
};

const openOn = (path: string) => {
  const events: { readonly event: PadEvent; readonly ms: number }[] = [];
  const { pad } = openPad({
    settings: readerSettings.parse({ maker: 'feig', connection: { kind: 'serial', path } }),
    rule,
    clock: systemClock,
    record: null,
    hears: (event) => events.push({ event, ms: performance.now() }),
  });
  const state = (at: string, since: number): Promise<number> =>
    until(at, () => events.find(({ event, ms }) => event.kind === 'state' && event.state.at === at && ms >= since)?.ms);
  return { pad, state };
};

const cpuPercent = async (ms: number): Promise<string> => {
  const before = process.cpuUsage();
  await pass(systemClock, ms);
  const { user, system } = process.cpuUsage(before);
  return `${((user + system) / 10 / ms).toFixed(1)} % of a core`;
};

const watchedMs = 5000;
const cableRounds = 5;

const benchCables = async (): Promise<void> => {
  const { path, socat, plug } = await pty(['feig', '--real-time', '--tag', 'E004010046A847AD=30123000012345']);
  const { pad, state } = openOn(path);
  await state('ready', 0);
  await pass(systemClock, 1000);
  say(`a pad that polls, FEIG over a pty, one tag lying there: ${await cpuPercent(watchedMs)}`);
  let plugged = socat;
  const known: number[] = [];
  const working: number[] = [];
  for (let round = 0; round < cableRounds; round += 1) {
    const pulledAt = performance.now();
    plugged.kill('SIGKILL');
    known.push((await state('trouble', pulledAt)) - pulledAt);
    // Long enough for the longest pause between two tries.
    await pass(systemClock, 4000 + round * 370);
    plugged = plug();
    await until('the pty', () => existsSync(path));
    const backAt = performance.now();
    working.push((await state('ready', backAt)) - backAt);
    await pass(systemClock, 500);
  }
  const list = (all: readonly number[]): string => all.map((ms) => Math.round(ms)).join(', ');
  say(`cable pulled → known after (ms): ${list(known)}`);
  say(`plugged in again → works after (ms, the simulator's own start included): ${list(working)}`);
  await pad.close();
};

const benchAbsent = async (): Promise<void> => {
  const { pad, state } = openOn(join(directory(), 'absent'));
  await state('trouble', 0);
  await pass(systemClock, 3000);
  say(`a pad whose reader is not plugged in: ${await cpuPercent(watchedMs)}`);
  await pad.close();
};

export const benchPads = async (): Promise<void> => {
  await benchPiles();
  try {
    await benchAbsent();
    if (hasSocat) await benchCables();
    else say('cables: no socat here, not measured');
  } finally {
    await cleanUp();
  }
};
