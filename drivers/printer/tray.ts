// What fell out of a simulated printer: the latest slips, and whoever wants to know of them. Knows no commands.
import type { Picture } from './picture.ts';
import { toPng } from './png.ts';

/** A cut slip, or what a hand tore off with the paper. */
export type Slip = {
  /** Counts from 1. */
  readonly number: number;
  /** `false`: the paper ended or was pulled before the cut. */
  readonly whole: boolean;
  /** As the dots stand on the paper. */
  readonly dots: Picture;
  /** The same as a PNG, as a data URL. */
  readonly picture: string;
  /** What was printed in the printer's own letters, line by line; empty for a picture. */
  readonly text: readonly string[];
};

export type Tray = {
  drop(slip: Pick<Slip, 'whole' | 'dots' | 'text'>): void;
  /** The latest 50 slips, oldest first. */
  slips(): readonly Slip[];
  /** Calls `run` after every slip that fell out; the returned function ends that. */
  changed(run: () => void): () => void;
};

const slipsKept = 50;

export function createTray(): Tray {
  const slips: Slip[] = [];
  const listeners = new Set<() => void>();
  let count = 0;
  return {
    drop: (slip) => {
      count += 1;
      const picture = `data:image/png;base64,${Buffer.from(toPng(slip.dots)).toString('base64')}`;
      slips.push({ ...slip, number: count, picture });
      if (slips.length > slipsKept) slips.shift();
      for (const run of listeners) run();
    },
    slips: () => [...slips],
    changed: (run) => {
      listeners.add(run);
      return () => {
        listeners.delete(run);
      };
    },
  };
}
