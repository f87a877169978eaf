// The practice station as a thing that opens and closes: one at a time, everything given back, and its faults are its own.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test } from 'vitest';
import { exerciseIds, exerciseOptions, exerciseSteps } from '../../contract/training-view.ts';
import { systemClock } from '../../drivers/clock.ts';
import { createLog } from '../../station/log.ts';
import { openStation } from '../../station/station.ts';
import type { Station } from '../../station/works.ts';
import { demonstration } from '../../station/settings/schema.ts';
import type { Practice } from '../../contract/training-view.ts';
import type { Training, TrainingEvent } from '../../station/training-talk.ts';
import { checks } from '../../station/training/checks.ts';
import { exercises } from '../../station/training/exercises.ts';
import { createTraining } from '../../station/training/training.ts';
import { practiceSettings, type PracticeStation } from '../../station/training/world.ts';

const log = createLog('silent', { write: () => undefined });
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** What a real station opens for itself, kept at hand. */
const openPractice = (settings: Parameters<Parameters<typeof createTraining>[0]['open']>[0], wrote: () => void) =>
  openStation({
    loaded: { kind: 'settings', settings },
    settingsFile: 'practice',
    journalFile: ':memory:',
    clock: systemClock,
    random: Math.random,
    log,
    practice: { wrote },
  });

const trainingBy = (
  open: (wrote: () => void, settings: Parameters<typeof openPractice>[0]) => Promise<PracticeStation>,
) =>
  createTraining({
    journal: { newestFirst: () => [] },
    clock: systemClock,
    library: 'Thư viện',
    open: (settings, wrote) => open(wrote, settings),
    log,
  });

const opening = (training: Training, place: string, practice: Practice): Promise<TrainingEvent> =>
  new Promise((resolve) => {
    training.open({ place, staff: 'Lan', language: 'vi', practice, ticket: '1' }, resolve);
  });

const handles = (): readonly string[] =>
  process
    .getActiveResourcesInfo()
    .filter((name) => name !== 'Immediate')
    .toSorted();

/** Of this program alone, and not how node was called. */
const collect = (): void => {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  if (typeof gc === 'function') gc();
};

test('every exercise has steps that are checked, and a right answer among what is asked', () => {
  for (const id of exerciseIds) {
    expect(exerciseSteps[id].length).toBeGreaterThan(2);
    for (const key of exerciseSteps[id]) expect(typeof checks[key]).toBe('function');
    const { answer, things } = exercises[id];
    expect(things.length).toBeGreaterThan(0);
    expect(new Set(things.map((thing) => thing.id)).size).toBe(things.length);
    expect(answer === null).toBe(!Object.hasOwn(exerciseOptions, id));
  }
  expect(Object.keys(checks).toSorted()).toEqual(exerciseIds.flatMap((id) => exerciseSteps[id]).toSorted());
});

test('nothing of the real settings is in it: no address, no port, no mail, no network', () => {
  const settings = practiceSettings({ library: 'Thư viện', staff: 'Lan', language: 'vi' });
  expect(settings.acs.connection).toMatchObject({ kind: 'embedded', wire: 'memory' });
  expect(settings).toMatchObject({ mail: null, desk: { listen: null }, registry: { kind: 'embedded' } });
  for (const place of settings.places) {
    expect(place.name).toMatch(/^T-/);
    for (const device of [place.reader, place.scanner, place.printer, place.cardReader])
      expect(device?.connection.kind ?? 'simulated').toBe('simulated');
  }
});

test('closed, it holds no handle and no socket any more, and its journal is shut', async () => {
  let made: WeakRef<PracticeStation> | null = null;
  const training = trainingBy(async (wrote, settings) => {
    const station = await openPractice(settings, wrote);
    made = new WeakRef(station);
    return station;
  });
  const before = handles();
  const opened = await opening(training, 'D1', 'returns');
  expect(opened.kind).toBe('training-opened');
  const journal = (made as WeakRef<PracticeStation> | null)?.deref()?.works?.journal ?? null;
  expect(handles()).not.toEqual(before);
  training.end('D1');
  expect(training.takenBy()).toBeNull();
  await training.close();
  expect(() => journal?.touch()).toThrow();
  // A timer that was stopped goes with the turn.
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(handles()).toEqual(before);
});

test('closed, nobody holds it in memory', async () => {
  const made: WeakRef<PracticeStation>[] = [];
  const training = trainingBy(async (wrote, settings) => {
    const station = await openPractice(settings, wrote);
    made.push(new WeakRef(station));
    return station;
  });
  for (const practice of ['free', 'conflict'] as const) {
    await opening(training, 'D1', practice);
    training.end('D1');
  }
  await training.close();
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  collect();
  expect(made.map((station) => station.deref())).toEqual([undefined, undefined]);
});

test('one at a time: another desk is told who has it, and gets it afterwards', async () => {
  const training = trainingBy((wrote, settings) => openPractice(settings, wrote));
  await opening(training, 'D1', 'free');
  expect(await opening(training, 'D2', 'fee')).toMatchObject({
    kind: 'training-not-opened',
    takenBy: { name: 'Lan', place: 'D1' },
  });
  training.end('D2');
  expect(training.takenBy()).toMatchObject({ place: 'D1' });
  training.end('D1');
  expect(await opening(training, 'D2', 'fee')).toMatchObject({ kind: 'training-opened', glass: 'desk' });
  await training.close();
});

test('one that does not open says so, and nothing is left of it', async () => {
  const training = trainingBy(() => Promise.reject(new Error('no memory')));
  expect(await opening(training, 'D1', 'fee')).toMatchObject({ kind: 'training-not-opened', takenBy: null });
  expect(training.takenBy()).toBeNull();
  await training.close();
});

test('whoever leaves while it opens gets no station behind them', async () => {
  const stations: Station[] = [];
  let shut = (): void => undefined;
  const closed = new Promise<void>((resolve) => {
    shut = resolve;
  });
  const training = trainingBy(async (wrote, settings) => {
    const station = await openPractice(settings, wrote);
    stations.push(station);
    return {
      ...station,
      close: () => {
        shut();
        return station.close();
      },
    };
  });
  const told: TrainingEvent[] = [];
  training.open({ place: 'D1', staff: 'Lan', language: 'vi', practice: 'fee', ticket: '1' }, (event) =>
    told.push(event),
  );
  training.end('D1');
  await closed;
  await training.close();
  expect(told).toEqual([]);
  expect(stations).toHaveLength(1);
});

test('in a real station it leaves no file, and cannot be opened inside of itself', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-training-'));
  folders.push(folder);
  const here = readdirSync('.');
  const station = await openStation({
    loaded: { kind: 'settings', settings: demonstration },
    settingsFile: join(folder, 'settings.json'),
    journalFile: join(folder, 'journal.sqlite'),
    clock: systemClock,
    random: Math.random,
    log,
  });
  const before = readdirSync(folder);
  const training = station.works?.training ?? null;
  if (training === null) throw new Error('no training');
  expect((await opening(training, 'D1', 'free')).kind).toBe('training-opened');
  const inner = training.glass('D1', { run: '1', glass: 'desk' });
  expect(inner?.view.mode === 'desk' ? inner.view.rooms : null).toEqual([
    'board',
    'circulation',
    'register',
    'tagging',
    'inspector',
  ]);
  expect(training.glass('D2', { run: '1', glass: 'desk' })).toBeNull();
  expect(training.glass('D1', { run: '2', glass: 'desk' })).toBeNull();
  expect(readdirSync(folder)).toEqual(before);
  expect(readdirSync('.')).toEqual(here);
  await station.close();
});
