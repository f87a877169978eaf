// Faults on purpose at the practice station: how each is switched on at its simulators, and whether it is on. What a hand at the bench
// can do too is read from there; the rest is remembered in `spoilt`. Both places have it at once.
import { transactions, type Deed, type FaultRule } from 'sip2/acs';
import type { BenchSurface } from '../../contract/calibration-grid.ts';
import {
  faultGroups,
  trainingFaults,
  type FaultGroup,
  type FaultOf,
  type TrainingFault,
} from '../../contract/training-faults.ts';
import { trainingGlasses } from '../../contract/training-view.ts';
import type { ScannerHabits } from '../../drivers/barcode/simulator.ts';
import type { PrinterSimulator } from '../../drivers/printer/simulator.ts';
import type { TagFaults } from '../../drivers/rfid/field.ts';
import type { KohaDeed } from '../koha/faults.ts';
import type { World } from './world.ts';

type Row = { readonly is: (world: World) => boolean; readonly set: (world: World, on: boolean) => void };
type Rows<Group extends FaultGroup> = Readonly<Record<FaultOf<Group>, Row>>;

/** Long enough to be felt, short enough that most are still waited for. */
const slowMs = 4000;

// ── The library system ──

const acsMood = (mood: 'gone' | 'silent'): Row => ({
  is: ({ library }) => library.mood().mood === mood,
  set: ({ hand }, on) => void hand('desk', { kind: 'acs-mood', mood: on ? mood : 'normal' }),
});

/** As the command line of the small ACS has it: at whatever changes something, each time; a lost data base befalls all that is asked. */
const deed = (kind: Deed): Row => ({
  is: ({ library: { acs } }) => acs.faults().some(({ does }) => does.kind === kind),
  set: ({ library: { acs } }, on) => {
    const rule: FaultRule = { asked: kind === 'data-base-lost' ? 'any' : transactions, does: { kind }, times: null };
    // The first one that fits happens: that is the one of last.
    acs.setFaults([...(on ? [rule] : []), ...acs.faults().filter(({ does }) => does.kind !== kind)]);
  },
});

const acsRows: Rows<'acs'> = {
  'acs.gone': acsMood('gone'),
  'acs.silent': acsMood('silent'),
  'acs.slow': {
    is: ({ library }) => library.mood().answerDelayMs > 0,
    set: ({ hand }, on) => void hand('desk', { kind: 'acs-delay', answerDelayMs: on ? slowMs : 0 }),
  },
  'acs.drop-before-work': deed('drop-before-work'),
  'acs.silence': deed('silence'),
  'acs.prose': deed('prose'),
  'acs.unterminated-resend': deed('unterminated-resend'),
  'acs.data-base-lost': deed('data-base-lost'),
  'acs.not-understood': deed('not-understood'),
  'acs.drop-after-work': deed('drop-after-work'),
  'acs.lose-answer-after-work': deed('lose-answer-after-work'),
  'acs.answer-late': deed('answer-late'),
  'acs.half-answer': deed('half-answer'),
  'acs.split': deed('split'),
  'acs.glued': deed('glued'),
  'acs.cr-lf': deed('cr-lf'),
  'acs.wrong-checksum': deed('wrong-checksum'),
  'acs.wrong-sequence': deed('wrong-sequence'),
  'acs.old-answer': deed('old-answer'),
  'acs.status-instead': deed('status-instead'),
  'acs.status-first': deed('status-first'),
  'acs.other-item': deed('other-item'),
  'acs.other-patron': deed('other-patron'),
  'acs.no-due-date': deed('no-due-date'),
  'acs.odd-due-date': deed('odd-due-date'),
};

const kohaDeed = (kind: KohaDeed | 'delay'): Row => ({
  is: ({ library: { koha } }) => koha.faults().some(({ does }) => does.kind === kind),
  set: ({ library: { koha } }, on) => {
    const does = kind === 'delay' ? { kind, ms: slowMs } : { kind };
    const others = koha.faults().filter((rule) => rule.does.kind !== kind);
    koha.setFaults([...(on ? [{ asked: 'any', does, times: null } as const] : []), ...others]);
  },
});

