// A receipt printer on the far end of a wire: takes the bytes of its language, lays them on paper, tells its state, runs out
// of paper when a hand pulls it. Knows nothing of the driver that writes to it.
import type { Clock } from '../clock.ts';
import type { PrinterSettings } from '../settings.ts';
import { type Cable, createMemoryLine, type Far } from '../transport/memory.ts';
import type { Transport } from '../transport/transport.ts';
import { type Paper as PaperKind, widthDotsOf } from './sheet.ts';
import { createRealTimeEar, makes, type PrinterState } from './makes.ts';
import { blankRows, type Command, createPaper, type Reader, rowsOf } from './paper.ts';
import type { Picture } from './picture.ts';
import type { Flag } from './status.ts';
import { createTray, type Tray } from './tray.ts';
import { createTypewriter } from './typewriter.ts';
import { createWire } from './wire.ts';

export type PrinterSimulator = {
  readonly transport: Transport;
  readonly cable: Cable;
  /** The same printer for another wire (TCP, a pty). One wire at a time. */
  readonly serve: Far;
  /** The paper ends, at once or after so many rows of dots more: in the middle of a slip. */
  pullPaper(afterDots?: number): void;
  /** Little is left, and the printer says so. */
  runLow(): void;
  loadPaper(): void;
  openCover(): void;
  closeCover(): void;
  /** A button on the printer: it takes bytes, tells its state, and prints nothing. */
  goOffline(): void;
  goOnline(): void;
  /** The next cut fails, and the printer stops until a hand frees the blade. */
  jamCutter(): void;
  freeCutter(): void;
  /** Takes everything, answers nothing: a printer without a way back. */
  mute(): void;
  unmute(): void;
  /** Does nothing at all any more, until it is thawed. */
  freeze(): void;
  thaw(): void;
  /** How often the drawer was kicked open. */
  kicks(): number;
  readonly slips: Tray['slips'];
  readonly changed: Tray['changed'];
};

/** 150 mm/s at 8 dots per mm: the speed of a plain 80 mm desktop printer. */
const dotsPerMs = 1.2;
/** What waits to be printed; a real printer stops the line instead. */
const bufferAtMost = 4 * 1024 * 1024;

