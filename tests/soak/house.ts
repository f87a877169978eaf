// The real station in a hand: memory wires, the small ACS inside, simulated pad, scanner and printer, and a clock that moves
// only when nothing is left to do. Knows no patrons' wishes and no rules.
import { drawSlip } from '../../drivers/printer/picture.ts';
import type { Hand } from '../../contract/bench.ts';
import type { Press } from '../../contract/calls.ts';
import type { KioskView } from '../../contract/view.ts';
import type { Field } from '../../drivers/rfid/field.ts';
import type { Entry } from '../../station/journal/entries.ts';
import { entryKinds } from '../../station/journal/entries.ts';
import type { Kiosk } from '../../station/modes/kiosk-state.ts';
import { openStation } from '../../station/station.ts';
import { ruleOf } from '../../drivers/settings.ts';
import type { SecurityRule } from '../../drivers/ports/pad.ts';
import type { Handed, Letter } from '../../station/mail/smtp.ts';
import type { Acs } from 'sip2/acs';
import { pino } from 'pino';
import { createHandClock, type HandClock } from '../clock.ts';
import { morning, readers, settingsOf, type Rules } from './rules.ts';
import { isSigning } from '../../station/modes/staff-signing.ts';
import { createShelf, type Shelf } from './shelf.ts';

export type House = {
  readonly clock: HandClock;
  readonly rules: Rules;
  readonly security: SecurityRule;
  readonly acs: Acs;
  readonly field: Field;
  readonly shelf: Shelf;
  view(): KioskView;
  state(): Kiosk;
  press(press: Press): void;
  /** A press for a screen that is gone. */
  pressLate(press: Press, session: number): void;
  hand(hand: Hand): void;
  /** Letters that the mail server was given. */
  letters(): readonly Letter[];
  /** What becomes of the next letter. */
  nextLetter(does: Handed['kind']): void;
  journal(): readonly Entry[];
  /** What the program complained of. */
  complaints(): readonly string[];
  close(): Promise<void>;
};

/** What a place cannot be seen to wait for: what runs beside the hand clock, on the machine's own time. */
const besides = (): boolean =>
  process.getActiveResourcesInfo().some((kind) => kind === 'Immediate' || kind.startsWith('FSReq'));

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const tick = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

/**
 * Promises have all run when the next tick comes, and what other ticks set off when the one after it comes: dearer turns of
 * the event loop are for what waits for one, or for the disk.
 */
export const atRest = async (isBusy: () => boolean): Promise<void> => {
  await tick();
  await tick();
  while (besides() || isBusy()) await turn();
};

/** Fonts and renderer are read once, on the machine's own time; from then on a slip is drawn within a tick. */
export const warmUp = async (): Promise<void> => {
  await drawSlip([], { paperWidthMm: 80, dotsPerInch: 203 });
};

/** `shown`: every view, at once and at each change, as the glass would see it. */
export const openHouse = async (rules: Rules, shown: (view: KioskView) => void): Promise<House> => {
  let isBusy = (): boolean => false;
  const clock = createHandClock(morning.getTime(), () => atRest(isBusy));
  const complaints: string[] = [];
  const letters: Letter[] = [];
  let nextLetter: Handed['kind'] = 'sent';
  const settings = settingsOf(rules);
  const station = await openStation({
    loaded: { kind: 'settings', settings },
    settingsFile: '/nowhere/settings.json',
    journalFile: ':memory:',
    clock,
    random: () => 0.5,
    postman: () => (letter) => {
      const kind = nextLetter;
      nextLetter = 'sent';
      // Of the others the mail server may have it, too; only of this one it is sure that it has not.
      if (kind !== 'not-sent') letters.push(letter);
      return Promise.resolve(kind === 'sent' ? { kind } : { kind, because: 'the soak says so' });
    },
    log: pino(
      { level: 'error', base: null, timestamp: false },
      { write: (line: string) => void complaints.push(line) },
    ),
  });
  const { works } = station;
  const place = works?.kiosks[0];
  const pad = place?.devices.hands.pad;
  const bench = works?.benches.get(place?.name ?? '');
  if (
    works === null ||
    place === undefined ||
    pad === undefined ||
    pad === null ||
    bench === null ||
    bench === undefined
  )
    throw new Error('the soak’s station does not work');
  const { library, journal } = works;
  if (library === null) throw new Error('the soak’s library is not the embedded one');

  let latest: KioskView | null = null;
  const glass = place.join((view) => {
    if (view.mode !== 'kiosk') throw new Error('no kiosk is shown');
    latest = view;
    shown(view);
  });
  if (glass === null) throw new Error('another glass has this place');
  const view = (): KioskView => {
    if (latest === null) throw new Error('nothing is shown yet');
    return latest;
  };
  // The check of a staff PIN takes its time beside the clock, on purpose.
  isBusy = () => {
    const { stage, signing } = place.state();
    return isSigning(stage) && signing.ticket !== null;
  };
  const [kiosk] = settings.places;
  if (kiosk === undefined) throw new Error('a station has at least one place');
  const security = ruleOf(kiosk.security);
  const { field } = pad;
  if (field === null) throw new Error('the soak’s pad is not simulated');

  return {
    clock,
    rules,
    security,
    acs: library.acs,
    field,
    shelf: createShelf(library, { field, rule: security, air: readers[rules.reader], phoned: rules.phoned }),
    view,
    state: place.state,
    press: (press) => void glass.call({ kind: 'press', session: view().session, press }),
    pressLate: (press, session) => void glass.call({ kind: 'press', session, press }),
    hand: (hand) => void bench.hand(hand),
    letters: () => letters,
    nextLetter: (does) => {
      nextLetter = does;
    },
    journal: () => journal.read(entryKinds),
    complaints: () => complaints,
    close: async () => {
      const closed = station.close();
      await clock.pass(2000);
      await closed;
    },
  };
};
