// What the page of the library system's check knows: what is looked at, what was seen there last, and what is being asked or made.
import type { AcsFiles, AcsPart, AcsProbe, ProbeWay } from '../../contract/acs-check-view.ts';
import type { AcsSeen, AcsWish } from './acs-check-talk.ts';

/** A probe that is wished for. */
export type Probing = { readonly way: ProbeWay; readonly card: string | null; readonly item: string | null };

export type AcsCheckPage = {
  readonly at: 'acs-check';
  readonly part: AcsPart;
  readonly filter: string;
  /** The last message before it was paused; null while it runs. */
  readonly pausedAt: number | null;
  readonly opened: number | null;
  /** Null until the watch was looked at, and while the station does not work. */
  readonly seen: AcsSeen | null;
  /** Names the looks that are still heeded. */
  readonly chain: number;
  readonly probe:
    | { readonly at: 'ready' }
    /** Until nobody is at work, and not before `fromMs`. */
    | {
        readonly at: 'waiting';
        readonly wish: Probing;
        readonly because: 'busy' | 'taken-back';
        readonly fromMs: number;
      }
    | { readonly at: 'asking'; readonly wish: Probing; readonly sinceMs: number };
  readonly done: AcsProbe['done'];
  readonly failedProbe: AcsProbe['failed'];
  readonly making: AcsFiles['making'];
  readonly made: AcsFiles['made'];
  readonly failed: AcsFiles['failed'];
};

export const newAcsCheckPage: AcsCheckPage = {
  at: 'acs-check',
  part: 'line',
  filter: 'all',
  pausedAt: null,
  opened: null,
  seen: null,
  chain: 0,
  probe: { at: 'ready' },
  done: null,
  failedProbe: null,
  making: null,
  made: null,
  failed: null,
};

export const wishOf = ({ part, filter, pausedAt, opened }: AcsCheckPage): AcsWish => ({
  part,
  filter,
  upTo: pausedAt,
  opened,
});
