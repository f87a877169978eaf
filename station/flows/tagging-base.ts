// What every step of tagging is made of. Pure.
import type { WriteProblem } from '../../contract/tagging-view.ts';
import type { Part } from '../../drivers/tags/content.ts';
import { go, type Effect, type Step } from '../flow.ts';
import type { Lying } from '../modes/around.ts';
import type { Half, Planned, Tagged, Tagging, Work } from './tagging-state.ts';

/** `pad`: what lies there, this event included. `staff`: who works here. */
export type Here = {
  readonly pad: readonly Lying[];
  readonly staff: string;
  readonly place: string;
  readonly nowMs: number;
};

export type Told = Step<Tagging>;

export const number: Work = { at: 'number', wrong: null };

export const working = (tagging: Tagging, work: Work, ...effects: readonly Effect[]): Told =>
  go({ ...tagging, work }, ...effects);

export const heard = (tagging: Tagging, kind: Tagging['cue']['kind']): Tagging => ({
  ...tagging,
  cue: { nth: tagging.cue.nth + 1, kind },
});

export const asking = (tagging: Tagging, { place }: Here): { readonly ticket: string; readonly asked: number } => {
  const asked = tagging.asked + 1;
  return { ticket: `${place}-tag-${asked}`, asked };
};

export const samePart = (one: Part | null, other: Part | null): boolean =>
  (one?.nth ?? 1) === (other?.nth ?? 1) && (one?.of ?? 1) === (other?.of ?? 1);

export const failed = (
  tagging: Tagging,
  item: Tagged,
  because: WriteProblem,
  {
    blocks = [],
    half = false,
    undoing = null,
  }: Partial<Pick<Extract<Work, { at: 'failed' }>, 'blocks' | 'half' | 'undoing'>>,
): Told => working(heard(tagging, 'refused'), { at: 'failed', item, because, blocks, half, undoing });

export const withHalf = (tagging: Tagging, half: Half): Tagging => ({
  ...tagging,
  halves: [...tagging.halves.filter(({ uid }) => uid !== half.uid), half],
});

/** Nothing is under way that must be waited for. */
export const isFree = ({ work }: Tagging): boolean => work.at !== 'writing' && work.at !== 'undoing';

export type Ready = { readonly item: Tagged; readonly uid: string; readonly planned: Planned };
