// What the page of the library system's check asks for, done: the watch is looked at, the library system is probed, files are made. Knows no
// rules of the page.
import { dirname } from 'node:path';
import { dialects, timeoutOf, type Probed } from 'sip2';
import type { AcsCheckScreen, ProbeWay } from '../../contract/acs-check-view.ts';
import type { Clock } from '../../drivers/clock.ts';
import { drawnMs } from '../acs-watch/course.ts';
import { addressOf, findingsOf, type Asked } from '../acs-watch/findings.ts';
import { vendorFile } from '../acs-watch/vendor-file.ts';
import type { AcsWatch } from '../acs-watch/watch.ts';
import { busyAt, type Keeper } from '../keeper.ts';
import { lineTo, probeLine } from '../line.ts';
import type { Settings } from '../settings/schema.ts';
import { version } from '../version.ts';
import type { Works } from '../works.ts';
import type { AcsCheckEffect, AcsFile, AcsProbed, AcsProbeOutcome, AcsSeen, AcsWish } from './acs-check-talk.ts';
import type { TechnicianEvent } from './talk.ts';

export type AcsCheckParts = {
  readonly keeper: Keeper;
  readonly clock: Clock;
  /** Where the paths of certificates start. */
  readonly settingsFile: string;
  /** The file for a helper, as the command makes it; what could not be read is said in sentences. Rejects where none can be made. */
  readonly diagnose: () => Promise<{
    readonly name: string;
    readonly bytes: Buffer;
    readonly missing: readonly string[];
  }>;
  readonly tell: (event: TechnicianEvent) => void;
  readonly complain: (message: string, error: unknown) => void;
};

const kinds = [
  'look-at-acs',
  'show-acs-patrons',
  'probe-acs',
  'end-acs-probe',
  'make-acs-file',
] as const satisfies readonly AcsCheckEffect['kind'][];

export const isAcsCheckEffect = (effect: { readonly kind: string }): effect is AcsCheckEffect =>
  kinds.some((kind) => kind === effect.kind);

/** How often it is looked whether anything changed, and after how long it is told though nothing did. */
const everyMs = 500;
const tellAfterMs = 5_000;
/** Messages that a glass is shown at once. */
const mostRows = 200;

export const runAcsCheckEffect = (effect: AcsCheckEffect, parts: AcsCheckParts): void => {
  const { keeper, clock, tell, complain } = parts;
  switch (effect.kind) {
    case 'look-at-acs': {
      const { session, chain, wish, since } = effect;
      const untilMs = clock.now() + tellAfterMs;
      const look = (): void => {
        const works = keeper.works();
        const settings = keeper.settings();
        const isNews = works === null || works.watch.version() !== since || clock.now() >= untilMs;
        if (since !== null && !isNews) return void clock.after(everyMs, look);
        const seen = works === null || settings === null ? null : seenOf(wish, works, settings, clock.now());
        tell({ kind: 'acs-looked', session, chain, seen });
      };
      return since === null ? look() : void clock.after(everyMs, look);
    }
    case 'show-acs-patrons':
      return keeper.works()?.watch.showPatrons(effect.forMs);
    case 'probe-acs': {
      const { session } = effect;
      const end = (outcome: AcsProbeOutcome): void => tell({ kind: 'acs-probed', session, outcome });
      probeNow(effect, parts).then(end, (error: unknown) => {
        complain('the library system could not be checked', error);
        end({ kind: 'failed', because: [] });
      });
      return;
    }
    case 'end-acs-probe':
      return keeper.works()?.aside.takeBack();
    case 'make-acs-file': {
      const { session, file } = effect;
      const end = (made: AcsFile | null): void => tell({ kind: 'acs-file-made', session, file, made });
      makeFile(effect, parts).then(end, (error: unknown) => {
        complain('a file for a helper could not be made', error);
        end(null);
      });
    }
  }
};

// ── Looking ──

/** `beside` first, where the library's settings allow a second connection. */
const waysOf = ({ acs }: Settings): readonly ProbeWay[] => (acs.secondConnection ? ['beside', 'instead'] : ['instead']);

const lineOf = (watch: AcsWatch, { acs }: Settings): AcsCheckScreen['line'] => {
  const now = watch.course.now();
  return {
    state: now?.state ?? 'connecting',
    sinceMs: now?.fromMs ?? null,
    detail: now?.detail ?? null,
    family: dialects[acs.dialect].title,
    address: addressOf(acs),
  };
};

const seenOf = (wish: AcsWish, works: Works, settings: Settings, nowMs: number): AcsSeen => {
  const { watch } = works;
  return {
    version: watch.version(),
    line: lineOf(watch, settings),
    busy: busyAt(works),
    ways: waysOf(settings),
    last: watch.trace.last(),
    body: bodyOf(wish, works, nowMs),
  };
};

