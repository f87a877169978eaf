// How far a station has been set up: which steps are done, by whom, and what was measured. A file of its own in the data folder, so that
// it can be left and resumed over restarts. Holds no secret and no patron's number.
import { chmodSync } from 'node:fs';
import * as z from 'zod';
import { stepNames, type StepName } from '../../contract/assistant-view.ts';
import { readIfThere, writeSafely } from '../settings/store.ts';

/** What a device or a library system said can be of any length: what is too long is cut, and closes no file. */
const said = z.string().transform((text) => text.slice(0, 400));
const mostFindings = 100;
/** Milliseconds since the epoch, of a day that there is. */
const moment = z.number().min(0).max(8.64e15);

const finding = z.object({
  /** One of `findingNames`; a newer version, from which the station went back to this one, may have had others. */
  name: z.string().max(60),
  outcome: z.enum(['good', 'odd', 'bad']),
  values: z.record(z.string().max(40), z.union([said, z.number()])),
  ms: z.number().nullable(),
});

/** What the probe of the library system judged by. */
const probe = z.object({
  dialect: z.string().max(80),
  isClear: z.boolean(),
  reasons: z.array(z.object({ clue: z.string().max(80), title: z.string().max(80), points: z.number() })).max(60),
  findings: z
    .array(
      z.object({
        kind: z.string().max(40),
        tone: z.enum(['good', 'note', 'fault']),
        values: z.record(z.string().max(40), z.union([said, z.number()])),
        field: z.string().max(200).nullable(),
      }),
    )
    .max(60),
});
export type ProbeKept = z.infer<typeof probe>;

/** What was tried of one device, or of what stands in no settings. */
const triedKept = z.object({
  /** A mark of its settings as they were; empty where there are none. */
  of: z.string().max(64),
  by: z.string().max(40).nullable(),
  atMs: moment,
  findings: z.array(finding).transform((all) => all.slice(-mostFindings)),
});
export type TriedKept = z.infer<typeof triedKept>;

const stepKept = z.object({
  state: z.enum(['done', 'skipped']),
  why: z.string().max(200).nullable(),
  /** Null: whoever had the ticket of this machine while nobody could sign in. */
  by: z.string().max(40).nullable(),
  atMs: moment,
  findings: z.array(finding).transform((all) => all.slice(-mostFindings)),
  /** Of the step of the library system, where it could be asked. */
  probe: probe.nullable().default(null),
});
export type StepKept = z.infer<typeof stepKept>;

const readSteps = (all: Readonly<Record<string, unknown>>): Readonly<Partial<Record<StepName, StepKept>>> =>
  Object.fromEntries(
    stepNames.flatMap((name) => {
      const step = stepKept.safeParse(all[name]);
      return step.success ? [[name, step.data]] : [];
    }),
  );

const kept = z.object({
  version: z.literal(1),
  /** `under-way`: the kiosks are closed to patrons until it is handed over. Null: it was never begun. */
  at: z.enum(['under-way', 'handed-over']).nullable(),
  begunMs: moment.nullable(),
  handedOver: z.object({ atMs: moment, by: z.string().max(40).nullable() }).nullable(),
  open: z.enum(stepNames).catch('library'),
  /** By the key of a device. Kept as it is found: of a step that is left in its middle, too. */
  tried: z.record(z.string().max(40), triedKept).default({}).catch({}),
  // A step of another version is none of ours, and one that cannot be read is open once more; the kiosks stay closed all the same.
  steps: z.record(z.string(), z.unknown()).transform(readSteps),
});
export type SetUp = z.infer<typeof kept>;

export const noSetUp: SetUp = {
  version: 1,
  at: null,
  begunMs: null,
  handedOver: null,
  open: 'library',
  tried: {},
  steps: {},
};

export const withStep = (setUp: SetUp, name: StepName, step: StepKept): SetUp => ({
  ...setUp,
  steps: { ...setUp.steps, [name]: step },
});

export type SetUpFile = {
  read(): SetUp;
  /** On disk when it returns; throws what the disk throws. */
  write(setUp: SetUp): void;
  /** Called after each writing; gives what ends it. */
  changed(listener: () => void): () => void;
};

/** A file that nobody can read is a station whose steps are to be looked at once more: nothing of it decides over patrons' work. */
export const openSetUp = (file: string, complain: (message: string, error: unknown) => void): SetUpFile => {
  const listeners = new Set<() => void>();
  let now: SetUp = noSetUp;
  try {
    const text = readIfThere(file);
    if (text !== null) {
      chmodSync(file, 0o600);
      now = kept.parse(JSON.parse(text));
    }
  } catch (error) {
    complain('how far this station was set up cannot be read; its steps are to be looked at again', error);
  }
  return {
    read: () => now,
    write: (next) => {
      // As it will be read again.
      const fit = kept.parse(next);
      writeSafely(file, `${JSON.stringify(fit, null, 2)}\n`);
      now = fit;
      for (const listener of listeners) listener();
    },
    changed: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