const registryRows: Rows<'registry'> = {
  'registry.slow': kohaDeed('delay'),
  'registry.maintenance': kohaDeed('maintenance'),
  'registry.lose-before': kohaDeed('lose-before'),
  'registry.fault-before': kohaDeed('fault-before'),
  'registry.token-over': kohaDeed('token-over'),
  'registry.elsewhere': kohaDeed('elsewhere'),
  'registry.lose-after': kohaDeed('lose-after'),
  'registry.fault-after': kohaDeed('fault-after'),
  'registry.twice': kohaDeed('twice'),
  'registry.garbage': kohaDeed('garbage'),
  'registry.half': kohaDeed('half'),
  'registry.too-long': kohaDeed('too-long'),
};

// ── Pads and tags ──

const remembered = (id: TrainingFault, apply: (world: World) => void): Row => ({
  is: ({ spoilt }) => spoilt.has(id),
  set: (world, on) => {
    if (on) world.spoilt.add(id);
    else world.spoilt.delete(id);
    apply(world);
  },
});

/** A pad is of one kind: the one of last. */
const pad = (surface: Exclude<BenchSurface, 'even' | 'usual'>): Row => ({
  is: ({ bench }) => trainingGlasses.some((glass) => bench(glass).view().pad?.surface === surface),
  set: ({ hand }, on) => {
    for (const glass of trainingGlasses) hand(glass, { kind: 'pad-surface', surface: on ? surface : 'even' });
  },
});

const readerRows: Rows<'reader'> = {
  'reader.unplugged': {
    is: ({ bench }) => trainingGlasses.some((glass) => bench(glass).view().pad?.plugged === false),
    set: ({ hand }, on) => {
      for (const glass of trainingGlasses) hand(glass, { kind: 'plug-reader', plugged: !on });
    },
  },
  'reader.metal': pad('metal'),
  'reader.weak-side': pad('weak-side'),
  'reader.far-reaching': pad('far-reaching'),
};

const tagFaults: Readonly<Record<FaultOf<'tag'>, Partial<TagFaults>>> = {
  'tag.refuses-writes': { refusesWrites: true },
  'tag.writes-badly': { writesBadly: 1 },
  'tag.writes-silently': { writesSilently: true },
  'tag.keeps-badly': { keepsBadly: 1 },
  'tag.reads-badly': { readsBadly: 2 },
  'tag.reads-up-to': { readsUpTo: 3 },
  'tag.seen-seldom': { seenEvery: 4 },
  'tag.flickers': { flickers: 0.4 },
  'tag.snatched-before': { snatched: 'before-write' },
  'tag.snatched-within': { snatched: 'within-write' },
  'tag.snatched-after': { snatched: 'after-write' },
};

const tagRow = (id: FaultOf<'tag'>): Row =>
  remembered(id, (world) => {
    const all = trainingFaults.tag.filter((one) => world.spoilt.has(one)).map((one) => tagFaults[one]);
    for (const glass of trainingGlasses) world.fieldOf(glass).spoil(Object.assign({}, ...all));
  });

const tagRows: Rows<'tag'> = {
  'tag.refuses-writes': tagRow('tag.refuses-writes'),
  'tag.writes-badly': tagRow('tag.writes-badly'),
  'tag.writes-silently': tagRow('tag.writes-silently'),
  'tag.keeps-badly': tagRow('tag.keeps-badly'),
  'tag.reads-badly': tagRow('tag.reads-badly'),
  'tag.reads-up-to': tagRow('tag.reads-up-to'),
  'tag.seen-seldom': tagRow('tag.seen-seldom'),
  'tag.flickers': tagRow('tag.flickers'),
  'tag.snatched-before': tagRow('tag.snatched-before'),
  'tag.snatched-within': tagRow('tag.snatched-within'),
  'tag.snatched-after': tagRow('tag.snatched-after'),
};

