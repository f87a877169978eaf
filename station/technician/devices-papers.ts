// Papers end here: what a scanner sent is held until it is known what was scanned, so that no byte of a citizen's or a health card is shown or
// recorded. All other devices pass at once. Decides that alone.
import { mayBePaper } from '../../drivers/barcode/papers.ts';
import { readScan, type NumberRules } from '../../drivers/barcode/read-scan.ts';
import type { DeviceHeard } from '../device-watch.ts';

/** More lines without a scan are none: they are not shown, whatever they are. */
const mostHeld = 64;

type HeardOnLine = Extract<DeviceHeard, { kind: 'line' }>;

/** Gives what is to be told of everything that a place's watch tells. */
export const holdingPapers = ({
  rules,
  line,
  other,
}: {
  readonly rules: NumberRules;
  readonly line: (heard: HeardOnLine, isPaper: boolean) => void;
  readonly other: (heard: Exclude<DeviceHeard, HeardOnLine>, isPaper: boolean) => void;
}): ((heard: DeviceHeard) => void) => {
  let held: readonly HeardOnLine[] = [];
  const release = (isPaper: boolean): void => {
    const lines = held;
    held = [];
    for (const one of lines) line(one, isPaper);
  };
  return (heard) => {
    if (heard.kind !== 'line') {
      if (heard.kind !== 'scanner') return other(heard, false);
      const isPaper = isPaperRead(heard.event, rules) || mayBePaper(bytesOf(held));
      release(isPaper);
      return other(heard, isPaper);
    }
    if (heard.device !== 'scanner') return line(heard, false);
    if (heard.line.kind === 'heard') held = [...held, heard];
    // A connection that ended takes its half of a scan with it.
    else release(true);
    if (held.length > mostHeld) release(true);
    if (heard.line.kind !== 'heard') line(heard, false);
  };
};

type Scan = Extract<DeviceHeard, { kind: 'scanner' }>['event'];

const isPaperRead = (event: Scan, rules: NumberRules): boolean => {
  if (event.kind !== 'scanned') return false;
  const { kind } = readScan(event, rules);
  return kind === 'identity-card' || kind === 'health-card';
};

const bytesOf = (held: readonly HeardOnLine[]): Uint8Array =>
  Buffer.from(held.map(({ line }) => ('hex' in line ? line.hex : '')).join(''), 'hex');
