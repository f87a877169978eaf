// A glass at a place: its view and its calls, the picture of the bench where something is simulated, and the glass of the practice
// station while one is open there. Knows no rules.
import type { BenchView } from '../contract/bench.ts';
import type { Call } from '../contract/calls.ts';
import { practiceIn, type InnerGlass } from '../contract/inner-glass.ts';
import type { View } from '../contract/view.ts';
import type { Bench } from './bench.ts';
import type { Place } from './place.ts';
import type { Training } from './training-talk.ts';

/** What `join` gives a glass. */
export type Joined = {
  /** Null when taken, else a sentence for the technician. */
  call(call: Call): string | null;
  leave(): void;
};

/**
 * What a glass is shown. `inner`: of the practice station, while the view says that it is open here. `browser`: the same for the
 * same one, after a reload too; left out for one at this machine.
 */
export type Show = {
  view(view: View): void;
  bench(bench: BenchView): void;
  readonly inner?: ((inner: InnerGlass) => void) | undefined;
  readonly browser?: string;
};

/** Null while another glass has this place. `training`: null inside of a practice station. */
export const joinPlace = (place: Place, bench: Bench | null, training: Training | null, show: Show): Joined | null => {
  let latest: View | null = null;
  let left = false;
  // Many things change at once (a pile is cleared): one picture of the bench a turn is enough, and one of the practice station.
  const soon = (draw: () => void): (() => void) => {
    let drawing = false;
    return () => {
      if (drawing) return;
      drawing = true;
      setImmediate(() => {
        drawing = false;
        if (!left) draw();
      });
    };
  };
  const drawBench = soon(() => {
    if (bench !== null) show.bench(bench.view());
  });
  const drawInner = soon(() => {
    const at = practiceIn(latest);
    const inner = at === null ? null : (training?.glass(place.name, at) ?? null);
    if (inner !== null) show.inner?.(inner);
  });

  const glass = place.join((view) => {
    const before = practiceIn(latest);
    latest = view;
    show.view(view);
    const now = practiceIn(view);
    if (now !== null && (now.run !== before?.run || now.glass !== before.glass)) drawInner();
  }, show.browser);
  if (glass === null) return null;
  const quiet = bench?.changed(drawBench);
  const unwatch = training?.watch(place.name, drawInner);
  drawBench();

  const practise = (call: Extract<Call, { kind: 'in-training' }>): string | null => {
    const at = practiceIn(latest);
    if (training === null || at === null || at.run !== call.run) return 'no such practice station is open here';
    const because = training.call(place.name, call, call.call);
    place.tell({ kind: 'training-touched' });
    return because;
  };
  return {
    call: (call) => {
      switch (call.kind) {
        case 'hand':
          return bench === null ? 'nothing here is simulated: there is no bench' : bench.hand(call.hand);
        case 'tend':
          return 'that is done at the technician’s place alone';
        case 'in-training':
          return practise(call);
        default:
          return glass.call(call);
      }
    },
    leave: () => {
      left = true;
      quiet?.();
      unwatch?.();
      glass.leave();
    },
  };
};
