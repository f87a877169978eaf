// A glass of the practice station as the desk's own glass carries it: whole, at each change. Nothing in it is real.
import type { BenchView } from './bench.ts';
import type { TrainingGlass } from './training-view.ts';
import type { View } from './view.ts';

/** Which of the two glasses of which opening of the practice station. */
export type InnerAt = { readonly run: string; readonly glass: TrainingGlass };

/** The one that this view stands around; null where none is open, or the lock is before it. */
export const practiceIn = (view: View | null): InnerAt | null => {
  if (view?.mode !== 'desk' || view.screen.at !== 'training') return null;
  const { stage } = view.screen;
  return stage.at === 'running' ? { run: stage.run, glass: stage.glass } : null;
};

/** `run`: of which opening of the practice station. */
export type InnerGlass = InnerAt & {
  readonly view: View;
  readonly bench: BenchView;
};
