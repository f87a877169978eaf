// Bytes over a serial port: the only file that knows serialport, and its ways of not telling that a cable is gone.
import type { SerialPort } from 'serialport';
import type { Clock } from '../clock.ts';
import { DeviceError, errorAbout, type Fault, type FaultKind, thrown } from '../ports/fault.ts';
import { deviceBehind } from './device-behind.ts';
import type { Connection, Transport, TransportHears } from './transport.ts';
import { linuxUsbPorts, portOf, type PortThere, usbNameOf, usbText } from './usb-ports.ts';

/** Loaded when first needed: a machine without the native part still starts, and says what is missing. */
const loadSerialPort = async (): Promise<typeof SerialPort> => {
  try {
    return (await import('serialport')).SerialPort;
  } catch {
    throw new DeviceError(
      'no-support',
      'The support for serial ports is missing on this machine (the package "serialport").',
    );
  }
};

const nothing = (): void => undefined;

export type SerialLine = {
  /** A file, a link to one, a COM port, or `usb:vendor:product[:serial number]` for a device wherever it is plugged in. */
  readonly path: string;
  readonly baudRate: number;
  readonly parity: 'none' | 'even' | 'odd';
};

/**
 * A port that was pulled out while it waited for an answer says nothing until the next write, and may burn a processor in
 * reads of no bytes (bindings-cpp #162). Closing it ends both, so its file is looked at; that costs some microseconds.
 */
const lookEveryMs = 500;
const closeTimeoutMs = 1000;

const reasons: readonly (readonly [RegExp, FaultKind, string])[] = [
  [
    /no such file|file not found|unknown error code (2|3)$/i,
    'no-device',
    'there is no such port. Is the device plugged in?',
  ],
  [/permission denied/i, 'no-permission', 'this user may not use the port. Add it to the group "dialout".'],
  [/cannot lock|access denied|resource busy/i, 'busy', 'another program uses the port.'],
  [/input\/output error|EIO|bad file descriptor|EBADF|disconnected/i, 'unplugged', 'the device was unplugged.'],
];

const faultFrom = (name: string, error: Error | null): Fault => {
  const message = error?.message ?? 'disconnected';
  const [, fault, reason] = reasons.find(([pattern]) => pattern.test(message)) ?? [null, 'other', `${message}.`];
  return { fault, because: `${name}: ${reason}` };
};

/** A port that is plugged in; `model`: as far as the system knows it; `stable`: the name that finds it in any socket. */
export type SerialPortFound = { readonly path: string; readonly model: string; readonly stable: string | null };

/** As serialport tells it. On Linux it starts a program for that (udevadm), which some machines have not. */
const listedPorts = async (): Promise<readonly PortThere[]> => {
  const ports = await (await loadSerialPort()).list();
  return ports.map(({ path, manufacturer = null, vendorId, productId, serialNumber = null }) => {
    const usb =
      vendorId === undefined || productId === undefined
        ? null
        : { vendorId: vendorId.toLowerCase(), productId: productId.toLowerCase(), serialNumber };
    return { path, manufacturer, usb };
  });
};

/** For finding a USB device again: a glance at files where that does. */
const usbPorts = async (): Promise<readonly PortThere[]> =>
  process.platform === 'linux' ? linuxUsbPorts() : await listedPorts();

/** Rejects with a sentence where the system cannot tell (a container without udev); the technician types the path then. */
export const listSerialPorts = async (): Promise<readonly SerialPortFound[]> => {
  const found = await listedPorts().catch((reason: unknown) => {
    const linux = linuxUsbPorts();
    if (linux.length > 0) return linux;
    const text = reason instanceof Error ? reason.message : String(reason);
    throw new DeviceError('no-support', `The serial ports of this machine cannot be listed (${text}).`, {
      cause: reason,
    });
  });
  return found.map(({ path, manufacturer, usb }) => ({
    path,
    model: [manufacturer, usb === null ? null : `${usb.vendorId}:${usb.productId}`].filter(Boolean).join(' '),
    stable: usb === null ? null : usbText(usb),
  }));
};

export const createSerialTransport = ({
  line,
  clock,
  ports = usbPorts,
}: {
  line: SerialLine;
  clock: Clock;
  /** What is plugged in now; asked only for a device that is named and not its port. */
  ports?: () => Promise<readonly PortThere[]>;
}): Transport => {
  const name = `serial ${line.path}`;
  const absent = errorAbout(name, {
    fault: 'no-device',
    because: 'there is no such port. Is the device plugged in?',
  });

  /** Anew at each opening: the same device may have got another name. */
  const pathNow = async (): Promise<string> => {
    const usb = usbNameOf(line.path);
    const path = usb === null ? line.path : portOf(usb, await ports().catch(() => []));
    if (path === null) throw absent;
    return path;
  };

  /** The life of one port object; it is never used again, because it would send on reopening what was left over. */
  const attach = ({
    port,
    path,
    device,
    hears,
  }: {
    port: SerialPort;
    path: string;
    device: string;
    hears: TransportHears;
  }): Connection => {
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
      hears.closed(faultFrom(name, error));
    };

    const look = (): void => {
      if (deviceBehind(path) !== device) end(null);
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
      const path = await pathNow();
      const device = deviceBehind(path);
      // Before any port object is made: an empty socket is looked at for days.
      if (device === null) throw absent;
      const Port = await loadSerialPort();
      const port = new Port({ ...line, path, dataBits: 8, stopBits: 1, autoOpen: false });
      await new Promise<void>((resolve, reject) => {
        port.open((error) => (error === null ? resolve() : reject(thrown(faultFrom(name, error)))));
      });
      return attach({ port, path, device, hears });
    },
  };
};
