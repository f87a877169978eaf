// How a device is connected, as a technician says it in one line: `/dev/ttyUSB0 38400 8E1`. Knows the settings' shapes.
import type { DeviceKind } from '../../contract/devices-view.ts';
import type { DeviceSettings } from '../settings/schema.ts';

type Connection = NonNullable<
  DeviceSettings['reader'] | DeviceSettings['scanner'] | DeviceSettings['printer']
>['connection'];

const hex4 = (value: number | null): string => (value === null ? '····' : value.toString(16).padStart(4, '0'));
const parities = { none: 'N', even: 'E', odd: 'O' } as const;

const told = (connection: Connection): string => {
  switch (connection.kind) {
    case 'serial':
      return `${connection.path} · ${connection.baudRate} 8${parities[connection.parity]}1`;
    case 'tcp':
      return `tcp ${connection.host}:${connection.port}`;
    case 'hid':
      return `USB HID ${hex4(connection.vendorId)}:${hex4(connection.productId)}`;
    case 'pcsc':
      return `PC/SC ${connection.reader}`;
    case 'file':
      return connection.path;
    case 'queue':
      return `CUPS ${connection.name}`;
    case 'simulated':
      return 'simulated';
  }
};

export const lineOf = (settings: DeviceSettings, device: DeviceKind): string | null => {
  switch (device) {
    case 'pad':
      return settings.reader === null ? null : `${settings.reader.maker} · ${told(settings.reader.connection)}`;
    case 'card-reader':
      return settings.cardReader === null
        ? null
        : `${settings.cardReader.maker} · ${told(settings.cardReader.connection)}`;
    case 'scanner':
      return settings.scanner === null ? null : told(settings.scanner.connection);
    case 'printer':
      return settings.printer === null ? null : `${settings.printer.language} · ${told(settings.printer.connection)}`;
    case 'glass':
      return null;
  }
};