export function createPrinterSimulator({
  clock,
  language,
  paper: paperKind,
  realTime,
  baudRate,
}: {
  clock: Clock;
  language: PrinterSettings['language'];
  paper: PaperKind;
  /** `false`: a slip stands on paper as soon as its bytes are there. */
  realTime: boolean;
  /** How fast bytes come in, ten bits each; `null`: at once. */
  baudRate: number | null;
}): PrinterSimulator {
  const make = makes[language];
  const paper = createPaper(widthDotsOf(paperKind));
  const typewriter = createTypewriter(paperKind);
  const tray = createTray();
  let read: Reader = make.createReader();
  let send: ((bytes: Uint8Array) => void) | null = null;
  let buffer = new Uint8Array(0);
  /** Rows still to be burnt of the command at work. */
  let rows: Uint8Array[] = [];
  /** What the command at work does once its rows are burnt. */
  let finish: (() => void) | null = null;
  /** Burning, or drawing letters. */
  let busy = false;
  let paperLeftDots = Infinity;
  let low = false;
  let coverOpen = false;
  let offline = false;
  let cutter: 'free' | 'will-jam' | 'jammed' = 'free';
  let muted = false;
  let frozen = false;
  let automatic = false;
  let told = '';
  let reached = 0;
  let kicks = 0;
  /** Work begun before a reset does not go on after it. */
  let turn = 0;

  const say = (bytes: Uint8Array | null): void => {
    if (!muted && !frozen && bytes !== null) send?.(bytes);
  };

  const state = (): PrinterState => {
    const out = paperLeftDots <= 0;
    const all: readonly (readonly [Flag, boolean])[] = [
      ['offline', out || coverOpen || offline || cutter === 'jammed'],
      ['cover-open', coverOpen],
      ['paper-end', out],
      ['paper-near-end', out || low],
      ['cutter-error', cutter === 'jammed'],
    ];
    return { flags: new Set(all.flatMap(([flag, isTrue]) => (isTrue ? [flag] : []))), reached };
  };

  /** Whatever a hand or the paper changed: a printer that speaks unasked says so. */
  function notice(): void {
    const now = make.automatic(state());
    const text = now.join();
    if (automatic && told !== text) say(now);
    told = text;
  }

  function drop(whole: boolean): void {
    if (paper.heightDots() === 0) return;
    tray.drop({ whole, dots: paper.tearOff(), text: typewriter.takeText() });
  }

  /** Goes on for as long as there is paper under a closed cover and something to do. */
  function work(): void {
    let goesOn = true;
    while (goesOn) goesOn = step();
    notice();
  }

  /** `false`: nothing to do, or nothing can be done, until a hand, a byte or the time changes that. */
  function step(): boolean {
    if (busy || frozen || coverOpen || offline || cutter === 'jammed') return false;
    if (rows.length > 0) {
      if (paperLeftDots <= 0) return false;
      if (realTime) burnInTime();
      else burn(rows.length);
      return true;
    }
    if (finish !== null) {
      const done = finish;
      finish = null;
      done();
      return true;
    }
    const command = buffer.length === 0 ? 'more' : read(buffer);
    if (command === 'more') return false;
    buffer = buffer.slice(command.length);
    take(command);
    return true;
  }

  function take(command: Command): void {
    switch (command.kind) {
      case 'raster':
        rows = rowsOf(command.dots, command.widthBytes);
        return;
      case 'feed':
        rows = blankRows(command.dots);
        return;
      case 'cut':
        rows = blankRows(command.feedDots);
        finish = cut;
        return;
      case 'ask':
        reached += 1;
        say(make.reached(state()));
        return;
      case 'automatic':
        ({ on: automatic } = command);
        if (automatic) say(make.automatic(state()));
        return;
      case 'kick':
        kicks += 1;
        return;
      case 'reset':
        typewriter.reset();
        automatic = false;
        return;
      default:
        type(command);
    }
  }

  function cut(): void {
    if (cutter === 'will-jam') {
      cutter = 'jammed';
      finish = cut;
    } else drop(true);
  }

  function type(command: Command): void {
    const drawing = typewriter.take(command);
    if (drawing !== null) void burnDrawn(drawing, turn);
  }

  async function burnDrawn(drawing: Promise<Picture>, mine: number): Promise<void> {
    busy = true;
    const { bits, widthDots } = await drawing;
    if (mine !== turn) return;
    busy = false;
    rows = rowsOf(bits, widthDots >> 3);
    work();
  }

  function burn(count: number): void {
    const burnt = rows.splice(0, Math.min(count, paperLeftDots));
    paperLeftDots -= burnt.length;
    for (const row of burnt) paper.burn(row);
  }

  // A millimetre at a time, so that a hand can come between.
  function burnInTime(): void {
    const mine = turn;
    busy = true;
    const count = Math.min(8, rows.length);
    clock.after(count / dotsPerMs, () => {
      if (mine !== turn) return;
      busy = false;
      burn(count);
      work();
    });
  }

  function clear(): void {
    turn += 1;
    busy = false;
    buffer = new Uint8Array(0);
    rows = [];
    finish = null;
    read = make.createReader();
    typewriter.reset();
  }

  const hearRealTime = createRealTimeEar(make.realTime, { answer: (order) => say(order(state())), clear });

  /** Flow control: what a frozen printer does not read waits on the line. */
  let waiting: Uint8Array[] = [];
  const hear = (chunk: Uint8Array): void => {
    if (frozen) {
      waiting.push(chunk);
      return;
    }
    const forPaper = hearRealTime(chunk);
    if (buffer.length + forPaper.length > bufferAtMost) clear();
    const joined = new Uint8Array(buffer.length + forPaper.length);
    joined.set(buffer);
    joined.set(forPaper, buffer.length);
    buffer = joined;
    work();
  };

  const wire = createWire({ clock, baudRate, hears: hear });
  const serve: Far = (sendBack) => {
    send = sendBack;
    return wire.carry;
  };
  const line = createMemoryLine({ name: 'simulated', far: serve });

  /** A hand on the printer. */
  const hand = (act: () => void) => (): void => {
    act();
    work();
  };

  return {
    transport: line.transport,
    cable: {
      unplug: () => {
        waiting = [];
        wire.cut();
        line.cable.unplug();
      },
      plug: () => line.cable.plug(),
    },
    serve,
    pullPaper: (afterDots = 0) => {
      paperLeftDots = afterDots;
      if (afterDots <= 0) drop(false);
      notice();
    },
    runLow: hand(() => {
      low = true;
    }),
    loadPaper: hand(() => {
      drop(false);
      paperLeftDots = Infinity;
      low = false;
    }),
    openCover: hand(() => {
      coverOpen = true;
    }),
    closeCover: hand(() => {
      coverOpen = false;
    }),
    goOffline: hand(() => {
      offline = true;
    }),
    goOnline: hand(() => {
      offline = false;
    }),
    jamCutter: () => {
      cutter = 'will-jam';
    },
    freeCutter: hand(() => {
      cutter = 'free';
    }),
    mute: () => {
      muted = true;
    },
    unmute: () => {
      muted = false;
    },
    freeze: () => {
      frozen = true;
    },
    thaw: () => {
      frozen = false;
      const chunks = waiting;
      waiting = [];
      for (const chunk of chunks) hear(chunk);
      work();
    },
    kicks: () => kicks,
    slips: tray.slips,
    changed: tray.changed,
  };
}
