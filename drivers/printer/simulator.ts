// A receipt printer on the far end of a wire: takes ESC/POS, lays it on paper, answers status, runs out of paper when a
// hand pulls it. Knows nothing of the driver that writes to it.
import type { Clock } from '../clock.ts';
import { type Cable, createMemoryLine, type Far } from '../transport/memory.ts';
import type { Transport } from '../transport/transport.ts';
import { clearBuffers } from './escpos.ts';
import type { PaperWidthMm } from './layout.ts';
import { type Command, createPaper, readCommand } from './paper.ts';
import type { Picture } from './picture.ts';
import { toPng } from './png.ts';
import { type Flag, type StatusQuestion, statusQuestions, statusRequest, writeFlags } from './status.ts';

/** What fell out of the printer: a cut slip, or what a hand tore off with the paper. */
export type Slip = {
  /** Counts from 1. */
  readonly number: number;
  /** `false`: the paper ended or was pulled before the cut. */
  readonly whole: boolean;
  /** As the dots stand on the paper. */
  readonly dots: Picture;
  /** The same as a PNG, as a data URL. */
  readonly picture: string;
};

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
  /** Takes everything, answers nothing: a printer without a way back, or a frozen one. */
  mute(): void;
  unmute(): void;
  /** The latest 50 slips, oldest first. */
  slips(): readonly Slip[];
  /** Calls `run` after every slip that fell out; the returned function ends that. */
  changed(run: () => void): () => void;
};

/** 150 mm/s at 8 dots per mm: the speed of a plain 80 mm desktop printer. */
const dotsPerMs = 1.2;
const slipsKept = 50;
/** What waits to be printed; a real printer stops the line instead. */
const bufferAtMost = 4 * 1024 * 1024;
const widths: Readonly<Record<PaperWidthMm, number>> = { 80: 576, 58: 384 };

