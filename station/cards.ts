// The doorway between a place's second reader and the station's events: a card that is tapped there becomes a scanned card.
// Knows taps from cards that lie there; items laid on it are none of its business.
import type { Clock } from '../drivers/clock.ts';
import type { PadEvent, TagRead } from '../drivers/ports/pad.ts';
import type { Uid } from '../drivers/ports/tag-reader.ts';
import { bytesOf } from '../drivers/rfid/uii.ts';
import { type CardNumber, cardNumber, type CardNumberSettings } from '../drivers/tags/card-number.ts';
import type { NumberRules } from '../drivers/barcode/read-scan.ts';
import type { Event } from './flow.ts';
import type { Thing } from './library.ts';

export const cardTimes = {
  /** What is seen so soon after the reader came (back) was lying there: somebody forgot it. */
  wakesMs: 2000,
  /** A hand that trembles over the reader taps once. */
  stutterMs: 2000,
} as const;

/**
 * A card that lies on the pad among items, spelled as one that is tapped; anything else as it is. By its UID alone only what
 * looks like a card of this library is one: purses hold others.
 */
export const laidCard = (
  uid: Uid,
  read: TagRead,
  thing: Thing,
  { spelling, patron }: { readonly spelling: CardNumberSettings; readonly patron: NumberRules['patron'] },
): Thing => {
  const number = numberOn(uid, read, () => thing, spelling);
  if (number?.kind !== 'number') return thing;
  const isOurs = read.kind !== 'card' || (patron?.test(number.number) ?? true);
  return isOurs ? { kind: 'patron-card', number: number.number } : thing;
};

/** What was tapped; null: no card. */
const numberOn = (
  uid: Uid,
  read: TagRead,
  thingOf: (read: TagRead) => Thing,
  spelling: CardNumberSettings,
): CardNumber | null => {
  if (read.kind === 'card') return cardNumber({ kind: 'uid', bytes: bytesOf(uid) }, spelling);
  const thing = thingOf(read);
  return thing.kind === 'patron-card' ? cardNumber({ kind: 'text', text: thing.number }, spelling) : null;
};

/** `unusable` is told for the technician why a card is no number; never the card. */
export const createCardEar = ({
  spelling,
  thingOf,
  clock,
  tell,
  unusable,
}: {
  spelling: CardNumberSettings;
  thingOf: (read: TagRead) => Thing;
  clock: Clock;
  tell: (event: Event) => void;
  unusable: (because: string) => void;
}): ((event: Exclude<PadEvent, { kind: 'state' }> | { readonly kind: 'ready' }) => void) => {
  const forgotten = new Set<Uid>();
  let readyAtMs = clock.now();
  let last: { readonly uid: Uid; readonly goneAtMs: number } | null = null;

  const tapped = (number: CardNumber): void => {
    if (number.kind === 'unusable') {
      unusable(number.because);
      tell({ kind: 'scanned', scan: { kind: 'garbled' } });
    } else {
      tell({ kind: 'scanned', scan: { kind: 'number', number: number.number, mayBe: 'patron' } });
    }
  };

  return (event) => {
    switch (event.kind) {
      case 'ready':
        readyAtMs = clock.now();
        return;
      case 'tag-seen':
        if (clock.now() - readyAtMs <= cardTimes.wakesMs) forgotten.add(event.uid);
        return;
      case 'tag-gone':
        forgotten.delete(event.uid);
        last = { uid: event.uid, goneAtMs: clock.now() };
        return;
      case 'tag-unreadable':
        if (forgotten.has(event.uid)) return;
        unusable(event.because);
        return tell({ kind: 'scanned', scan: { kind: 'garbled' } });
      case 'tag-read': {
        const isStutter = last?.uid === event.uid && clock.now() - last.goneAtMs <= cardTimes.stutterMs;
        if (forgotten.has(event.uid) || isStutter) return;
        const number = numberOn(event.uid, event.read, thingOf, spelling);
        return number === null ? undefined : tapped(number);
      }
    }
  };
};
