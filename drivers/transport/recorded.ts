// A transport that keeps what passes, and a transport that plays it back: a trace from the field becomes a test. Knows
// bytes and times, nothing of what they say: a trace of a real library holds card numbers and belongs to nobody else.
import { closeSync, openSync, writeSync } from 'node:fs';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { type Fault, type FaultKind, faultKinds, faultOf, thrown } from '../ports/fault.ts';
import type { Connection, Transport, TransportHears } from './transport.ts';

const hex = z.string().regex(/^(?:[0-9A-F]{2})+$/, 'bytes are pairs of upper-case hex digits');
const at = z.number().min(0).describe('Milliseconds since the recording began');

/** Traces of older stations have the sentence alone. */
const why = { because: z.string(), fault: z.enum(faultKinds).optional() } as const;

/** One line of a trace. `sent` and `heard` are seen from this machine. */
export const traceLine = z.discriminatedUnion('kind', [
  z.strictObject({ at, kind: z.literal('opened'), name: z.string() }),
  z.strictObject({ at, kind: z.literal('not-opened'), name: z.string(), ...why }),
  z.strictObject({ at, kind: z.literal('sent'), hex }),
  z.strictObject({ at, kind: z.literal('heard'), hex }),
  /** `by`: whether this machine hung up, or the line ended by itself. */
  z.strictObject({ at, kind: z.literal('closed'), by: z.enum(['us', 'them']), ...why }),
]);
export type TraceLine = z.infer<typeof traceLine>;
export type Pen = (line: TraceLine) => void;

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

/** Everything that passes `transport` goes to `pen` as well. */
export const recordTransport = ({
  transport,
  clock,
  pen,
}: {
  transport: Transport;
  clock: Clock;
  pen: Pen;
}): Transport => {
  const began = clock.now();
  const now = (): number => clock.now() - began;
  return {
    name: transport.name,
    open: async (hears) => {
      let isOver = false;
      const end = (by: 'us' | 'them', how: Fault | null): void => {
        if (isOver) return;
        isOver = true;
        pen({ at: now(), kind: 'closed', by, ...(how ?? { because: '' }) });
      };
      let connection: Connection;
      try {
        connection = await transport.open({
          bytes: (chunk) => {
            if (chunk.length > 0) pen({ at: now(), kind: 'heard', hex: hexOf(chunk) });
            hears.bytes(chunk);
          },
          closed: (how) => {
            end('them', how);
            hears.closed(how);
          },
        });
      } catch (reason) {
        pen({ at: now(), kind: 'not-opened', name: transport.name, ...faultOf(reason) });
        throw reason;
      }
      pen({ at: now(), kind: 'opened', name: transport.name });
      return {
        ...connection,
        write: (bytes) => {
          if (bytes.length > 0) pen({ at: now(), kind: 'sent', hex: hexOf(bytes) });
          connection.write(bytes);
        },
        close: () => {
          end('us', null);
          return connection.close();
        },
      };
    },
  };
};

/** A trace of a day is some 20 MB; what would fill the disk is not written any more. */
const mostBytesPerFile = 64 * 1024 * 1024;

/** A pen that writes JSON lines to a file of this user's alone. Throws a sentence when it cannot be made. */
export const filePen = (path: string): Pen & { close(): void } => {
  const file = openSync(path, 'a', 0o600);
  let written = 0;
  let isClosed = false;
  const pen = (line: TraceLine): void => {
    const text = `${JSON.stringify(line)}\n`;
    written += text.length;
    if (!isClosed && written <= mostBytesPerFile) writeSync(file, text);
  };
  const close = (): void => {
    if (!isClosed) closeSync(file);
    isClosed = true;
  };
  return Object.assign(pen, { close });
};

/** One line of a trace out of its text; null where it is none. */
export const traceLineFrom = (text: string): TraceLine | null => {
  try {
    return traceLine.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
};

/**
 * Plays the far end of a trace. What was heard comes again as soon as all that was sent before it has been sent again, to
 * the byte; with `keepTime`, not before as much time has passed as then. A driver that sends something else ends the
 * connection, with a sentence that says where the trace and it part.
 */
export const replayTransport = ({
  lines,
  clock,
  keepTime = false,
}: {
  lines: readonly TraceLine[];
  clock: Clock;
  keepTime?: boolean;
}): Transport => {
  let next = 0;
  const name = 'a recorded line';

  const play = (hears: TransportHears): Connection => {
    let isOver = false;
    let cancel = (): void => undefined;
    /** What was sent again and has not been met in the trace yet, in hex. */
    let sent = '';
    /** Trace time and clock time of the last line played. */
    let anchor = { at: lines[next - 1]?.at ?? 0, now: clock.now() };

    const end = (because: string, fault: FaultKind = 'other'): void => {
      if (isOver) return;
      isOver = true;
      queueMicrotask(() => hears.closed({ fault, because }));
    };

    const advance = (): void => {
      for (let line = lines[next]; line !== undefined; line = lines[next]) {
        if (isOver) return;
        if (line.kind === 'sent') {
          if (sent === '') return;
          const both = Math.min(sent.length, line.hex.length);
          if (sent.slice(0, both) !== line.hex.slice(0, both))
            return end(`The trace goes on with ${line.hex} (line ${next + 1}), and ${sent} was sent.`);
          if (sent.length < line.hex.length) return;
          sent = sent.slice(line.hex.length);
        } else if (line.kind === 'heard' || (line.kind === 'closed' && line.by === 'them')) {
          const waitMs = keepTime ? line.at - anchor.at - (clock.now() - anchor.now) : 0;
          if (waitMs > 0) {
            cancel();
            cancel = clock.after(waitMs, advance);
            return;
          }
          if (line.kind === 'closed') {
            next += 1;
            return end(line.because, line.fault);
          }
          const bytes = Uint8Array.from(Buffer.from(line.hex, 'hex'));
          queueMicrotask(() => {
            if (!isOver) hears.bytes(bytes);
          });
        } else {
          return;
        }
        anchor = { at: line.at, now: clock.now() };
        next += 1;
      }
    };

    queueMicrotask(advance);
    return {
      write: (bytes) => {
        if (isOver) return;
        sent += hexOf(bytes);
        advance();
      },
      close: () => {
        isOver = true;
        cancel();
        // What was still to be said is not said to anybody.
        while (lines[next] !== undefined && !opens(lines[next])) next += 1;
        return Promise.resolve();
      },
    };
  };

  return {
    name,
    open: (hears) => {
      while (lines[next] !== undefined && !opens(lines[next])) next += 1;
      const line = lines[next];
      if (line === undefined) return Promise.reject(new Error('The trace ends here.'));
      next += 1;
      if (line.kind === 'not-opened')
        return Promise.reject(thrown({ fault: line.fault ?? 'other', because: line.because }));
      return Promise.resolve(play(hears));
    },
  };
};

const opens = (line: TraceLine | undefined): boolean => line?.kind === 'opened' || line?.kind === 'not-opened';
