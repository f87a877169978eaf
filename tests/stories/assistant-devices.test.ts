// The assistant's devices: what is plugged in is found, asked at every speed its make can be set to, told apart, given to a place, and
// tried there one by one; with each thing going wrong.
import { expect } from 'vitest';
import type { FindingName } from '../../contract/assistant-view.ts';
import { createFeigSimulator, feigSimulatorDefaults } from '../../drivers/rfid/feig/simulator.ts';
import { createField } from '../../drivers/rfid/field.ts';
import { createMemoryLine, type Far } from '../../drivers/transport/memory.ts';
import type { Machine } from '../../station/setup/devices.ts';
import { tryingMs } from '../../station/setup/devices.ts';
import { demonstration, settings as schema } from '../../station/settings/schema.ts';
import { createHandClock } from '../clock.ts';
import { assistant } from './assistant.ts';
import { emptyMachine, quietSettings, technicianStory, type TechnicianStory } from './technician.ts';

const placed = (told: TechnicianStory, key: string) => assistant(told).devices?.placed.find((one) => one.key === key);
const names = (told: TechnicianStory, key: string): readonly FindingName[] =>
  (placed(told, key)?.findings ?? []).map(({ name }) => name);
const plugged = (told: TechnicianStory, key: string) => assistant(told).devices?.found.find((one) => one.key === key);

const open = async (told: TechnicianStory): Promise<void> => {
  await told.signIn();
  await told.tend({ kind: 'open-page', page: 'assistant' });
  await told.tend({ kind: 'open-step', step: 'devices' });
  await told.until(() => expect(assistant(told).devices?.seeking).toBe(false));
};

/** Ports of a machine, each with what stands behind it at which speed. */
const machineWith = (ports: Readonly<Record<string, (baudRate: number) => Far>>) => {
  const opened: string[] = [];
  const machine: Machine = {
    ...emptyMachine,
    serialPorts: () =>
      Promise.resolve(Object.keys(ports).map((path) => ({ path, model: 'USB Serial 0403:6001', stable: null }))),
    transport: (connection) => {
      const port = connection.kind === 'serial' ? ports[connection.path] : undefined;
      if (connection.kind !== 'serial' || port === undefined) return emptyMachine.transport(connection);
      opened.push(`${connection.path} ${connection.baudRate}`);
      return createMemoryLine({ name: connection.path, far: port(connection.baudRate) }).transport;
    },
  };
  return { machine, opened };
};

const feigAt =
  (speed: number) =>
  (baudRate: number): Far =>
    baudRate === speed
      ? createFeigSimulator({
          field: createField({ seed: 1 }),
          clock: createHandClock(),
          settings: feigSimulatorDefaults,
        })
      : () => () => undefined;

/** A scanner that is set to a speed: at another one its bytes are rubbish. */
const scannerAt = (speed: number) => {
  let send: ((text: string) => void) | null = null;
  return {
    scan: (text: string): void => send?.(text),
    far:
      (baudRate: number): Far =>
      (out) => {
        send = (text) => {
          const bytes = new TextEncoder().encode(`${text}\r`);
          out(baudRate === speed ? bytes : bytes.map((byte) => (byte ^ 0xa5) | 0x80));
        };
        return () => undefined;
      },
  };
};

const atWrongSpeed = machineWith({ '/dev/ttyUSB0': feigAt(19_200), '/dev/ttyUSB1': () => () => () => undefined });
technicianStory(
  'a reader that was set to another speed is found at it, given to the kiosk and saved with it; a silent line is nobody’s',
  async (told) => {
    await open(told);
    expect(assistant(told).devices?.found.map(({ key }) => key)).toEqual([
      'serial:/dev/ttyUSB0',
      'serial:/dev/ttyUSB1',
    ]);
    await told.tend({ kind: 'ask-device', key: 'serial:/dev/ttyUSB0' });
    await told.until(() => expect(plugged(told, 'serial:/dev/ttyUSB0')?.answer.at).toBe('reader'));
    expect(plugged(told, 'serial:/dev/ttyUSB0')?.answer).toMatchObject({ speed: '19200 baud, even' });
    await told.tend({ kind: 'ask-device', key: 'serial:/dev/ttyUSB1' });
    await told.until(() => expect(plugged(told, 'serial:/dev/ttyUSB1')?.answer.at).toBe('nobody'));
    expect(plugged(told, 'serial:/dev/ttyUSB1')?.mayBe).toEqual(['scanner', 'printer']);
    await told.tend({ kind: 'place-device', key: 'serial:/dev/ttyUSB0', place: 0, device: 'reader' });
    expect(placed(told, '0.reader')).toMatchObject({ place: 'K1', state: 'not-taken-up' });
    expect(assistant(told)).toMatchObject({ notYet: 'devices-untried', wrongElsewhere: [] });
    // Saved by the same way as all settings, and only then tried.
    await told.tend({ kind: 'end-step' });
    expect(assistant(told).step).toBe('devices');
    expect(told.saved()).toMatchObject({
      places: [
        {
          reader: { maker: 'feig', connection: { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 19_200 } },
          security: { kind: 'afi' },
        },
        {},
      ],
    });
  },
  { machine: atWrongSpeed.machine, timeout: 60_000 },
);

