// A station as the benches measure it: its own folder, the machine's clock, no log; and a glass of it without a browser.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlaceCall } from '../../contract/calls.ts';
import type { View } from '../../contract/view.ts';
import { systemClock } from '../../drivers/clock.ts';
import { createLog } from '../../station/log.ts';
import type { Settings } from '../../station/settings/schema.ts';
import { openStation } from '../../station/station.ts';
import type { Station } from '../../station/works.ts';

export const openForBench = async (
  settings: Settings,
): Promise<{ readonly station: Station; close(): Promise<void> }> => {
  const folder = mkdtempSync(join(tmpdir(), 'tram-bench-'));
  const station = await openStation({
    loaded: { kind: 'settings', settings },
    settingsFile: join(folder, 'settings.json'),
    journalFile: join(folder, 'journal.sqlite'),
    clock: systemClock,
    random: Math.random,
    log: createLog('silent'),
  });
  return {
    station,
    close: async () => {
      await station.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

export type BenchGlass<Mode extends View['mode']> = {
  /** Throws where the place shows something of another kind. */
  view(): Extract<View, { mode: Mode }>;
  /** When (`performance.now()`) a view first was so. One wait at a time. */
  until(check: (view: Extract<View, { mode: Mode }>) => boolean): Promise<number>;
  call(call: PlaceCall): void;
};

export const joinGlass = <Mode extends View['mode']>(station: Station, place: string, mode: Mode): BenchGlass<Mode> => {
  let latest: View | null = null;
  let hears: (() => void) | null = null;
  const isOf = (view: View | null): view is Extract<View, { mode: Mode }> => view?.mode === mode;
  const joined = station.join(place, {
    view: (view) => {
      latest = view;
      hears?.();
    },
    bench: () => undefined,
  });
  return {
    view: () => {
      if (!isOf(latest)) throw new Error(`no ${mode} is shown at ${place}`);
      return latest;
    },
    until: (check) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!isOf(latest) || !check(latest)) return;
          hears = null;
          resolve(performance.now());
        };
        hears = look;
        look();
      }),
    call: (call) => void joined?.call(call),
  };
};
