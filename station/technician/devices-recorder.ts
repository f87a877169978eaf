// One recording at a time, of one device: every byte to a file, while the place is out of use for the technician and no longer. Knows the
// limits of a recording; what is done with its file afterwards stands in recordings.ts.
import type { DeviceKind } from '../../contract/devices-view.ts';
import type { Clock } from '../../drivers/clock.ts';
import type { Tongue } from '../../drivers/traffic/tongues.ts';
import type { TraceLine } from '../../drivers/transport/recorded.ts';
import type { Place } from '../place.ts';
import { rulesOf } from '../scans.ts';
import type { DeviceSettings } from '../settings/schema.ts';
import { holdingPapers } from './devices-papers.ts';
import { recordingLimits, type Recordings } from './recordings.ts';
import type { RecordingNow } from './devices-talk.ts';

export type DeviceRecorder = {
  /** Goes on whatever is looked at meanwhile. */
  begin(of: {
    readonly place: Place;
    readonly settings: DeviceSettings;
    readonly device: DeviceKind;
    readonly tongue: Tongue;
  }): void;
  end(): void;
  /** Ends what has gone on for long enough, or whose place serves again. */
  keep(): void;
  now(): RecordingNow | null;
};

export const createRecorder = ({
  recordings,
  clock,
  failed,
}: {
  readonly recordings: Recordings;
  readonly clock: Clock;
  readonly failed: (message: string, error: unknown) => void;
}): DeviceRecorder => {
  let running: { readonly place: Place; readonly file: string; readonly untilMs: number; bytes: number } | null = null;
  let stop = (): void => undefined;

  const end = (): void => {
    stop();
    stop = () => undefined;
    running = null;
  };

  return {
    begin: ({ place, settings, device, tongue }) => {
      if (running !== null) return;
      try {
        const { file, pen } = recordings.begin({ place: place.name, device, tongue, nowMs: clock.now() });
        const now = { place, file, untilMs: clock.now() + recordingLimits.ms, bytes: 0 };
        let beganAt: number | null = null;
        const write = (line: TraceLine): void => {
          // Its times are counted from its own beginning, not from the connection's.
          beganAt ??= line.at;
          const own = { ...line, at: line.at - beganAt };
          now.bytes += JSON.stringify(own).length + 1;
          if (now.bytes > recordingLimits.bytes) return end();
          try {
            pen(own);
          } catch (error) {
            // A disk that is full: it is the recording that ends, and not the device whose bytes these are.
            end();
            failed('a recording could not be written on; is the disk full?', error);
          }
        };
        const hear = holdingPapers({
          rules: rulesOf(settings.numbers),
          line: ({ line }, isPaper) => {
            if (!isPaper && place.state().isTended) write(line);
          },
          other: () => undefined,
        });
        const quiet = place.devices.watch.listen((heard) => {
          if (heard.device === device) hear(heard);
        });
        running = now;
        stop = () => {
          quiet();
          pen.close();
        };
      } catch (error) {
        failed('a recording could not be made', error);
      }
    },
    end,
    keep: () => {
      if (running !== null && (clock.now() >= running.untilMs || !running.place.state().isTended)) end();
    },
    now: () => (running === null ? null : { file: running.file, bytes: running.bytes, untilMs: running.untilMs }),
  };
};