// ── Printer and scanner ──

const printer = (id: FaultOf<'printer'>, on: (one: PrinterSimulator) => void, off: typeof on): Row =>
  remembered(id, (world) => {
    for (const one of world.printers()) (world.spoilt.has(id) ? on : off)(one);
  });

const printerRows: Rows<'printer'> = {
  'printer.no-paper': {
    is: ({ bench }) => trainingGlasses.some((glass) => bench(glass).view().printer?.paper === false),
    set: ({ hand }, on) => {
      for (const glass of trainingGlasses) hand(glass, { kind: 'paper', loaded: !on });
    },
  },
  'printer.low-paper': printer(
    'printer.low-paper',
    (one) => one.runLow(),
    (one) => one.loadPaper(),
  ),
  'printer.cover-open': {
    is: ({ bench }) => trainingGlasses.some((glass) => bench(glass).view().printer?.cover === 'open'),
    set: ({ hand }, on) => {
      for (const glass of trainingGlasses) hand(glass, { kind: 'cover', open: on });
    },
  },
  'printer.cutter': printer(
    'printer.cutter',
    (one) => one.jamCutter(),
    (one) => one.freeCutter(),
  ),
  'printer.offline': printer(
    'printer.offline',
    (one) => one.goOffline(),
    (one) => one.goOnline(),
  ),
  'printer.mute': printer(
    'printer.mute',
    (one) => one.mute(),
    (one) => one.unmute(),
  ),
  'printer.frozen': printer(
    'printer.frozen',
    (one) => one.freeze(),
    (one) => one.thaw(),
  ),
};

const habits: Readonly<Record<FaultOf<'scanner'>, Partial<ScannerHabits>>> = {
  'scanner.noise': { parity: 'noise' },
  'scanner.even-parity': { parity: 'even' },
  'scanner.latin-1': { charset: 'latin-1' },
  'scanner.no-suffix': { suffix: 'none' },
  'scanner.prefix': { prefix: 'A' },
  'scanner.slow': { msPerByte: 150 },
};

const scannerRow = (id: FaultOf<'scanner'>): Row =>
  remembered(id, (world) => {
    const all = trainingFaults.scanner.filter((one) => world.spoilt.has(one)).map((one) => habits[one]);
    for (const scanner of world.scanners()) scanner.become(Object.assign({}, ...all));
  });

const scannerRows: Rows<'scanner'> = {
  'scanner.noise': scannerRow('scanner.noise'),
  'scanner.even-parity': scannerRow('scanner.even-parity'),
  'scanner.latin-1': scannerRow('scanner.latin-1'),
  'scanner.no-suffix': scannerRow('scanner.no-suffix'),
  'scanner.prefix': scannerRow('scanner.prefix'),
  'scanner.slow': scannerRow('scanner.slow'),
};

// ── All of them ──

const groups: { readonly [Group in FaultGroup]: Rows<Group> } = {
  acs: acsRows,
  registry: registryRows,
  reader: readerRows,
  tag: tagRows,
  printer: printerRows,
  scanner: scannerRows,
};

/** By their names, in the order of the glass. */
const rows: ReadonlyMap<string, Row> = new Map(faultGroups.flatMap((group) => Object.entries<Row>(groups[group])));

const isFault = (id: string): id is TrainingFault => rows.has(id);

/** Those that are on. */
export const faultsOf = (world: World): readonly TrainingFault[] =>
  [...rows].flatMap(([id, row]) => (isFault(id) && row.is(world) ? [id] : []));

/** A name that is none does nothing. */
export const setFault = (world: World, id: string, on: boolean): void => rows.get(id)?.set(world, on);

export const mendFaults = (world: World): void => {
  for (const id of faultsOf(world)) setFault(world, id, false);
};
