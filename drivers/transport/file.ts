// A device file, such as a USB printer at /dev/usb/lp0, as a line. Knows nothing of what travels on it.
import { constants, type FileHandle, open } from 'node:fs/promises';
import type { Clock } from '../clock.ts';
import { DeviceError, type FaultKind } from '../ports/fault.ts';
import { deviceBehind } from './device-behind.ts';
import type { Connection, Transport, TransportHears } from './transport.ts';

// Without O_NONBLOCK a read of /dev/usb/lp0 holds a thread of Node's pool until the printer says something, which may be
// never, and a close then waits for it. So the file is asked, again and again, and says EAGAIN when it has nothing.
// O_NOCTTY: a terminal among the device files must not become ours, its hang-up would end the station.
const openFlags = constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY;
const readEveryMs = 25;
const writeAgainMs = 10;
/** Not every device that is pulled out shows itself by an error: some are read as empty for ever. */
const lookEveryMs = 500;
const chunkBytes = 4096;
/** A printer that is off line or out of paper holds the bytes up like this, and a question about its state behind them. */
const stalledAtMostMs = 3000;
const waitingAtMost = 8 * 1024 * 1024;
const closeTimeoutMs = 1000;

const forbidden = [
  'no-permission',
  'may not be opened by this user. Add the user of the station to the group of the file (for printers: lp).',
] as const;
const openTroubles: Readonly<Record<string, readonly [FaultKind, string]>> = {
  ENOENT: ['no-device', 'is not there. Switch the device on and check its cable.'],
  ENXIO: ['no-device', 'is there, but no device behind it. Check its cable.'],
  ENODEV: ['no-device', 'is there, but no device behind it. Check its cable.'],
  EBUSY: ['busy', 'is in use by another program. Close it (often the print service, CUPS).'],
  EACCES: forbidden,
  EPERM: forbidden,
  EISDIR: ['no-device', 'is a directory. Name the device file in it.'],
};

const codeOf = (reason: unknown): string =>
  reason instanceof Error && 'code' in reason && typeof reason.code === 'string' ? reason.code : String(reason);

/** `path`: an existing file that can be read and written. A device that only takes bytes is read from in vain, silently. */
export const createFileTransport = ({ path, clock }: { path: string; clock: Clock }): Transport => ({
  name: `file ${path}`,
  open: async (hears) => {
    const file = await open(path, openFlags).catch((reason: unknown) => {
      const code = codeOf(reason);
      const [kind, text] = openTroubles[code] ?? ['stuck', `does not open (${code}).`];
      throw new DeviceError(kind, `${path} ${text}`);
    });
    return connect({ file, path, clock, hears });
  },
});

function connect({
  file,
  path,
  clock,
  hears,
}: {
  file: FileHandle;
  path: string;
  clock: Clock;
  hears: TransportHears;
}): Connection {
  const waiting: Uint8Array[] = [];
  const timers = new Set<() => void>();
  let waitingBytes = 0;
  let writing = false;
  /** Since when the device takes nothing; `null` while it does. */
  let stalledSince: number | null = null;
  let closing: Promise<void> | null = null;

  const later = (delayMs: number, run: () => void): void => {
    const cancel = clock.after(delayMs, () => {
      timers.delete(cancel);
      run();
    });
    timers.add(cancel);
  };

  function close(): Promise<void> {
    closing ??= (() => {
      for (const cancel of timers) cancel();
      waiting.length = 0;
      const late = Promise.withResolvers<void>();
      const cancel = clock.after(closeTimeoutMs, late.resolve);
      return Promise.race([file.close().catch(() => undefined), late.promise]).finally(cancel);
    })();
    return closing;
  }

  function gone(fault: FaultKind, because: string): void {
    if (closing !== null) return;
    void close();
    hears.closed({ fault, because });
  }

  const lost = (reason: unknown): void =>
    gone('unplugged', `${path} was lost (${codeOf(reason)}). Check the cable and the device.`);

  const device = deviceBehind(path);
  function look(): void {
    if (closing !== null) return;
    if (deviceBehind(path) === device) later(lookEveryMs, look);
    else gone('unplugged', `${path} was lost (it is not there any more). Check the cable and the device.`);
  }

  async function read(): Promise<void> {
    const chunk = new Uint8Array(chunkBytes);
    try {
      const { bytesRead } = await file.read(chunk, 0, chunk.length, null);
      if (closing !== null) return;
      // Nothing read is not the end: some printers answer with empty USB packets. What is gone shows itself by an error.
      if (bytesRead > 0) hears.bytes(chunk.slice(0, bytesRead));
    } catch (reason) {
      // EINVAL: a printer with one direction only.
      if (codeOf(reason) === 'EINVAL') return;
      if (codeOf(reason) !== 'EAGAIN') return lost(reason);
    }
    if (closing === null) later(readEveryMs, () => void read());
  }

  async function pump(): Promise<void> {
    const first = waiting[0];
    if (writing || first === undefined || closing !== null) return;
    writing = true;
    let pauseMs = 0;
    try {
      const { bytesWritten } = await file.write(first, 0, Math.min(first.length, chunkBytes), null);
      stalledSince = null;
      waitingBytes -= bytesWritten;
      if (bytesWritten === first.length) waiting.shift();
      else waiting[0] = first.subarray(bytesWritten);
    } catch (reason) {
      if (codeOf(reason) !== 'EAGAIN') return lost(reason);
      pauseMs = writeAgainMs;
      stalledSince ??= clock.now();
      if (clock.now() - stalledSince > stalledAtMostMs)
        return gone(
          'takes-no-bytes',
          `${path} takes no more bytes. Look at the device: is it on, has it paper, is its cover closed?`,
        );
    } finally {
      writing = false;
    }
    if (closing !== null) return;
    if (pauseMs === 0) void pump();
    else later(pauseMs, () => void pump());
  }

  void read();
  look();
  return {
    write: (bytes) => {
      if (closing !== null) return;
      if (waitingBytes + bytes.length > waitingAtMost)
        return gone('takes-no-bytes', `${path} takes no more bytes. Switch the device off and on.`);
      waiting.push(bytes.slice());
      waitingBytes += bytes.length;
      void pump();
    },
    close,
  };
}