const left = scannerAt(9600);
const right = scannerAt(115_200);
const twoScanners = machineWith({ '/dev/ttyACM0': left.far, '/dev/ttyACM1': right.far });
technicianStory(
  'two scanners are told apart by which one beeped, and the speed of the second is found',
  async (told) => {
    await open(told);
    await told.tend({ kind: 'listen-to-scanners', on: true });
    const code = assistant(told).devices?.code ?? '';
    await told.clock.pass(500);
    left.scan(code);
    await told.until(() => expect(plugged(told, 'serial:/dev/ttyACM0')?.answer.at).toBe('scanner'));
    expect(plugged(told, 'serial:/dev/ttyACM0')?.answer).toMatchObject({ speed: '9600 baud', heard: true });
    expect(plugged(told, 'serial:/dev/ttyACM1')?.answer.at).toBe('not-asked');
    // The first code of the other comes as rubbish; it is tried at the next speed.
    right.scan(code);
    await told.clock.pass(1000);
    expect(plugged(told, 'serial:/dev/ttyACM1')?.answer.at).toBe('not-asked');
    right.scan(code);
    await told.until(() => expect(plugged(told, 'serial:/dev/ttyACM1')?.answer.at).toBe('scanner'));
    expect(plugged(told, 'serial:/dev/ttyACM1')?.answer).toMatchObject({ speed: '115200 baud', heard: true });
    await told.tend({ kind: 'place-device', key: 'serial:/dev/ttyACM1', place: 0, device: 'scanner' });
    await told.tend({ kind: 'place-device', key: 'serial:/dev/ttyACM0', place: 1, device: 'scanner' });
    await told.tend({ kind: 'end-step' });
    expect(told.saved()).toMatchObject({
      places: [
        { scanner: { connection: { path: '/dev/ttyACM1', baudRate: 115_200 } } },
        { scanner: { connection: { path: '/dev/ttyACM0', baudRate: 9600 } } },
      ],
    });
    // It ends by itself.
    await told.clock.pass(70_000);
    expect(assistant(told).devices?.listening).toBeNull();
  },
  { machine: twoScanners.machine, timeout: 60_000 },
);

const printersPort = machineWith({ '/dev/ttyS0': () => () => () => undefined });
technicianStory(
  'a port that the settings give to a printer is neither asked nor listened to',
  async (told) => {
    await open(told);
    await told.tend({ kind: 'ask-device', key: 'serial:/dev/ttyS0' });
    await told.until(() => expect(plugged(told, 'serial:/dev/ttyS0')?.answer.at).toBe('cannot'));
    await told.tend({ kind: 'listen-to-scanners', on: true });
    await told.clock.pass(1000);
    expect(printersPort.opened).toEqual([]);
  },
  {
    machine: printersPort.machine,
    settings: {
      ...quietSettings,
      places: [
        {
          ...quietSettings.places[0],
          printer: { connection: { kind: 'serial', path: '/dev/ttyS0', baudRate: 9600, parity: 'none' } },
        },
      ],
    },
  },
);

technicianStory('a printer on the network is never asked who it is: it would print the question', async (told) => {
  await open(told);
  await told.tend({ kind: 'ask-address', host: '127.0.0.1:1', as: 'printer' });
  expect(plugged(told, 'tcp:127.0.0.1:1')).toMatchObject({ answer: { at: 'printer' }, mayBe: ['printer'] });
  await told.tend({ kind: 'place-device', key: 'tcp:127.0.0.1:1', place: 0, device: 'printer' });
  expect(placed(told, '0.printer')).toMatchObject({ place: 'K1' });
  // What was asked and did not answer as a reader is none, and no printer because of that.
  await told.tend({ kind: 'ask-address', host: '127.0.0.1:2', as: 'reader' });
  await told.untilTruly(() => expect(plugged(told, 'tcp:127.0.0.1:2')?.answer.at).toBe('cannot'));
  expect(plugged(told, 'tcp:127.0.0.1:2')?.mayBe).toEqual([]);
});

const simulated = { kind: 'simulated', realTime: false } as const;
const withDevices = schema.parse({
  ...quietSettings,
  places: [
    {
      ...demonstration.places[0],
      reader: { maker: 'feig', frames: 'standard', connection: simulated },
      scanner: { connection: simulated },
      printer: { letters: 'epson', connection: simulated },
    },
  ],
});

