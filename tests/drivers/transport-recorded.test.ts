// Traces: what passed a line is kept, and comes again to the byte.
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PadEvent } from '../../drivers/ports/pad.ts';
import { createField, slixTag } from '../../drivers/rfid/field.ts';
import { feigUsual, meetFeigReader } from '../../drivers/rfid/feig/reader.ts';
import { createFeigSimulator, feigSimulatorDefaults } from '../../drivers/rfid/feig/simulator.ts';
import { createPad } from '../../drivers/rfid/pad.ts';
import { createMemoryLine } from '../../drivers/transport/memory.ts';
import { filePen, recordTransport, replayTransport, type TraceLine } from '../../drivers/transport/recorded.ts';
import { readTracePage } from '../../drivers/transport/trace-file.ts';
import type { Transport } from '../../drivers/transport/transport.ts';
import { createHandClock } from '../clock.ts';

const uid = 'E004010046A847AD';
const rule = { afi: { armed: 0x07, disarmed: 0xc2 }, eas: false };

const padOver = (transport: Transport, clock = createHandClock()) => {
  const events: PadEvent[] = [];
  const pad = createPad({
    transport,
    clock,
    rule,
    meet: (line) => meetFeigReader({ line, clock, settings: feigUsual }),
    ends: () => false,
    hears: (event) => events.push(event),
  });
  return { pad, events, clock };
};

/** A book laid down, disarmed and taken away, and the plug pulled at the end. */
const recordedDay = async (pen: (line: TraceLine) => void) => {
  const clock = createHandClock();
  const field = createField({ seed: 1 });
  const { transport, cable } = createMemoryLine({
    name: 'simulated',
    far: createFeigSimulator({ field, clock, settings: { ...feigSimulatorDefaults, realTime: true } }),
  });
  const { pad, events } = padOver(recordTransport({ transport, clock, pen }), clock);
  field.lay(slixTag({ uid, content: Uint8Array.of(1, 2, 3), afi: 0x07 }));
  await clock.pass(1000);
  const secured = pad.secure(uid, 'disarmed');
  await clock.pass(500);
  expect(await secured).toEqual({ kind: 'done' });
  field.lift(uid);
  await clock.pass(2000);
  cable.unplug();
  await clock.pass(100);
  await pad.close();
  return events;
};

describe('a recorded line', () => {
  test('keeps every byte with its time, and the driver hears what it would have heard', async () => {
    const lines: TraceLine[] = [];
    const events = await recordedDay((line) => lines.push(line));
    expect(events.map(({ kind }) => kind)).toContain('tag-read');
    expect(lines.map(({ kind }) => kind).slice(0, 3)).toEqual(['opened', 'sent', 'heard']);
    expect(lines[1]).toMatchObject({ hex: '05FF65E5CB' });
    expect(lines.at(-1)).toMatchObject({ kind: 'closed', by: 'them' });
    expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).toSorted((one, other) => one - other));
  });

  test('plays the same day again through the same driver', async () => {
    const lines: TraceLine[] = [];
    const first = await recordedDay((line) => lines.push(line));
    const clock = createHandClock();
    const again = padOver(replayTransport({ lines, clock, keepTime: true }), clock);
    await clock.pass(1000);
    const secured = again.pad.secure(uid, 'disarmed');
    await clock.pass(500);
    expect(await secured).toEqual({ kind: 'done' });
    await clock.pass(2100);
    await again.pad.close();
    const told = (events: readonly PadEvent[]) => events.filter(({ kind }) => kind !== 'state');
    expect(told(again.events)).toEqual(told(first));
  });

  test('says where a driver parts from the trace', async () => {
    const closed: string[] = [];
    const transport = replayTransport({
      lines: [
        { at: 0, kind: 'opened', name: 'x' },
        { at: 1, kind: 'sent', hex: '0102' },
        { at: 2, kind: 'heard', hex: '03' },
      ],
      clock: createHandClock(),
    });
    const connection = await transport.open({ bytes: () => undefined, closed: ({ because }) => closed.push(because) });
    connection.write(Uint8Array.of(0x01));
    connection.write(Uint8Array.of(0xff));
    await Promise.resolve();
    expect(closed).toEqual(['The trace goes on with 0102 (line 2), and 01FF was sent.']);
  });

  test('tells of a line that could not be opened, and of one that can no more', async () => {
    const lines: TraceLine[] = [];
    const gone: Transport = { name: 'serial /dev/x', open: () => Promise.reject(new Error('there is no such port.')) };
    const recorded = recordTransport({ transport: gone, clock: createHandClock(), pen: (line) => lines.push(line) });
    const hears = { bytes: () => undefined, closed: () => undefined };
    await expect(recorded.open(hears)).rejects.toThrow('there is no such port.');
    const replayed = replayTransport({ lines, clock: createHandClock() });
    await expect(replayed.open(hears)).rejects.toThrow('there is no such port.');
    await expect(replayed.open(hears)).rejects.toThrow('The trace ends here.');
  });

  test('goes to a file that only this user may read, and comes back from it', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'tram-')), 'trace.jsonl');
    const pen = filePen(path);
    const lines: TraceLine[] = [];
    await recordedDay((line) => {
      lines.push(line);
      pen(line);
    });
    pen.close();
    const whole = { from: 0, count: 100, lead: 0 };
    const read = await readTracePage(path, whole);
    expect(read.lines.map(({ line }) => line)).toEqual(lines);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const page = await readTracePage(path, { from: 2, count: 2, lead: 1 });
    expect(page).toMatchObject({ count: lines.length, beganAt: lines[0]?.at, damaged: [] });
    expect(page.lines.map(({ nth }) => nth)).toEqual([1, 2, 3]);
    // A line that is none, and one that a power cut or a full disk ended.
    const [first = ''] = readFileSync(path, 'utf8').split('\n');
    writeFileSync(path, `{"at":1,"kind":"sent","hex":"0G"}\n${first}\n\n{"at":1,"kind":"se`);
    expect(await readTracePage(path, whole)).toMatchObject({
      count: 3,
      lines: [{ nth: 1, line: lines[0] }],
      damaged: [0, 2],
    });
  });
});
