// Bytes over a serial port: the only file that knows serialport, and its ways of not telling that a cable is gone.
import { existsSync } from 'node:fs';
import type { SerialPort } from 'serialport';
import type { Clock } from '../clock.ts';
import type { Connection, Transport, TransportHears } from './transport.ts';

/** Loaded when first needed: a machine without the native part still starts, and says what is missing. */
const loadSerialPort = async (): Promise<typeof SerialPort> => {
  try {
    return (await import('serialport')).SerialPort;
  } catch {
    throw new Error('The support for serial ports is missing on this machine (the package "serialport").');
  }
};

const nothing = (): void => undefined;

export type SerialLine = {
  readonly path: string;
  readonly baudRate: number;
  readonly parity: 'none' | 'even' | 'odd';
};

/** A port that was pulled out while it waited for an answer says nothing until the next write, and burns a processor. */
const lookEveryMs = 2000;
const closeTimeoutMs = 1000;

const reasons: readonly (readonly [RegExp, string])[] = [
  [/no such file|file not found|unknown error code (2|3)$/i, 'there is no such port. Is the device plugged in?'],
  [/permission denied/i, 'this user may not use the port. Add it to the group "dialout".'],
  [/cannot lock|access denied|resource busy/i, 'another program uses the port.'],
  [/input\/output error|EIO|bad file descriptor|EBADF|disconnected/i, 'the device was unplugged.'],
];

const sentenceOf = (name: string, error: Error | null): string => {
  const message = error?.message ?? 'disconnected';
  const [, reason] = reasons.find(([pattern]) => pattern.test(message)) ?? [null, `${message}.`];
  return `${name}: ${reason}`;
};

/** Whether the port's file has gone; Windows' COM ports have none. */
const isFileGone = (path: string): boolean => path.startsWith('/') && !existsSync(path);

/** A port that is plugged in; `model`: as far as the system knows it. */
export type SerialPortFound = { readonly path: string; readonly model: string };

/** Rejects with a sentence where the system cannot tell (a container without udev); the technician types the path then. */
export const listSerialPorts = async (): Promise<readonly SerialPortFound[]> => {
  const Port = await loadSerialPort();
  const found = await Port.list().catch((reason: unknown) => {
    const text = reason instanceof Error ? reason.message : String(reason);
    throw new Error(`The serial ports of this machine cannot be listed (${text}).`, { cause: reason });
  });
  return found.map(({ path, manufacturer, vendorId, productId }) => ({
    path,
    model: [manufacturer, vendorId === undefined ? null : `${vendorId}:${productId ?? ''}`].filter(Boolean).join(' '),
  }));
};

export const createSerialTransport = ({ line, clock }: { line: SerialLine; clock: Clock }): Transport => {
  const name = `serial ${line.path}`;

  /** The life of one port object; it is never used again, because it would send on reopening what was left over. */
  const attach = (port: SerialPort, hears: TransportHears): Connection => {
    let isOver = false;
    let closing: Promise<void> | null = null;
    let cancelLook = nothing;

    const closePort = (): Promise<void> => {
      closing ??= new Promise((resolve) => {
        // A port in the middle of vanishing may never call back.
        const cancel = clock.after(closeTimeoutMs, resolve);
        const closed = (): void => {
          cancel();
          resolve();
        };
        if (port.isOpen) port.close(closed);
        else closed();
      });
      return closing;
    };

    // One unplugging can come as an error, as a close, as both, or as a close twice.
    const end = (error: Error | null): void => {
      if (isOver) return;
      isOver = true;
      cancelLook();
      void closePort();
      hears.closed(sentenceOf(name, error));
    };

    const look = (): void => {
      if (isFileGone(line.path)) end(null);
      else cancelLook = clock.after(lookEveryMs, look);
    };

    port.on('data', (chunk: Buffer) => {
      if (!isOver) hears.bytes(chunk);
    });
    port.on('error', end);
    port.on('close', end);
    look();

    return {
      // Not awaited: after an unplugging neither a write nor its callback ever comes to an end.
      write: (bytes) => {
        if (!isOver && port.isOpen) port.write(Buffer.from(bytes));
      },
      close: () => {
        isOver = true;
        cancelLook();
        return closePort();
      },
    };
  };

  return {
    name,
    open: async (hears) => {
      const Port = await loadSerialPort();
      const port = new Port({ ...line, dataBits: 8, stopBits: 1, autoOpen: false });
      await new Promise<void>((resolve, reject) => {
        port.open((error) => (error === null ? resolve() : reject(new Error(sentenceOf(name, error)))));
      });
      return attach(port, hears);
    },
  };
};
