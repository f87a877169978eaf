// The bench: hands for what is simulated at a place. Lays tags down, scans, pulls paper, makes the library system moody.
// Served only where something is simulated; everything above the wire knows nothing of it.
import type { BenchCard, BenchItem, BenchTag, BenchView, Hand } from '../contract/bench.ts';
import type { SecurityRule, TagSecurity } from '../drivers/ports/pad.ts';
import type { FieldTag } from '../drivers/rfid/field.ts';
import { securityOf } from '../drivers/rfid/pad.ts';
import type { Devices } from './devices.ts';
import type { EmbeddedLibrary } from './embedded.ts';
import { stockShelf, type ShelfTag } from './shelf.ts';

export type Bench = {
  view(): BenchView;
  /** Null when done, else a sentence why not. */
  hand(hand: Hand): string | null;
  /** Calls `run` after anything on the bench changed; the returned function ends that. */
  changed(run: () => void): () => void;
};

/** How many slips still hang out of the printer: each is a picture that travels with every change of the bench. */
const slipsHanging = 3;

export const createBench = (parts: {
  readonly library: EmbeddedLibrary | null;
  readonly hands: Devices['hands'];
  readonly rule: SecurityRule;
}): Bench => {
  const { library, hands, rule } = parts;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const run of listeners) run();
  };

  let shelf: readonly ShelfTag[] = [];
  /** What each tag carried when it was last seen on the pad: a loan leaves its AFI changed. */
  const carried = new Map<string, FieldTag>();
  let refusing = new Set<string>();
  let plugged = true;
  let paper = true;
  let cover: 'open' | 'closed' = 'closed';
  let slipsBefore = 0;

  const stock = (): void => {
    const { items, cards, owner } = library?.stock() ?? { items: [], cards: [], owner: '' };
    shelf = stockShelf(
      {
        items: items.map(({ barcode, parts: count, lentTo }) => ({ barcode, parts: count, onLoan: lentTo !== null })),
        cards: cards.map((card) => card.number),
        owner,
      },
      rule,
    );
    carried.clear();
    for (const { tag } of shelf) carried.set(tag.uid, tag);
    refusing = new Set();
  };
  stock();

  const field = hands.pad?.field ?? null;
  const onPad = (): readonly FieldTag[] => field?.tags() ?? [];
  const isOnPad = (uid: string): boolean => onPad().some((tag) => tag.uid === uid);
  const lay = (uid: string): string | null => {
    const tag = carried.get(uid);
    if (tag === undefined || field === null) return `no simulated tag ${uid} is on this bench`;
    field.lay(tag, { refusesWrites: refusing.has(uid) });
    return null;
  };
  const clearPad = (): void => {
    for (const { uid } of onPad()) field?.lift(uid);
  };

  const securityIn = (tag: FieldTag): TagSecurity =>
    tag.air === 'iso15693' ? securityOf(rule, { afi: tag.afi, alarms: tag.eas }) : 'odd';

  const benchTag = ({ of, tag: stocked }: ShelfTag): BenchTag => {
    const { uid } = stocked;
    const tag = carried.get(uid) ?? stocked;
    return {
      uid,
      label: of.kind === 'item' && of.parts > 1 ? `${of.nth}/${of.parts}` : '',
      onPad: isOnPad(uid),
      security: securityIn(tag),
      refusesWrites: refusing.has(uid),
    };
  };

  const view = (): BenchView => {
    const { items, cards } = library?.stock() ?? { items: [], cards: [] };
    const tagsOf = (number: string): readonly BenchTag[] =>
      shelf.filter(({ of }) => of.kind !== 'oddment' && of.number === number).map(benchTag);
    return {
      items: items.map(({ barcode, title, author, shows, lentTo }): BenchItem => ({
        number: barcode,
        title,
        author,
        shows,
        lentTo,
        tags: field === null ? [] : tagsOf(barcode),
      })),
      oddments:
        field === null
          ? []
          : shelf.flatMap((shelved) =>
              shelved.of.kind === 'oddment' ? [{ ...benchTag(shelved), is: shelved.of.is }] : [],
            ),
      cards: cards.map((card): BenchCard => ({
        ...card,
        tag: field === null ? null : (tagsOf(card.number)[0] ?? null),
      })),
      acs: library?.mood() ?? null,
      pad: hands.pad === null ? null : { plugged },
      printer:
        hands.printer === null
          ? null
          : {
              paper,
              cover,
              slips: hands.printer
                .slips()
                .filter((slip) => slip.number > slipsBefore)
                .slice(-slipsHanging)
                .map((slip) => ({ id: slip.number, picture: slip.picture })),
            },
    };
  };

  const act = (hand: Hand): string | null => {
    switch (hand.kind) {
      case 'put-on-pad':
        return isOnPad(hand.uid) ? null : lay(hand.uid);
      case 'take-off-pad':
        field?.lift(hand.uid);
        return null;
      case 'clear-pad':
        clearPad();
        return null;
      case 'scan':
        if (hands.scan === null) return 'the scanner of this place is not simulated';
        hands.scan(hand.text);
        return null;
      case 'refuse-writes':
        if (hand.refuses) refusing.add(hand.uid);
        else refusing.delete(hand.uid);
        return isOnPad(hand.uid) ? lay(hand.uid) : null;
      case 'plug-reader':
        if (hands.pad === null) return 'the pad of this place is not simulated';
        plugged = hand.plugged;
        if (plugged) hands.pad.cable.plug();
        else hands.pad.cable.unplug();
        return null;
      case 'acs-mood':
      case 'acs-delay':
      case 'acs-next':
        return library?.setMood(hand) ?? (library === null ? 'the library system is not the embedded one' : null);
      case 'paper':
        if (hands.printer === null) return 'the printer of this place is not simulated';
        paper = hand.loaded;
        if (paper) hands.printer.loadPaper();
        else hands.printer.pullPaper();
        return null;
      case 'cover':
        if (hands.printer === null) return 'the printer of this place is not simulated';
        cover = hand.open ? 'open' : 'closed';
        if (hand.open) hands.printer.openCover();
        else hands.printer.closeCover();
        return null;
      case 'start-over':
        clearPad();
        library?.reset();
        stock();
        slipsBefore = hands.printer?.slips().at(-1)?.number ?? slipsBefore;
        return null;
    }
  };

  field?.changed(() => {
    for (const tag of onPad()) carried.set(tag.uid, tag);
    tell();
  });
  library?.changed(tell);
  hands.printer?.changed(tell);

  return {
    view,
    hand: (hand) => {
      const because = act(hand);
      tell();
      return because;
    },
    changed: (run) => {
      listeners.add(run);
      return () => listeners.delete(run);
    },
  };
};