export function createPrinterSimulator({
  clock,
  paperWidthMm,
  realTime,
}: {
  clock: Clock;
  paperWidthMm: PaperWidthMm;
  /** `false`: a slip stands on paper as soon as its bytes are there. */
  realTime: boolean;
}): PrinterSimulator {
  const paper = createPaper(widths[paperWidthMm]);
  const slips: Slip[] = [];
  const listeners = new Set<() => void>();
  let slipCount = 0;
  let send: ((bytes: Uint8Array) => void) | null = null;
  let buffer = new Uint8Array(0);
  /** Rows still to be burnt of the command at work. */
  let rows: Uint8Array[] = [];
  /** What the command at work does once its rows are burnt. */
  let finish: (() => void) | null = null;
  let burning = false;
  let paperLeftDots = Infinity;
  let low = false;
  let coverOpen = false;
  let muted = false;

  const answer = (byte: number): void => {
    if (!muted) send?.(Uint8Array.of(byte));
  };

  const flags = (): ReadonlySet<Flag> => {
    const out = paperLeftDots <= 0;
    const all: readonly (readonly [Flag, boolean])[] = [
      ['offline', out || coverOpen],
      ['cover-open', coverOpen],
      ['paper-end', out],
      ['paper-near-end', out || low],
    ];
    return new Set(all.flatMap(([flag, isTrue]) => (isTrue ? [flag] : [])));
  };

  function drop(whole: boolean): void {
    if (paper.heightDots() === 0) return;
    const dots = paper.tearOff();
    slipCount += 1;
    const picture = `data:image/png;base64,${Buffer.from(toPng(dots)).toString('base64')}`;
    slips.push({ number: slipCount, whole, dots, picture });
    if (slips.length > slipsKept) slips.shift();
    for (const run of listeners) run();
  }

  /** Goes on for as long as there is paper under a closed cover and something to do. */
  function work(): void {
    let goesOn = true;
    while (goesOn) goesOn = step();
  }

  /** `false`: nothing to do, or nothing can be done, until a hand, a byte or the time changes that. */
  function step(): boolean {
    if (burning || coverOpen) return false;
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
    const command = buffer.length === 0 ? 'more' : readCommand(buffer);
    if (command === 'more') return false;
    buffer = buffer.slice(command.length);
    take(command);
    return true;
  }

  function take(command: Command): void {
    switch (command.kind) {
      case 'raster':
        rows = Array.from({ length: command.rows }, (_, row) =>
          command.dots.subarray(row * command.widthBytes, (row + 1) * command.widthBytes),
        );
        return;
      case 'feed':
        rows = blankRows(command.dots);
        return;
      case 'cut':
        rows = blankRows(command.feedDots);
        finish = () => drop(true);
        return;
      case 'ask':
        finish = () => answer(low ? 0x03 : 0x00);
        return;
      case 'passed-over':
        return;
    }
  }

  function burn(count: number): void {
    const burnt = rows.splice(0, Math.min(count, paperLeftDots));
    paperLeftDots -= burnt.length;
    for (const row of burnt) paper.burn(row);
  }

  // A millimetre at a time, so that a hand can come between.
  function burnInTime(): void {
    burning = true;
    const count = Math.min(8, rows.length);
    clock.after(count / dotsPerMs, () => {
      burning = false;
      burn(count);
      work();
    });
  }

  function clear(): void {
    buffer = new Uint8Array(0);
    rows = [];
    finish = null;
  }

  const hearRealTime = createRealTimeEar({
    status: (question) => answer(writeFlags(question, flags())),
    clear,
  });

  const hear = (chunk: Uint8Array): void => {
    const forPaper = hearRealTime(chunk);
    if (buffer.length + forPaper.length > bufferAtMost) clear();
    const joined = new Uint8Array(buffer.length + forPaper.length);
    joined.set(buffer);
    joined.set(forPaper, buffer.length);
    buffer = joined;
    work();
  };

  const serve: Far = (sendBack) => {
    send = sendBack;
    return hear;
  };
  const { transport, cable } = createMemoryLine({ name: 'simulated', far: serve });

  return {
    transport,
    cable,
    serve,
    pullPaper: (afterDots = 0) => {
      paperLeftDots = afterDots;
      if (afterDots <= 0) drop(false);
    },
    runLow: () => {
      low = true;
    },
    loadPaper: () => {
      drop(false);
      paperLeftDots = Infinity;
      low = false;
      work();
    },
    openCover: () => {
      coverOpen = true;
    },
    closeCover: () => {
      coverOpen = false;
      work();
    },
    mute: () => {
      muted = true;
    },
    unmute: () => {
      muted = false;
    },
    slips: () => [...slips],
    changed: (run) => {
      listeners.add(run);
      return () => {
        listeners.delete(run);
      };
    },
  };
}

const blankRows = (count: number): Uint8Array[] => Array.from({ length: count }, () => new Uint8Array(0));

/**
 * Real-time commands are obeyed when they come in, not in their turn, and inside a picture too. What is no such command is
 * handed on, in order.
 */
function createRealTimeEar(hears: {
  status(question: StatusQuestion): void;
  clear(): void;
}): (chunk: Uint8Array) => Uint8Array {
  let forPaper: number[] = [];
  const obeyed: readonly { readonly bytes: Uint8Array; readonly obey: () => void }[] = [
    ...statusQuestions.map((question) => ({ bytes: statusRequest(question), obey: () => hears.status(question) })),
    {
      bytes: clearBuffers,
      obey: () => {
        forPaper = [];
        hears.clear();
      },
    },
  ];
  /** The beginning of a command, perhaps. */
  let held: number[] = [];
  const possible = () => obeyed.filter(({ bytes }) => held.every((byte, at) => byte === bytes[at]));
  return (chunk) => {
    forPaper = [];
    for (const byte of chunk) {
      held.push(byte);
      while (possible().length === 0) forPaper.push(...held.splice(0, 1));
      const whole = possible().find(({ bytes }) => bytes.length === held.length);
      if (whole === undefined) continue;
      held = [];
      whole.obey();
    }
    return Uint8Array.from(forPaper);
  };
}
