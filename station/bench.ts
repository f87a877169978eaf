// The bench: hands for what is simulated at a place. Lays tags down, scans, pulls paper, makes the library system moody.
// Served only where something is simulated; everything above the wire knows nothing of it.
import type { BenchCard, BenchItem, BenchTag, BenchView, Hand } from '../contract/bench.ts';
import type { BenchSurface } from '../contract/calibration-grid.ts';
import { middle, spots } from '../contract/calibration-grid.ts';
import type { TagSecurity } from '../drivers/ports/pad.ts';
import { slixTag, type FieldTag } from '../drivers/rfid/field.ts';
import { securityOf } from '../drivers/rfid/pad.ts';
import { surfaces } from '../drivers/rfid/surface.ts';
import type { Devices } from './devices.ts';
import type { EmbeddedLibrary } from './embedded.ts';
import type { ShelfTag } from './shelf.ts';
import { createStockroom, type Stockroom } from './stockroom.ts';

export type Bench = {
  view(): BenchView;
  /** Null when done, else a sentence why not. */
  hand(hand: Hand): string | null;
  /** Calls `run` after anything on the bench changed; the returned function ends that. */
  changed(run: () => void): () => void;
};

/** How many slips still hang out of the printer: each is a picture that travels with every change of the bench. */
const slipsHanging = 3;

/** In a drawer below, say: heard in one round of some thirty. */
const ghost = slixTag({ uid: 'E00401506600D0AD', content: new Uint8Array(0), afi: 0x07 });
const ghostMisses = 0.97;

/** The benches of all places, by name; null for a place where nothing is simulated. What they lay down they share. */
export const openBenches = (
  library: EmbeddedLibrary | null,
  places: readonly { readonly name: string; readonly devices: Devices }[],
): ReadonlyMap<string, Bench | null> => {
  const all = places.map(({ name, devices: { hands } }) => ({ name, hands }));
  const stockroom = createStockroom({
    library,
    fields: all.flatMap(({ hands }) => hands.pad?.field ?? []),
    rule: all[0]?.hands.rule ?? { afi: null, eas: false },
  });
  return new Map(all.map(({ name, hands }) => [name, createBench({ library, stockroom, hands })]));
};

/** The bench of one place; null where nothing there is simulated. What it lays down comes out of `stockroom`. */
const createBench = (parts: {
  readonly library: EmbeddedLibrary | null;
  readonly stockroom: Stockroom;
  readonly hands: Devices['hands'];
}): Bench | null => {
  const { library, stockroom, hands } = parts;
  if (library === null && hands.pad === null && hands.scanner === null && hands.printer === null) return null;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const run of listeners) run();
  };

  let plugged = true;
  let surface: BenchSurface = 'even';
  let spot = middle;
  let paper = true;
  let cover: 'open' | 'closed' = 'closed';
  let slipsBefore = 0;

  const field = hands.pad?.field ?? null;
  const onPad = (): readonly FieldTag[] => field?.tags() ?? [];
  const isOnPad = (uid: string): boolean => onPad().some((tag) => tag.uid === uid);
  const lay = (uid: string): string | null =>
    field !== null && stockroom.lay(uid, field) ? null : `no simulated tag ${uid} is on this bench`;

  const securityIn = (tag: FieldTag): TagSecurity =>
    tag.air === 'iso15693' ? securityOf(hands.rule, { afi: tag.afi, alarms: tag.eas }) : 'odd';

  const benchTag = ({ of, tag: stocked }: ShelfTag): BenchTag => {
    const { uid } = stocked;
    const tag = stockroom.carried(uid) ?? stocked;
    return {
      uid,
      label: of.kind === 'item' && of.parts > 1 ? `${of.nth}/${of.parts}` : '',
      onPad: isOnPad(uid),
      security: securityIn(tag),
      refusesWrites: stockroom.refuses(uid),
    };
  };

  const view = (): BenchView => {
    const { items, cards } = library?.stock() ?? { items: [], cards: [] };
    const tagsOf = (number: string): readonly BenchTag[] =>
      stockroom
        .shelf()
        .filter(({ of }) => of.kind !== 'oddment' && of.number === number)
        .map(benchTag);
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
          : stockroom
              .shelf()
              .flatMap((shelved) =>
                shelved.of.kind === 'oddment' ? [{ ...benchTag(shelved), is: shelved.of.is }] : [],
              ),
      cards: cards.map((card): BenchCard => ({
        ...card,
        tag: field === null ? null : (tagsOf(card.number)[0] ?? null),
      })),
      acs: library?.mood() ?? null,
      pad: hands.pad === null ? null : { plugged, surface, spot, ghost: isOnPad(ghost.uid) },
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
        for (const { uid } of onPad()) field?.lift(uid);
        return null;
      case 'scan':
        if (hands.scanner === null) return 'the scanner of this place is not simulated';
        hands.scanner.scan(hand.text);
        return null;
      case 'refuse-writes':
        stockroom.setRefuses(hand.uid, hand.refuses);
        return isOnPad(hand.uid) ? lay(hand.uid) : null;
      case 'plug-reader':
        if (hands.pad === null) return 'the pad of this place is not simulated';
        plugged = hand.plugged;
        if (plugged) hands.pad.cable.plug();
        else hands.pad.cable.unplug();
        return null;
      case 'pad-surface':
        if (field === null) return 'the pad of this place is not simulated';
        surface = hand.surface;
        field.become(surfaces[surface]);
        return null;
      case 'pad-spot': {
        const at = spots.find(({ name }) => name === hand.spot);
        if (field === null || at === undefined) return 'the pad of this place is not simulated';
        spot = at.name;
        field.point({ column: at.column - 1, row: at.row - 1 });
        return null;
      }
      case 'pad-ghost':
        if (hand.there) field?.lay(ghost, { flickers: ghostMisses });
        else field?.lift(ghost.uid);
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
        stockroom.startOver();
        slipsBefore = hands.printer?.slips().at(-1)?.number ?? slipsBefore;
        return null;
    }
  };

  stockroom.changed(tell);
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
