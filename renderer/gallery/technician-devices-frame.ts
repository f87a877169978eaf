// The console of devices as its scenes need it: a station's devices, one of them chosen, and the place had. Knows no tab.
import type { DeviceBody, DeviceKind, DeviceRow, DevicesScreen, DeviceTab } from '../../contract/devices-view.ts';
import { technician } from './technician-frame.ts';
import type { Scene } from './views.ts';

export const atMs = new Date(2026, 10, 22, 9, 30, 5).getTime();
export const ready = (says: string) => ({ at: 'ready', says, fault: null, sinceMs: atMs - 3_600_000 }) as const;

export const rows: readonly DeviceRow[] = [
  { place: 'K1', device: 'pad', state: ready('ID ISC.MR102, firmware 3.4') },
  {
    place: 'K1',
    device: 'card-reader',
    state: {
      at: 'trouble',
      says: '',
      fault: { fault: 'no-device', because: 'serial /dev/ttyACM0: there is no such port. Is the device plugged in?' },
      sinceMs: atMs - 90_000,
    },
  },
  { place: 'K1', device: 'scanner', state: ready('Scanner on serial /dev/ttyUSB1') },
  { place: 'K1', device: 'printer', state: { at: 'opening', says: '', fault: null, sinceMs: atMs } },
  { place: 'K1', device: 'glass', state: null },
  { place: 'D1', device: 'pad', state: ready('RFIDStation R321 SV1.2 HV3') },
  { place: 'D1', device: 'glass', state: null },
];

const tabs: Readonly<Record<DeviceKind, readonly DeviceTab[]>> = {
  pad: ['tags', 'cards', 'traffic', 'history'],
  'card-reader': ['cards', 'tags', 'traffic', 'history'],
  scanner: ['scans', 'traffic', 'history'],
  printer: ['paper', 'traffic', 'history'],
  glass: ['glass'],
};

export const screen = (
  device: DeviceKind,
  body: Exclude<DeviceBody, { at: 'recordings' }>,
  more: Partial<DevicesScreen> = {},
): Scene =>
  technician({
    at: 'devices',
    nowMs: atMs,
    rows,
    chosen: { place: 'K1', device },
    state: rows.find((row) => row.device === device)?.state ?? null,
    line: device === 'pad' ? 'feig · /dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0 · 38400 8E1' : null,
    had: mine,
    tabs: tabs[device],
    tab: body.at,
    told: null,
    body,
    ...more,
  });

const mine = { place: 'K1', at: 'mine', untilMs: atMs + 300_000 } as const;
export const inUse = { had: { place: 'K1', at: 'in-use', untilMs: null } } as const;
