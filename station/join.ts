// A glass at a place: its view and its calls, and the picture of the bench where something is simulated. Knows no rules.
import type { BenchView } from '../contract/bench.ts';
import type { Call } from '../contract/calls.ts';
import type { View } from '../contract/view.ts';
import type { Bench } from './bench.ts';
import type { Place } from './place.ts';

/** What `join` gives a glass. */
export type Joined = {
  /** Null when taken, else a sentence for the technician. */
  call(call: Call): string | null;
  leave(): void;
};

/** What a glass is shown. `browser`: the same for the same one, after a reload too; left out for one at this machine. */
export type Show = { view(view: View): void; bench(bench: BenchView): void; readonly browser?: string };

/** Null while another glass has this place. */
export const joinPlace = (place: Place, bench: Bench | null, show: Show): Joined | null => {
  const glass = place.join(show.view, show.browser);
  if (glass === null) return null;
  // Many things change at once (a pile is cleared): one picture of the bench a turn is enough.
  let drawing = false;
  const draw = (): void => {
    if (bench === null || drawing) return;
    drawing = true;
    setImmediate(() => {
      drawing = false;
      if (!left) show.bench(bench.view());
    });
  };
  let left = false;
  const quiet = bench?.changed(draw);
  draw();
  return {
    call: (call) => {
      if (call.kind === 'tend') return 'that is done at the technician’s place alone';
      if (call.kind !== 'hand') return glass.call(call);
      return bench === null ? 'nothing here is simulated: there is no bench' : bench.hand(call.hand);
    },
    leave: () => {
      left = true;
      quiet?.();
      glass.leave();
    },
  };
};
