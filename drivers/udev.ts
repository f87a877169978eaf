// The rules by which Linux lets the station at its USB devices: made of the drivers' own tables, so that a device that is known here
// can be opened there. Knows vendors; opens nothing. `node drivers/udev.ts` prints them.
import { hidPosLayouts } from './barcode/hid-pos.ts';
import { rfidStationUsb } from './rfid/rfidstation/reports.ts';

type UsbDevices = { readonly what: string; readonly vendorId: number; readonly productId: number | null };

/** Whatever the drivers open as a HID device. Serial lines and printers have groups of their own in Debian (dialout, lp). */
export const hidDevices: readonly UsbDevices[] = [
  ...hidPosLayouts.flatMap(({ name, vendors }) =>
    vendors.map((vendorId) => ({ what: `scanners: ${name}`, vendorId, productId: null })),
  ),
  { what: 'pads: RFID station', ...rfidStationUsb },
];

const hex = (number: number): string => number.toString(16).padStart(4, '0');

/** `group`: who may open them; nobody else may, whoever sits at the machine. */
export const udevRules = (group: string): string => {
  const rows = hidDevices.flatMap(({ what, vendorId, productId }) => {
    const vendor = hex(vendorId);
    const product = productId === null ? null : hex(productId);
    const its = `ATTRS{idVendor}=="${vendor}"${product === null ? '' : `, ATTRS{idProduct}=="${product}"`}`;
    const own = `ATTR{idVendor}=="${vendor}"${product === null ? '' : `, ATTR{idProduct}=="${product}"`}`;
    return [
      `# ${what}`,
      `SUBSYSTEM=="hidraw", KERNEL=="hidraw*", ${its}, GROUP="${group}", MODE="0660"`,
      // A device that sleeps misses the first scan.
      `ACTION=="add", SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ${own}, TEST=="power/control", ATTR{power/control}="on"`,
      // ModemManager would talk to a scanner on a serial line as if it were a modem.
      `SUBSYSTEM=="tty", SUBSYSTEMS=="usb", ${its}, ENV{ID_MM_DEVICE_IGNORE}="1"`,
    ];
  });
  return [
    '# Scanners and pads that speak USB HID: for the station alone, and for nobody else.',
    '# Made of the drivers’ tables by drivers/udev.ts. Serial lines (dialout) and printers (lp) keep Debian’s own groups.',
    ...rows,
    '',
  ].join('\n');
};

if (import.meta.main) process.stdout.write(udevRules('tram'));
