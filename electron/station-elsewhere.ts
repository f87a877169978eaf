// A station that somebody else runs (systemd): its address lies in a file, and it is neither started nor ended from here. Where it
// starts anew, whoever runs it starts the case anew, too (PartOf= in tram-glass.service). Knows nothing of windows.
import { readFileSync } from 'node:fs';
import type { Clock } from './clock.ts';
import { readyAddress, type StationProcess, type StationProcessHears } from './station-process.ts';

/** Not there yet, or not whole: looked for again after this. */
export const lookAgainMs = 1_000;

export const createStationElsewhere = ({
  addressFile,
  clock,
  hears,
}: {
  readonly addressFile: string;
  readonly clock: Clock;
  readonly hears: StationProcessHears;
}): StationProcess => {
  let cancel = (): void => undefined;
  const addressThere = (): string | null => {
    try {
      return readyAddress(`Tram is ready: ${readFileSync(addressFile, 'utf8').trim()}`);
    } catch {
      return null;
    }
  };
  const look = (): void => {
    const address = addressThere();
    if (address !== null) return hears.ready(address);
    hears.down(`there is no address in ${addressFile}`, lookAgainMs);
    cancel = clock.after(lookAgainMs, look);
  };
  return {
    start: look,
    stop: () => {
      cancel();
      return Promise.resolve();
    },
  };
};
