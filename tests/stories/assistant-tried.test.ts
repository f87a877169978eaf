// What was tried of the devices stands when the page is opened anew, as after a restart, where device and settings are the same; and a
// step that is done asks for nothing.
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { openSetUp } from '../../station/setup/kept.ts';
import { assistant, kiosk, lay, openTrial } from './assistant.ts';
import { items } from './story.ts';
import { technicianStory, type TechnicianStory } from './technician.ts';

const placed = (told: TechnicianStory, key: string) => assistant(told).devices?.placed.find((one) => one.key === key);
const names = (told: TechnicianStory, key: string) => (placed(told, key)?.findings ?? []).map(({ name }) => name);
const stepOf = (told: TechnicianStory, step: string) => assistant(told).steps.find(({ name }) => name === step);

/** Nothing is left of the page but what the disk holds. */
const openAnew = async (told: TechnicianStory): Promise<void> => {
  await told.tend({ kind: 'open-page', page: 'settings' });
  await told.tend({ kind: 'open-page', page: 'assistant' });
  await told.until(() => expect(placed(told, '0.reader')?.state).toBe('ready'));
};

const tryReader = async (told: TechnicianStory): Promise<void> => {
  await told.tend({ kind: 'try-device', key: '0.reader' });
  await lay(told, items.kieu);
  expect(names(told, '0.reader')).toEqual(['device-ready', 'tag-read']);
};
const tryPrinter = async (told: TechnicianStory): Promise<void> => {
  await told.tend({ kind: 'try-device', key: '0.printer' });
  await told.until(() => expect(placed(told, '0.printer')?.trying).toBe('letters'), 60_000);
  await told.tend({ kind: 'judge-slip', key: '0.printer', is: 'right' });
};

technicianStory(
  'a step that is left in its middle: what was tried stands with its time, what was not does not, and other settings are tried anew',
  async (told) => {
    await openTrial(told);
    await told.tend({ kind: 'open-step', step: 'devices' });
    await tryReader(told);
    await tryPrinter(told);
    await told.tend({ kind: 'judge-sound', heard: true });
    expect(placed(told, '0.reader')).toMatchObject({ before: null, isStale: false });
    const triedMs = told.clock.now();
    await openAnew(told);
    expect(assistant(told)).toMatchObject({ step: 'devices', notYet: 'devices-untried', devices: { sound: 'heard' } });
    expect(names(told, '0.reader')).toEqual(['device-ready', 'tag-read']);
    const { atMs = 0 } = placed(told, '0.reader')?.before ?? {};
    expect(placed(told, '0.reader')?.before?.by).toBe('Hà');
    expect(triedMs - atMs).toBeLessThan(60_000);
    expect(names(told, '0.printer')).toEqual(['device-ready', 'slip-printed', 'slip-right']);
    // Nobody has shown a code to the scanner yet.
    expect(placed(told, '0.scanner')).toMatchObject({ findings: [], before: null });
    // The file alone says so, and holds no setting of it.
    const file = openSetUp(join(dirname(told.file), 'set-up.json'), (message) => expect.fail(message)).read();
    expect(Object.keys(file.tried).toSorted()).toEqual(['0.printer', '0.reader', 'sound']);
    expect(file.tried['0.printer']?.of).toMatch(/^[0-9a-f]{64}$/);
    // Printed in another way, nothing is known of its letters.
    await told.tend({ kind: 'set-field', path: 'places.0.printer.language', value: 'star-line' });
    expect(placed(told, '0.printer')).toMatchObject({ findings: [], before: null });
    expect(names(told, '0.reader')).toEqual(['device-ready', 'tag-read']);
  },
  { settings: kiosk, timeout: 120_000 },
);

technicianStory(
  'settings that are changed on the page after a device was tried: it is to be tried once more',
  async (told) => {
    await openTrial(told);
    await told.tend({ kind: 'open-step', step: 'devices' });
    await tryPrinter(told);
    expect(placed(told, '0.printer')?.isStale).toBe(false);
    await told.tend({ kind: 'set-field', path: 'places.0.printer.language', value: 'star-line' });
    expect(placed(told, '0.printer')).toMatchObject({ isStale: true });
    expect(assistant(told).notYet).toBe('devices-untried');
  },
  { settings: kiosk, timeout: 120_000 },
);

technicianStory(
  'another device on the same line is not the one that was tried',
  async (told) => {
    await openTrial(told);
    await told.tend({ kind: 'open-step', step: 'devices' });
    await tryReader(told);
    const setUp = told.setUp.read();
    const reader = setUp.tried['0.reader'];
    if (reader === undefined) throw new Error('nothing was kept');
    const findings = reader.findings.map((one) =>
      one.name === 'device-ready' ? { ...one, values: { model: 'another model' } } : one,
    );
    told.setUp.write({ ...setUp, tried: { '0.reader': { ...reader, findings } } });
    await openAnew(told);
    expect(placed(told, '0.reader')).toMatchObject({ findings: [], before: null });
  },
  { settings: kiosk, timeout: 120_000 },
);

technicianStory(
  'a step that is done asks for nothing when it is opened again, and whoever goes on leaves it as it was done',
  async (told) => {
    const noScanner = (): Promise<void> => told.tend({ kind: 'reset-field', path: 'places.0.scanner' });
    await openTrial(told);
    await told.tend({ kind: 'open-step', step: 'devices' });
    await noScanner();
    await told.tend({ kind: 'end-step' });
    await told.untilTruly(() => expect(placed(told, '0.reader')?.state).toBe('ready'));
    await tryReader(told);
    await tryPrinter(told);
    await told.tend({ kind: 'end-step' });
    const done = stepOf(told, 'devices');
    expect(done).toMatchObject({ state: 'done', by: 'Hà' });
    await told.clock.pass(60_000);
    await told.tend({ kind: 'open-step', step: 'devices' });
    await openAnew(told);
    expect(assistant(told)).toMatchObject({ step: 'devices', notYet: null });
    await told.tend({ kind: 'end-step' });
    expect(assistant(told).step).not.toBe('devices');
    expect(stepOf(told, 'devices')).toEqual(done);
    // Tried anew, it is done anew; what was not tried again keeps its time, in the report, too.
    await told.tend({ kind: 'open-step', step: 'devices' });
    await openAnew(told);
    await tryPrinter(told);
    await told.tend({ kind: 'end-step' });
    expect(stepOf(told, 'devices')?.atMs).toBeGreaterThan(done?.atMs ?? Infinity);
    const kept = told.setUp.read().steps.devices?.findings ?? [];
    expect(kept.find(({ name }) => name === 'tag-read')?.values['triedMs']).toBeLessThan(done?.atMs ?? 0);
    expect(kept.find(({ name }) => name === 'slip-right')?.values).not.toHaveProperty('triedMs');
    await told.tend({ kind: 'open-step', step: 'hand-over' });
    await told.tend({ kind: 'make-report' });
    expect(assistant(told).handOver?.report).toMatch(/Đọc được tem hay thẻ …\w{4}\. \(lúc 09:3\d/);
  },
  { settings: kiosk, timeout: 200_000 },
);
