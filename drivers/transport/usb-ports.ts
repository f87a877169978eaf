// Serial ports by what is plugged in and not by where: `usb:0403:6001`, or `usb:0403:6001:A50285BI` where two of one model
// are there. Reads Linux's own list, which needs no udev. Knows nothing of how bytes travel.
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** In lower-case hex digits, four each; `serialNumber` null: any. */
export type UsbName = { readonly vendorId: string; readonly productId: string; readonly serialNumber: string | null };

/** A port that is there now. `usb`: null for one that is no USB device's. */
export type PortThere = { readonly path: string; readonly manufacturer: string | null; readonly usb: UsbName | null };

const pattern = /^usb:([\da-f]{4}):([\da-f]{4})(?::(.+))?$/i;

/** `null`: the text is a path. */
export const usbNameOf = (path: string): UsbName | null => {
  const [, vendorId, productId, serialNumber = null] = pattern.exec(path) ?? [];
  if (vendorId === undefined || productId === undefined) return null;
  return { vendorId: vendorId.toLowerCase(), productId: productId.toLowerCase(), serialNumber };
};

export const usbText = ({ vendorId, productId, serialNumber }: UsbName): string =>
  ['usb', vendorId, productId, ...(serialNumber === null ? [] : [serialNumber])].join(':');

/** Of several that fit, the first by path: always the same one. */
export const portOf = (wanted: UsbName, ports: readonly PortThere[]): string | null => {
  const fits = ({ usb }: PortThere): boolean =>
    usb?.vendorId === wanted.vendorId &&
    usb.productId === wanted.productId &&
    (wanted.serialNumber === null || usb.serialNumber === wanted.serialNumber);
  return (
    ports
      .filter(fits)
      .map(({ path }) => path)
      .toSorted()[0] ?? null
  );
};

const textAt = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
};

/** From a port's interface up to the USB device that it belongs to: two or three steps. */
const mostSteps = 5;

const usbAbove = (from: string): { readonly usb: UsbName; readonly manufacturer: string | null } | null => {
  let folder = from;
  for (let step = 0; step < mostSteps; step += 1) {
    const vendorId = textAt(join(folder, 'idVendor'));
    const productId = textAt(join(folder, 'idProduct'));
    if (vendorId !== null && productId !== null)
      return {
        usb: { vendorId, productId, serialNumber: textAt(join(folder, 'serial')) },
        manufacturer: textAt(join(folder, 'manufacturer')),
      };
    folder = dirname(folder);
  }
  return null;
};

/** What Linux has under /sys/class/tty and belongs to a USB device. Empty on other systems; never throws. */
export const linuxUsbPorts = ({
  classes = '/sys/class/tty',
  devices = '/dev',
}: { classes?: string; devices?: string } = {}): readonly PortThere[] => {
  const found: PortThere[] = [];
  try {
    for (const name of readdirSync(classes)) {
      // Among dozens of virtual consoles, only a port of a real device has this link.
      const at = /^tty(USB|ACM)/.test(name) ? usbAbove(realpathSync(join(classes, name, 'device'))) : null;
      if (at !== null) found.push({ path: join(devices, basename(name)), ...at });
    }
  } catch {
    // No such folder, or a device that left while it was looked at.
  }
  return found;
};