const bodyOf = (wish: AcsWish, { watch, client }: Works, nowMs: number): AcsSeen['body'] => {
  const { course, trace } = watch;
  const status = watch.status();
  switch (wish.part) {
    case 'line': {
      const stretches = course.stretches(nowMs);
      return {
        part: 'line',
        nowMs,
        fromMs: nowMs - drawnMs(stretches, nowMs),
        stretches,
        shares: course.shares(nowMs),
        slots: course.slots(nowMs),
        latencies: course.latencies(nowMs),
        patience: { saysMs: status === null ? null : timeoutOf(status), waitsMs: client.patienceMs() },
      };
    }
    case 'messages': {
      const all = trace.all();
      return {
        part: 'messages',
        ...trace.tail(wish.filter, mostRows, wish.upTo),
        kinds: trace.kinds(),
        marked: trace.markedCount(),
        newer: wish.upTo === null ? 0 : trace.newer(wish.filter, wish.upTo),
        opened: wish.opened === null ? null : watch.open(wish.opened),
        kept: { messages: all.length, sinceMs: all[0]?.atMs ?? null },
        patronsUntilMs: watch.patronsUntilMs(),
      };
    }
    case 'claims':
      return { part: 'claims', claims: watch.claims(), hasStatus: status !== null };
    case 'probe':
      return { part: 'probe' };
    case 'files':
      return { part: 'files', messages: trace.all().length };
  }
};

// ── Probing ──

type Probing = Extract<AcsCheckEffect, { kind: 'probe-acs' }>;

const probeNow = async (
  { way, card, item, language }: Probing,
  { keeper, clock, settingsFile }: AcsCheckParts,
): Promise<AcsProbeOutcome> => {
  const works = keeper.works();
  const settings = keeper.settings();
  // Somebody may have begun since it was asked for.
  if (works === null || settings === null || (way === 'instead' && busyAt(works).length > 0))
    return { kind: 'put-off', because: 'busy' };
  const line = lineTo(settings.acs, { folder: dirname(settingsFile), clock });
  if (line.kind === 'issues') return { kind: 'failed', because: line.issues.map(({ message }) => message[language]) };
  const wire = line.transport ?? works.library?.transport;
  if (wire === undefined) throw new Error('there is no way to the library system');
  const lineStood = works.client.state().kind === 'up';
  const ask = (signal: AbortSignal | null): Promise<Probed> =>
    probeLine(line, { transport: works.watch.probing(wire, signal), clock, card, item, signal });
  const probed = way === 'beside' ? await ask(null) : await works.aside.run(ask);
  if (probed === null) return { kind: 'put-off', because: 'taken-back' };
  const asked = { settings, line: line.settings, way, lineStood, withCard: card !== null, withItem: item !== null };
  return { kind: 'probed', found: foundIn(probed, { ...asked, nowMs: clock.now() }) };
};

const foundIn = (probed: Probed, asked: Asked): AcsProbed => ({
  way: asked.way,
  withCard: asked.withCard,
  withItem: asked.withItem,
  family: probed.kind === 'probed' ? probed.verdict.dialect.title : null,
  clues:
    probed.kind === 'probed'
      ? probed.verdict.clues.map(({ name, speaksFor, points }) => ({ name, points, family: dialects[speaksFor].title }))
      : [],
  findings: findingsOf(probed, asked),
  faults:
    probed.kind === 'probed'
      ? probed.faults.map(({ asked: kind, notes }) => ({
          kind,
          notes: notes.map(({ code, field, says }) => ({ code, field, says })),
        }))
      : [],
});

// ── Files ──

type Making = Extract<AcsCheckEffect, { kind: 'make-acs-file' }>;

const makeFile = async ({ file, language, probed }: Making, parts: AcsCheckParts): Promise<AcsFile> => {
  const made = file === 'diagnostics' ? await parts.diagnose() : vendorNow(language, probed, parts);
  return {
    kind: file,
    name: made.name,
    base64: made.bytes.toString('base64'),
    bytes: made.bytes.length,
    missing: made.missing,
  };
};

const vendorNow = (
  language: Making['language'],
  probed: Making['probed'],
  { keeper, clock }: AcsCheckParts,
): { readonly name: string; readonly bytes: Buffer; readonly missing: readonly string[] } => {
  const works = keeper.works();
  const settings = keeper.settings();
  if (works === null || settings === null) throw new Error('the station does not work at the moment');
  const nowMs = clock.now();
  const text = vendorFile({
    watch: works.watch,
    acs: settings.acs,
    library: settings.library.name,
    probed,
    version,
    nowMs,
    language,
  });
  const stamp = new Date(nowMs).toISOString().replace(/^(\d+)-(\d+)-(\d+)T(\d+):(\d+).*$/, '$1$2$3-$4$5');
  return { name: `tram-sip2-${stamp}.txt`, bytes: Buffer.from(text, 'utf8'), missing: [] };
};
