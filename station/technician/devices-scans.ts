// The barcode tester: what arrived byte by byte, what was taken off around it, and which pattern took it and why; and whether a scanner that
// types has the same keyboard as this machine. Pure.
import type { KeyboardVerdict, ScanEnd, ScanTest, ScanVerdict } from '../../contract/devices-view.ts';
import { breaksRule, libraryNumber } from '../../drivers/barcode/numbers.ts';
import { readScan } from '../../drivers/barcode/read-scan.ts';
import { symbologyOf } from '../../drivers/barcode/symbologies.ts';
import { cleanText } from '../../drivers/barcode/text.ts';
import type { ScannedText } from '../../drivers/ports/barcode-scanner.ts';
import { rulesOf } from '../scans.ts';
import type { DeviceSettings } from '../settings/schema.ts';
import type { DevicesStep, Tended } from './devices-base.ts';
import { mostScans, noScans, placeOf, type DevicesPage, type ScanWork } from './devices-state.ts';
import type { HeardScan } from './devices-talk.ts';
import { goOn, type PageGround } from './talk.ts';

/** One of each that a wrong layout, caps lock or a typing program for Vietnamese changes: digits, a z and a y, capitals, marks, aa and dd. */
export const layoutCode = 'Tram-aazydd/123|;@Q';

export const stepScans = (page: DevicesPage, event: Tended, ground: PageGround): DevicesStep => {
  const { act } = event;
  switch (act.kind) {
    case 'clear-scans':
      return goOn({ ...page, scans: { ...noScans, count: page.scans.count } });
    case 'typed-scan': {
      const cleaned = cleanText(act.text);
      const text: ScannedText | null = cleaned === null ? null : { ...cleaned, isSure: false };
      return goOn(
        tested(page, {
          atMs: ground.nowMs,
          by: 'keyboard',
          hex: null,
          text,
          garble: null,
          isPlain: true,
          isPaper: false,
        }),
      );
    }
    case 'typed-layout':
      return goOn({ ...page, scans: { ...page.scans, keyboard: keyboardOf(act.text) } });
    default:
      return goOn(page);
  }
};

export const heardScan = (page: DevicesPage, { atMs, event, hex, isPlain, isPaper }: HeardScan): DevicesPage => {
  const next = tested(page, {
    atMs,
    by: 'scanner',
    hex,
    text: event.kind === 'scanned' ? event : null,
    garble: event.kind === 'garbled' ? event.because : null,
    isPlain,
    isPaper,
  });
  return event.kind === 'scanned' && event.text.startsWith('Tram-')
    ? { ...next, scans: { ...next.scans, keyboard: keyboardOf(event.text) } }
    : next;
};

type Came = {
  readonly atMs: number;
  readonly by: ScanTest['by'];
  readonly hex: string | null;
  readonly text: ScannedText | null;
  readonly garble: Extract<ScanVerdict, 'parity-bits' | 'too-long' | 'unknown-report'> | null;
  /** Nobody was served there: it is the technician's own. */
  readonly isPlain: boolean;
  readonly isPaper: boolean;
};

const tested = (page: DevicesPage, came: Came): DevicesPage => {
  const place = placeOf(page);
  if (place === null) return page;
  const count = page.scans.count + 1;
  return {
    ...page,
    scans: {
      ...page.scans,
      count,
      tests: [testOf(came, place.settings, count), ...page.scans.tests].slice(0, mostScans),
    },
  };
};

