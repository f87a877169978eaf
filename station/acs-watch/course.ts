// How the line to the library system fared over the last day: in which state it was since when, and how long answers took. A fixed number of
// figures, however busy the day was. Must not know messages.
import type { Latency, LineState, Slot, Stretch } from '../../contract/acs-check-view.ts';

export const dayMs = 24 * 3_600_000;
export const slotMs = 15 * 60_000;
const hourMs = 3_600_000;
/** A line that comes and goes each second has no more; the oldest go. */
export const mostStretches = 500;

/** What is drawn of the day, as much as was watched: an installer's first quarter of an hour is no hairline. */
const windows = [1, 3, 8].map((hours) => hours * hourMs);
export const drawnMs = (stretches: readonly Stretch[], nowMs: number): number => {
  const watchedMs = nowMs - (stretches[0]?.fromMs ?? nowMs);
  return windows.find((ms) => ms >= watchedMs) ?? dayMs;
};

/** Eight steps to each doubling: 9 % apart, from 1 ms to over an hour. */
const steps = 8;
const bucketOf = (ms: number): number => Math.max(0, Math.round(Math.log2(Math.max(1, ms)) * steps));
const msOf = (bucket: number): number => Math.round(2 ** (bucket / steps));

type Tally = { answered: number; unanswered: number; worstMs: number; readonly buckets: Map<number, number> };
const newTally = (): Tally => ({ answered: 0, unanswered: 0, worstMs: 0, buckets: new Map() });

const add = (tally: Tally, tookMs: number): void => {
  tally.answered += 1;
  tally.worstMs = Math.max(tally.worstMs, tookMs);
  const bucket = bucketOf(tookMs);
  tally.buckets.set(bucket, (tally.buckets.get(bucket) ?? 0) + 1);
};

const sumOf = (tallies: readonly Tally[]): Tally => {
  const sum = newTally();
  for (const tally of tallies) {
    sum.answered += tally.answered;
    sum.unanswered += tally.unanswered;
    sum.worstMs = Math.max(sum.worstMs, tally.worstMs);
    for (const [bucket, count] of tally.buckets) sum.buckets.set(bucket, (sum.buckets.get(bucket) ?? 0) + count);
  }
  return sum;
};

/** The time within which this part of the answers came; within 5 %, and never more than the worst. */
const quantile = ({ answered, worstMs, buckets }: Tally, part: number): number | null => {
  if (answered === 0) return null;
  let left = Math.ceil(answered * part);
  for (const bucket of [...buckets.keys()].toSorted((a, b) => a - b)) {
    left -= buckets.get(bucket) ?? 0;
    if (left <= 0) return Math.min(worstMs, msOf(bucket));
  }
  return worstMs;
};

export type Course = {
  /** The state of the line from now on; the same one again is one more try. */
  become(state: LineState, because: string | null, detail: string | null, nowMs: number): void;
  answered(question: { readonly kind: string; readonly code: string }, tookMs: number, nowMs: number): void;
  unanswered(question: { readonly kind: string; readonly code: string }, nowMs: number): void;
  now(): Stretch | null;
  stretches(nowMs: number): readonly Stretch[];
  shares(nowMs: number): readonly { readonly state: LineState; readonly ms: number }[];
  slots(nowMs: number): readonly Slot[];
  latencies(nowMs: number): readonly Latency[];
};

export const createCourse = (): Course => {
  const stretches: { -readonly [K in keyof Stretch]: Stretch[K] }[] = [];
  const slots = new Map<number, Tally>();
  /** By the hour, then by the question. */
  const hours = new Map<number, Map<string, { readonly kind: string; readonly tally: Tally }>>();

  const prune = (nowMs: number): void => {
    for (const at of slots.keys()) if (at * slotMs + slotMs <= nowMs - dayMs) slots.delete(at);
    for (const at of hours.keys()) if (at * hourMs + hourMs <= nowMs - dayMs) hours.delete(at);
  };
  const tallies = (question: { readonly kind: string; readonly code: string }, nowMs: number): readonly Tally[] => {
    const slotAt = Math.floor(nowMs / slotMs);
    const hourAt = Math.floor(nowMs / hourMs);
    if (!slots.has(slotAt) || !hours.has(hourAt)) prune(nowMs);
    const slot = slots.get(slotAt) ?? newTally();
    slots.set(slotAt, slot);
    const hour = hours.get(hourAt) ?? new Map<string, { readonly kind: string; readonly tally: Tally }>();
    hours.set(hourAt, hour);
    const one = hour.get(question.code) ?? { kind: question.kind, tally: newTally() };
    hour.set(question.code, one);
    return [slot, one.tally];
  };
  const within = (nowMs: number): readonly Stretch[] =>
    stretches
      .filter(({ toMs }) => toMs === null || toMs > nowMs - dayMs)
      .map((one) => ({ ...one, fromMs: Math.max(one.fromMs, nowMs - dayMs) }));

  return {
    become: (state, because, detail, nowMs) => {
      const last = stretches.at(-1);
      if (last !== undefined && last.toMs === null) {
        if (last.state === state && last.because === because && last.detail === detail) {
          last.times += 1;
          return;
        }
        // What lasted no time at all is no state: a line that is being made again after it broke stays broken.
        last.toMs = nowMs;
      }
      stretches.push({ fromMs: nowMs, toMs: null, state, because, detail, times: 1 });
      if (stretches.length > mostStretches) stretches.shift();
    },
    answered: (question, tookMs, nowMs) => {
      for (const tally of tallies(question, nowMs)) add(tally, tookMs);
    },
    unanswered: (question, nowMs) => {
      for (const tally of tallies(question, nowMs)) tally.unanswered += 1;
    },
    now: () => {
      const last = stretches.at(-1);
      return last === undefined ? null : { ...last };
    },
    stretches: within,
    shares: (nowMs) => {
      const shares = new Map<LineState, number>();
      for (const { state, fromMs, toMs } of within(nowMs))
        shares.set(state, (shares.get(state) ?? 0) + Math.max(0, (toMs ?? nowMs) - fromMs));
      return [...shares].map(([state, ms]) => ({ state, ms })).toSorted((a, b) => b.ms - a.ms);
    },
    slots: (nowMs) => {
      prune(nowMs);
      return [...slots]
        .toSorted(([a], [b]) => a - b)
        .map(([at, tally]) => ({
          fromMs: at * slotMs,
          answered: tally.answered,
          medianMs: quantile(tally, 0.5),
          worstMs: tally.answered === 0 ? null : tally.worstMs,
          unanswered: tally.unanswered,
        }));
    },
    latencies: (nowMs) => {
      prune(nowMs);
      const byCode = new Map<string, { readonly kind: string; readonly tallies: Tally[] }>();
      for (const hour of hours.values())
        for (const [code, { kind, tally }] of hour) {
          const one = byCode.get(code) ?? { kind, tallies: [] };
          one.tallies.push(tally);
          byCode.set(code, one);
        }
      return [...byCode]
        .map(([code, { kind, tallies: all }]) => {
          const sum = sumOf(all);
          return {
            kind,
            code,
            answered: sum.answered,
            medianMs: quantile(sum, 0.5),
            p95Ms: quantile(sum, 0.95),
            worstMs: sum.answered === 0 ? null : sum.worstMs,
            unanswered: sum.unanswered,
          };
        })
        .toSorted((a, b) => b.answered + b.unanswered - (a.answered + a.unanswered));
    },
  };
};
