// What the assistant of the first start asks for, done: how far it came is read and kept, the library system is walked to, devices are
// found and tried, the test loan runs, the report is made. Knows no rules.
import { stepNames, type Finding, type StepName } from '../../contract/assistant-view.ts';
import type { AcsFinding } from '../../contract/acs-check-view.ts';
import { dialects } from 'sip2';
import { findingsOf as foundBy } from '../acs-watch/findings.ts';
import type { Keeper } from '../keeper.ts';
import { acsSettings } from '../settings/acs.ts';
import { withCredentials, type Credentials } from '../settings/credentials.ts';
import { asJson, at, isGroup, same, type Json } from '../settings/json.ts';
import type { Cover } from '../setup/cover.ts';
import { walkToAcs } from '../setup/acs-walk.ts';
import {
  askDevice,
  listenToScanners,
  placedState,
  seekDevices,
  tryDevice,
  type Listening,
  type Machine,
} from '../setup/devices.ts';
import type { SetUp } from '../setup/kept.ts';
import { isOfStep } from '../setup/steps.ts';
import { runTrial } from '../setup/trial.ts';
import { dirname } from 'node:path';
import { listeningMs } from './assistant-devices-step.ts';
import { reportNow, type ReportParts } from './assistant-report.ts';
import { placedIn } from './assistant-state.ts';
import type { AssistantEffect } from './assistant-talk.ts';
import type { TechnicianEvent } from './talk.ts';

export type AssistantParts = ReportParts & {
  readonly machine: Machine;
  /** Whose kiosk serves nobody while a test loan runs there. */
  readonly cover: Pick<Cover, 'whileTried'>;
  readonly complain: (message: string, error: unknown) => void;
  readonly tell: (event: TechnicianEvent) => void;
  /** Brings an outcome home as an event. */
  readonly home: <T>(answer: Promise<T>, asEvent: (value: T) => TechnicianEvent) => void;
};

const kinds = [
  ...(['read-set-up', 'keep-set-up', 'walk-to-acs', 'see-placed-devices', 'seek-devices', 'ask-device'] as const),
  ...(['listen-to-scanners', 'stop-listening', 'try-device', 'run-trial', 'make-report'] as const),
] as const satisfies readonly AssistantEffect['kind'][];

export const isAssistantEffect = (effect: { readonly kind: string }): effect is AssistantEffect =>
  kinds.some((kind) => kind === effect.kind);

/** Which scanner is listened to, between one effect and the next. */
export type AssistantEars = { listening: Listening | null; cancel: () => void; looks: number };
export const noEars = (): AssistantEars => ({ listening: null, cancel: () => undefined, looks: 0 });

/** So often devices are looked at while the page stands on them, and so many times after it was asked for. */
const lookEveryMs = 1000;
const looksAtMost = 120;

export const runAssistantEffect = (effect: AssistantEffect, parts: AssistantParts, ears: AssistantEars): void => {
  const { keeper, tell, home, setUp, clock } = parts;
  switch (effect.kind) {
    case 'read-set-up':
      return tell({ kind: 'set-up-read', setUp: setUp.read(), changed: changedSince(setUp.read(), keeper) });
    case 'keep-set-up':
      return keep(effect.setUp, parts);
    case 'walk-to-acs':
      return walk(effect, parts);
    case 'see-placed-devices':
      return look(parts, ears);
    case 'seek-devices':
      return home(seekDevices(parts.machine), (found) => ({ kind: 'devices-found', ...found }));
    case 'ask-device': {
      const { key, where } = effect;
      return home(askDevice(parts.machine, where, keeper.settings(), clock), (answer) => ({
        kind: 'device-answered',
        key,
        answer,
      }));
    }
    case 'listen-to-scanners':
      return listen(effect, parts, ears);
    case 'stop-listening':
      return hush(ears);
    case 'try-device': {
      const { key } = effect;
      const works = keeper.works();
      const settings = keeper.settings();
      const found = (finding: Finding, over: boolean): void => tell({ kind: 'device-tried', key, finding, over });
      if (works === null || settings === null)
        return found({ name: 'device-opening', outcome: 'bad', values: { text: '' }, ms: null }, true);
      return tryDevice(works, settings, effect, { clock, found });
    }
    case 'run-trial': {
      const { run } = effect;
      const works = keeper.works();
      const found = (finding: Finding): void => tell({ kind: 'trial-found', run, finding });
      if (works === null) {
        found({ name: 'station-away', outcome: 'bad', values: {}, ms: null });
        return tell({ kind: 'trial-over', run });
      }
      return home(
        parts.cover.whileTried(effect.place, () => runTrial({ ...effect, works, clock, found })),
        () => ({ kind: 'trial-over', run }),
      );
    }
    case 'make-report':
      return tell({ kind: 'report-made', html: reportNow(effect, parts, changedSince(setUp.read(), keeper)) });
  }
};

// ---- how far it came ----

/** Steps whose settings were written after they were done, by the journal. */
const changedSince = ({ steps }: SetUp, keeper: Keeper): readonly StepName[] => {
  const written = keeper.works()?.journal.after(['settings-changed'], 0) ?? [];
  return stepNames.filter((name) => {
    const done = steps[name];
    if (done?.state !== 'done') return false;
    // What the step itself saved is written a moment before it is done.
    return written.some(
      ({ at: atMs, entry }) =>
        atMs > done.atMs + 1000 &&
        entry.kind === 'settings-changed' &&
        entry.paths.some((path) => isOfStep(name, path)),
    );
  });
};

