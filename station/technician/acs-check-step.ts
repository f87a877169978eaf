// The page of the library system's check, step by step: what is looked at, what is asked of the library system, what is made for others. Pure.
import type { AcsCheckAct } from '../../contract/acs-check-calls.ts';
import { record } from '../flow.ts';
import { newAcsCheckPage, wishOf, type AcsCheckPage, type Probing } from './acs-check-state.ts';
import type { AcsProbeOutcome } from './acs-check-talk.ts';
import { goOn, type PageGround, type TechnicianEvent, type TechnicianStep } from './talk.ts';

type Step = TechnicianStep<AcsCheckPage>;

/** Nobody reads patrons for longer without saying so again. */
export const patronsShownMs = 5 * 60_000;

/** The station had to ask something itself: it may have more to ask. */
export const takenBackRestMs = 10_000;

export const openAcsCheck = (ground: PageGround): Step => look(newAcsCheckPage, ground);

/** At once, by another chain: what was asked before is not heeded any more. */
const look = (page: AcsCheckPage, { session }: PageGround, ...first: Step['effects']): Step => {
  const chain = page.chain + 1;
  return goOn({ ...page, chain }, ...first, { kind: 'look-at-acs', session, chain, wish: wishOf(page), since: null });
};

export const stepAcsCheck = (page: AcsCheckPage, event: TechnicianEvent, ground: PageGround): Step => {
  switch (event.kind) {
    case 'acs-looked':
      return event.session === ground.session && event.chain === page.chain
        ? seen({ ...page, seen: event.seen }, event.chain, ground)
        : goOn(page);
    case 'acs-probed': {
      if (event.session !== ground.session || page.probe.at !== 'asking') return goOn(page);
      return probed(page, page.probe.wish, event.outcome, ground);
    }
    case 'acs-file-made':
      return event.session !== ground.session || page.making !== event.file
        ? goOn(page)
        : goOn({ ...page, making: null, made: event.made, failed: event.made === null ? event.file : null });
    // Another station, or none for a while: what is shown is asked for anew.
    case 'house-changed':
      return look(page, ground);
    case 'tended':
      return acted(page, event.act, ground);
    default:
      return goOn(page);
  }
};

const probed = (page: AcsCheckPage, wish: Probing, outcome: AcsProbeOutcome, ground: PageGround): Step => {
  switch (outcome.kind) {
    case 'probed':
      return look({ ...page, probe: { at: 'ready' }, done: { ...outcome.found, atMs: ground.nowMs } }, ground);
    case 'put-off': {
      const { because } = outcome;
      const fromMs = ground.nowMs + (because === 'taken-back' ? takenBackRestMs : 0);
      return look({ ...page, probe: { at: 'waiting', wish, because, fromMs } }, ground);
    }
    // Nothing changes by itself there: it is not tried again until somebody says so.
    case 'failed':
      return look({ ...page, probe: { at: 'ready' }, failedProbe: outcome.because }, ground);
  }
};

const seen = (page: AcsCheckPage, chain: number, ground: PageGround): Step => {
  const { probe, seen: now } = page;
  const again = {
    kind: 'look-at-acs',
    session: ground.session,
    chain,
    wish: wishOf(page),
    since: now?.version ?? 0,
  } as const;
  if (probe.at !== 'waiting' || now === null || now.busy.length > 0 || ground.nowMs < probe.fromMs)
    return goOn(page, again);
  return ask(page, probe.wish, ground, again);
};

const ask = (
  page: AcsCheckPage,
  wish: Probing,
  { session, who, nowMs, language }: PageGround,
  ...also: Step['effects']
): Step =>
  goOn(
    { ...page, probe: { at: 'asking', wish, sinceMs: nowMs } },
    record({ kind: 'acs-probed', session, staff: who?.name ?? null, way: wish.way }),
    { kind: 'probe-acs', session, ...wish, language },
    ...also,
  );

const acted = (page: AcsCheckPage, act: { readonly kind: string }, ground: PageGround): Step => {
  const { session, who, language } = ground;
  const staff = who?.name ?? null;
  if (!isAcsCheckAct(act)) return goOn(page);
  switch (act.kind) {
    case 'acs-part':
      return look({ ...page, part: act.part, opened: null, made: null, failed: null }, ground);
    case 'filter-messages':
      return look({ ...page, filter: act.filter, opened: null }, ground);
    case 'pause-messages':
      return look({ ...page, pausedAt: act.paused ? (page.seen?.last ?? 0) : null }, ground);
    case 'open-message':
      // Who reads one does not want it to run away.
      return look(
        { ...page, opened: act.id, pausedAt: page.pausedAt ?? (act.id === null ? null : (page.seen?.last ?? 0)) },
        ground,
      );
    case 'show-patrons':
      return look(page, ground, record({ kind: 'acs-patrons-shown', session, staff, shown: act.shown }), {
        kind: 'show-acs-patrons',
        forMs: act.shown ? patronsShownMs : null,
      });
    case 'probe-acs': {
      const wish: Probing = { way: act.way, card: act.card, item: act.item };
      // What the library's settings do not allow is not offered, and not done.
      if (page.probe.at !== 'ready' || page.seen?.ways.includes(act.way) !== true) return goOn(page);
      const fresh = { ...page, done: null, failedProbe: null };
      // Whether anybody is at work is looked at anew before the station's line is closed.
      return wish.way === 'beside'
        ? ask(fresh, wish, ground)
        : look({ ...fresh, probe: { at: 'waiting', wish, because: 'busy', fromMs: ground.nowMs } }, ground);
    }
    case 'call-probe-off':
      return callOff(page);
    case 'make-file':
      if (page.making !== null) return goOn(page);
      return goOn(
        { ...page, making: act.file, made: null, failed: null },
        record({ kind: 'acs-file-made', session, staff, file: act.file }),
        { kind: 'make-acs-file', session, file: act.file, language, probed: page.done },
      );
    case 'put-file-away':
      return goOn({ ...page, made: null, failed: null });
  }
};

/** Beside the station's line nobody waits for it: it is heard out. */
const callOff = (page: AcsCheckPage): Step => {
  const { probe } = page;
  if (probe.at === 'waiting') return goOn({ ...page, probe: { at: 'ready' } });
  return probe.at === 'asking' && probe.wish.way === 'instead'
    ? goOn({ ...page, probe: { at: 'ready' } }, { kind: 'end-acs-probe' })
    : goOn(page);
};

const kinds = [
  ...(['acs-part', 'filter-messages', 'pause-messages', 'open-message', 'show-patrons'] as const),
  ...(['probe-acs', 'call-probe-off', 'make-file', 'put-file-away'] as const),
] as const satisfies readonly AcsCheckAct['kind'][];

const isAcsCheckAct = (act: { readonly kind: string }): act is AcsCheckAct => kinds.some((kind) => kind === act.kind);
