// Devices named by their USB numbers, over a made-up /sys and a real pty.
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../drivers/clock.ts';
import { createSerialTransport } from '../../drivers/transport/serial.ts';
import { linuxUsbPorts } from '../../drivers/transport/usb-ports.ts';
import { cleanUp, directory, hasSocat, start, until } from './far-ends.ts';

afterEach(cleanUp);

test('a device that is named by its USB numbers is found in whatever socket it is', async () => {
  const root = directory();
  const usb = join(root, 'devices/usb1/1-2');
  const plug = (name: string, port: string, serial: string | null): void => {
    const at = join(usb, port);
    mkdirSync(join(at, `${port}:1.0`, name), { recursive: true });
    for (const [file, text] of Object.entries({ idVendor: '0403', idProduct: '6001', manufacturer: 'FTDI' }))
      writeFileSync(join(at, file), `${text}\n`);
    if (serial !== null) writeFileSync(join(at, 'serial'), `${serial}\n`);
    mkdirSync(join(root, 'tty', name), { recursive: true });
    symlinkSync(join(at, `${port}:1.0`, name), join(root, 'tty', name, 'device'));
  };
  mkdirSync(join(root, 'tty/console'), { recursive: true });
  const ports = () => Promise.resolve(linuxUsbPorts({ classes: join(root, 'tty'), devices: join(root, 'dev') }));
  const transport = (path: string) =>
    createSerialTransport({ line: { path, baudRate: 9600, parity: 'none' }, clock: systemClock, ports });
  const hears = { bytes: () => undefined, closed: () => undefined };

  expect(await ports()).toEqual([]);
  await expect(transport('usb:0403:6001:A1').open(hears)).rejects.toThrow('Is the device plugged in?');
  plug('ttyUSB0', '1-2.1', 'B2');
  plug('ttyUSB1', '1-2.2', 'A1');
  expect(await ports()).toEqual([
    {
      path: join(root, 'dev/ttyUSB0'),
      manufacturer: 'FTDI',
      usb: { vendorId: '0403', productId: '6001', serialNumber: 'B2' },
    },
    {
      path: join(root, 'dev/ttyUSB1'),
      manufacturer: 'FTDI',
      usb: { vendorId: '0403', productId: '6001', serialNumber: 'A1' },
    },
  ]);
  await expect(transport('usb:0403:6001:C3').open(hears)).rejects.toThrow('Is the device plugged in?');
  if (!hasSocat) return;
  mkdirSync(join(root, 'dev'));
  const socat = start('socat', [`pty,link=${join(root, 'dev/ttyUSB1')},raw,echo=0`, '-']);
  await until('the pty', () => existsSync(join(root, 'dev/ttyUSB1')));
  const connection = await transport('USB:0403:6001:A1').open(hears);
  await connection.close();
  socat.kill('SIGKILL');
  rmSync(join(root, 'tty/ttyUSB1'), { recursive: true });
  await expect(transport('usb:0403:6001:A1').open(hears)).rejects.toThrow('Is the device plugged in?');
}, 30_000);