const testOf = (
  { atMs, by, hex, text, garble, isPlain, isPaper }: Came,
  settings: DeviceSettings,
  nth: number,
): ScanTest => {
  const rules = rulesOf(settings.numbers);
  const base = {
    nth,
    atMs,
    by,
    hex: isPlain ? hex : null,
    isSure: text?.isSure ?? false,
    symbology: text?.symbology ?? null,
  };
  const none = { ...base, text: null, ends: [], number: null, patterns: [], check: 'not-checked' } as const;
  const reading = text === null ? null : readScan(text, rules);
  // A citizen card is read at once, and no word of it is shown or kept.
  if (reading?.kind === 'identity-card' || reading?.kind === 'health-card')
    return { ...none, hex: null, verdict: reading.kind };
  if (isPaper) return { ...none, hex: null, verdict: 'paper-garbled' };
  if (text === null || reading === null) return { ...none, verdict: garble ?? 'nothing' };
  const number = reading.kind === 'number' ? reading.number : null;
  const asked = number ?? libraryNumber(text.text, text.symbology);
  const patterns = (['patron', 'item'] as const).map((of) => ({
    of,
    pattern: settings.numbers[of],
    fits: rules[of]?.test(asked) ?? true,
  }));
  const check =
    settings.numbers.check === 'none'
      ? 'not-checked'
      : breaksRule(asked, text.symbology, settings.numbers.check)
        ? 'wrong'
        : 'right';
  return {
    ...base,
    text: isPlain ? text.text : null,
    ends: endsOf(hex, text, settings),
    number: isPlain ? number : null,
    patterns,
    check,
    verdict: verdictOf(reading),
  };
};

const verdictOf = (reading: ReturnType<typeof readScan>): ScanVerdict => {
  switch (reading.kind) {
    case 'number':
      return reading.mayBe;
    case 'publisher-barcode':
      return 'publisher';
    default:
      return reading.kind;
  }
};

const endBytes: readonly (readonly [number, ScanEnd])[] = [
  [0x0d, 'cr'],
  [0x0a, 'lf'],
  [0x09, 'tab'],
  [0x03, 'etx'],
];

/** What stood around the code. */
const endsOf = (
  hex: string | null,
  { text, symbology }: ScannedText,
  { scanner }: DeviceSettings,
): readonly ScanEnd[] => {
  if (hex === null) return [];
  const bytes = Buffer.from(hex, 'hex');
  const raw = bytes.toString('latin1');
  const ends = endBytes.flatMap(([byte, end]) => (bytes.subarray(-2).includes(byte) ? [end] : []));
  return [
    ...(scanner !== null && scanner.prefix !== '' && raw.includes(scanner.prefix) ? (['prefix'] as const) : []),
    ...(symbologyOf(raw.replace(scanner?.prefix ?? '', '')) === null ? [] : (['aim'] as const)),
    ...(libraryNumber(text, symbology) === text ? [] : (['start-stop'] as const)),
    ...(scanner !== null && scanner.suffix !== '' && raw.includes(scanner.suffix) ? (['suffix'] as const) : []),
    ...(ends.length === 0 ? (['silence'] as const) : ends),
  ];
};

const keyboardOf = (typed: string): ScanWork['keyboard'] => {
  const layout = layoutVerdict(typed);
  return { layout, came: layout === 'right' || layout === 'waiting' ? null : typed.trim() };
};

/** Every letter of it is one of the code's, in the same order. */
const isPartOf = (typed: string): boolean => {
  let at = 0;
  for (const letter of layoutCode) if (letter === typed[at]) at += 1;
  return at === typed.length;
};

/** What keyboards make of the code, read from what came; the first that fits. */
const layouts: readonly (readonly [KeyboardVerdict, (typed: string) => boolean])[] = [
  ['right', (typed) => typed === layoutCode],
  // Telex makes â of aa and đ of dd; VNI makes ả of a and 3; others write full-width letters.
  ['typing-program', (typed) => /[âăđêôơưÂĂĐÊÔƠƯáàảãạ]|\p{M}/u.test(typed) || typed.normalize('NFKC') !== typed],
  ['caps', (typed) => typed.toLowerCase() === layoutCode.toLowerCase()],
  // 1 2 3 come as & é ", and a as q.
  ['azerty', (typed) => /&é|qq/i.test(typed)],
  // y and z change places, and - comes as ß.
  ['qwertz', (typed) => /aayz/i.test(typed) || typed.includes('ß')],
  // @ and " change places, and | comes as ~.
  ['british', (typed) => /^Tram-aazydd\/123[|~];["@]Q$/i.test(typed)],
  ['another-code', (typed) => /\d{5}/.test(typed)],
  ['letters-missing', isPartOf],
];

export const layoutVerdict = (typed: string): KeyboardVerdict => {
  const came = typed.normalize('NFC').trim();
  return came === '' ? 'waiting' : (layouts.find(([, fits]) => fits(came))?.[0] ?? 'other');
};