technicianStory(
  'each is tried: a tag laid, the code scanned, a slip looked at; rubbish changes how it is printed, and nothing is skipped unseen',
  async (told) => {
    await told.until(() => expect(told.keeper.works()?.client.state().kind).toBe('up'));
    await told.clock.pass(5000);
    await open(told);
    await told.until(() => expect(placed(told, '0.reader')?.state).toBe('ready'));
    const bench = told.keeper.works()?.benches.get('K1');
    const uid = bench?.view().items[0]?.tags[0]?.uid ?? '';

    await told.tend({ kind: 'try-device', key: '0.reader' });
    expect(placed(told, '0.reader')?.trying).toBe('tag');
    bench?.hand({ kind: 'put-on-pad', uid });
    await told.until(() => expect(names(told, '0.reader')).toEqual(['device-ready', 'tag-read']));
    expect(placed(told, '0.reader')?.trying).toBeNull();

    await told.tend({ kind: 'try-device', key: '0.scanner' });
    bench?.hand({ kind: 'scan', text: '8934567' });
    await told.until(() => expect(names(told, '0.scanner')).toEqual(['device-ready', 'another-code']));
    await told.tend({ kind: 'try-device', key: '0.scanner' });
    bench?.hand({ kind: 'scan', text: assistant(told).devices?.code ?? '' });
    await told.until(() => expect(names(told, '0.scanner')).toEqual(['device-ready', 'code-read']));

    await told.tend({ kind: 'try-device', key: '0.printer' });
    await told.until(() => expect(placed(told, '0.printer')?.trying).toBe('letters'), 60_000);
    await told.tend({ kind: 'judge-slip', key: '0.printer', is: 'rubbish' });
    expect(names(told, '0.printer').at(-1)).toBe('slip-rubbish');
    expect(assistant(told)).toMatchObject({ notYet: 'devices-untried', changes: 1 });
    await told.tend({ kind: 'end-step' });
    expect(told.saved()).toMatchObject({ places: [{ printer: { letters: 'drawn' } }] });
    await told.untilTruly(() => expect(told.keeper.settings()?.places[0]?.printer?.letters).toBe('drawn'));
    await told.untilTruly(() => expect(told.keeper.applying().at).toBe('works'));
    await told.until(() => expect(placed(told, '0.printer')?.state).toBe('ready'));
    await told.tend({ kind: 'try-device', key: '0.printer' });
    await told.until(() => expect(placed(told, '0.printer')?.trying).toBe('letters'), 60_000);
    await told.tend({ kind: 'judge-slip', key: '0.printer', is: 'right' });
    expect(names(told, '0.printer')).toEqual(['device-ready', 'slip-printed', 'slip-right']);
    expect(assistant(told).notYet).toBeNull();
    await told.tend({ kind: 'end-step' });
    expect(assistant(told).steps.find(({ name }) => name === 'devices')).toMatchObject({ state: 'done', by: 'Hà' });
  },
  { settings: withDevices, timeout: 120_000 },
);

technicianStory(
  'no reader, no paper, no tag, no code: each says so, and the step waits or is left out with a word',
  async (told) => {
    await told.until(() => expect(told.keeper.works()?.client.state().kind).toBe('up'));
    await told.clock.pass(5000);
    await open(told);
    const bench = told.keeper.works()?.benches.get('K1');
    await told.until(() => expect(placed(told, '0.reader')?.state).toBe('ready'));
    await told.tend({ kind: 'try-device', key: '0.reader' });
    await told.tend({ kind: 'try-device', key: '0.scanner' });
    await told.until(() => expect(names(told, '0.reader').at(-1)).toBe('no-tag-came'), 2 * tryingMs);
    expect(names(told, '0.scanner').at(-1)).toBe('no-code-came');
    bench?.hand({ kind: 'paper', loaded: false });
    await told.clock.pass(3000);
    await told.tend({ kind: 'try-device', key: '0.printer' });
    await told.until(() => expect(names(told, '0.printer').at(-1)).toBe('slip-failed'), 60_000);
    bench?.hand({ kind: 'plug-reader', plugged: false });
    await told.until(() => expect(placed(told, '0.reader')?.state).toBe('trouble'), 30_000);
    await told.tend({ kind: 'try-device', key: '0.reader' });
    expect(names(told, '0.reader')).toEqual(['device-in-trouble']);
    await told.tend({ kind: 'end-step' });
    expect(assistant(told)).toMatchObject({ step: 'devices', notYet: 'devices-untried' });
    await told.tend({ kind: 'skip-step', why: 'Đầu đọc gửi đi bảo hành' });
    expect(assistant(told).steps.find(({ name }) => name === 'devices')).toMatchObject({
      state: 'skipped',
      why: 'Đầu đọc gửi đi bảo hành',
    });
  },
  { settings: withDevices, timeout: 120_000 },
);