const keep = (next: SetUp, { setUp, complain, tell }: AssistantParts): void => {
  try {
    setUp.write(next);
  } catch (error) {
    complain('how far the station was set up cannot be written; is the disk full or read-only?', error);
    tell({ kind: 'set-up-not-kept' });
  }
};

// ---- the library system ----

const walk = (effect: Extract<AssistantEffect, { kind: 'walk-to-acs' }>, parts: AssistantParts): void => {
  const { run, card, item } = effect;
  const { tell, home, clock, file, keeper } = parts;
  const found = (finding: Finding): void => tell({ kind: 'acs-found', run, finding });
  const parsed = acsSettings.safeParse(acsWithCredentials(effect.acs, file.credentials()));
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.') ?? '';
    found({ name: 'settings-not-whole', outcome: 'bad', values: { path: `acs.${path}` }, ms: null });
    return tell({ kind: 'acs-walked', run, certificate: null, proposal: null });
  }
  const acs = parsed.data;
  const works = keeper.works();
  const own = keeper.settings()?.acs;
  const isOwn = own !== undefined && same(asJson([own.connection, own.login]), asJson([acs.connection, acs.login]));
  if (!acs.secondConnection && isOwn && works?.client.state().kind === 'up') {
    found({ name: 'station-connected', outcome: 'good', values: {}, ms: null });
    return tell({ kind: 'acs-walked', run, certificate: null, proposal: null });
  }
  const embedded = works?.library?.transport ?? null;
  return home(
    walkToAcs({ acs, folder: dirname(file.path), clock, card, item, found, embedded }),
    ({ certificate, probed, line, proposed }) => ({
      kind: 'acs-walked',
      run,
      certificate,
      proposal:
        probed === null || proposed === null || line === null
          ? null
          : {
              dialect: probed.verdict.dialect.title,
              isClear: probed.verdict.dialect.name !== 'generic',
              reasons: probed.verdict.clues.map(({ name, speaksFor, points }) => ({
                clue: name,
                title: dialects[speaksFor].title,
                points,
              })),
              findings: worthSaying(
                foundBy(probed, {
                  settings: { acs, places: keeper.settings()?.places ?? [] },
                  line,
                  way: 'beside',
                  lineStood: isOwn && works?.client.state().kind === 'up',
                  withCard: card !== null,
                  withItem: item !== null,
                  nowMs: clock.now(),
                }),
              ),
              next: withProposal(effect.acs, asJson(proposed)),
            },
    }),
  );
};

/** The family, and what the way there said itself, stand above it. */
const worthSaying = (findings: readonly AcsFinding[]): readonly AcsFinding[] =>
  findings.filter(({ kind, tone }) => tone !== 'good' && !kind.startsWith('family-') && kind !== 'not-encrypted');

/** What the supervisor hands over stands over the file, and goes into no draft. */
const acsWithCredentials = (acs: Json, credentials: Credentials): unknown => {
  const laid = withCredentials({ acs }, credentials).value;
  return isGroup(asJson(laid)) ? at(asJson(laid), 'acs') : acs;
};

/** Only what the probe has a word about: the draft keeps the rest as it stands there, its secrets too. */
const withProposal = (draft: Json, next: Json): Json => {
  if (!isGroup(draft)) return next;
  return { ...draft, dialect: at(next, 'dialect') ?? 'generic', line: at(next, 'line') ?? {} };
};

// ---- devices ----

const look = (parts: AssistantParts, ears: AssistantEars): void => {
  const { keeper, tell, clock } = parts;
  ears.looks += 1;
  const mine = ears.looks;
  let last = '';
  const once = (left: number): void => {
    if (ears.looks !== mine) return;
    const settings = asJson(keeper.settings());
    const placed = placedIn(settings).map(({ key, place, device }) => ({
      key,
      ...placedState(keeper.works(), place, device),
    }));
    const now = JSON.stringify(placed);
    if (now !== last) tell({ kind: 'devices-now', placed });
    last = now;
    if (left > 0) clock.after(lookEveryMs, () => once(left - 1));
  };
  once(looksAtMost);
};

const hush = (ears: AssistantEars): void => {
  ears.cancel();
  void ears.listening?.close();
  ears.listening = null;
};

const listen = (
  { plugged, code }: Extract<AssistantEffect, { kind: 'listen-to-scanners' }>,
  { keeper, clock, tell, machine }: AssistantParts,
  ears: AssistantEars,
): void => {
  hush(ears);
  const known = (keeper.settings()?.places ?? []).flatMap(({ reader, cardReader, scanner, printer }) =>
    [reader, cardReader, scanner, printer].flatMap((one) =>
      one !== null && 'path' in one.connection ? [one.connection.path] : [],
    ),
  );
  // Lines that the station has open, or that lead to a printer, are not opened a second time.
  const free = plugged.filter(
    ({ candidate }) =>
      candidate.kind !== 'serial' ||
      ![candidate.path, candidate.stablePath].some((path) => path !== null && known.includes(path)),
  );
  ears.listening = listenToScanners(free, {
    machine,
    code,
    clock,
    heard: (key, speed, isCode) => tell({ kind: 'scanner-heard', key, speed, isCode }),
  });
  ears.cancel = clock.after(listeningMs, () => {
    hush(ears);
    tell({ kind: 'listening-over' });
  });
};
