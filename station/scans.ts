// The doorway between scanners and the station's events: what a scan is here, and what of it may go on. Papers end here.
import { createPattern } from '../drivers/barcode/pattern.ts';
import { readScan, type NumberRules, type Reading } from '../drivers/barcode/read-scan.ts';
import { createScanMemory, type Heard } from '../drivers/barcode/scan-memory.ts';
import { cleanText } from '../drivers/barcode/text.ts';
import type { Clock } from '../drivers/clock.ts';
import type { ScannerEvent } from '../drivers/ports/barcode-scanner.ts';
import type { Scan } from './flow.ts';
import type { DeviceSettings } from './settings/schema.ts';

export const rulesOf = ({ patron, item, letters, check }: DeviceSettings['numbers']): NumberRules => ({
  patron: patron === null ? null : createPattern(patron),
  item: item === null ? null : createPattern(item),
  letters,
  check,
});

/** At a kiosk nothing of a citizen card goes on: it is no library card, and nothing here may make it one. */
const scanOf = (heard: Heard, takesPapers: boolean): Scan | null => {
  switch (heard.kind) {
    case 'nothing':
      return null;
    case 'number':
      return { kind: 'number', number: heard.number, mayBe: heard.mayBe };
    case 'identity-card':
      return { kind: heard.kind, card: takesPapers && 'card' in heard ? heard.card : null };
    case 'publisher-barcode':
    case 'health-card':
    case 'garbled':
    case 'misread':
      return { kind: heard.kind };
  }
};

/** Both of a place's scanners: the one on a line, and the one that types into the glass. Null: nothing happened. */
export type ScanEar = {
  scanned(event: Exclude<ScannerEvent, { kind: 'state' }>): Scan | null;
  typed(text: string): Scan | null;
};

/** `takesPapers`: cards are registered here. `session`: the place's session of the moment. The same code for another session is never taken for a stutter. */
export const createScanEar = ({
  rules,
  takesPapers,
  clock,
  session,
}: {
  rules: NumberRules;
  takesPapers: boolean;
  clock: Clock;
  session: () => number;
}): ScanEar => {
  const memory = createScanMemory({ clock });
  const scanned: ScanEar['scanned'] = (event) => {
    const reading: Reading = event.kind === 'garbled' ? { kind: 'garbled' } : readScan(event, rules);
    const heard = memory.hear(reading, String(session()));
    return heard === null ? null : scanOf(heard, takesPapers);
  };
  return {
    scanned,
    typed: (text) => {
      const cleaned = cleanText(text);
      // A keyboard has no key for ễ: what a scanner could not type is missing, and nobody sees it.
      return cleaned === null ? null : scanned({ kind: 'scanned', ...cleaned, isSure: false });
    },
  };
};
