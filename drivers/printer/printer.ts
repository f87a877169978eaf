// A receipt printer on any line: one slip at a time, and whether it came out. Knows nothing of what stands on a slip.
import type { Clock } from '../clock.ts';
import type { CoverState, PaperState, Printed, PrinterEvent, ReceiptPrinter } from '../ports/receipt-printer.ts';
import type { PrinterSettings } from '../settings.ts';
import type { Transport } from '../transport/transport.ts';
import { type Visit, watch } from '../transport/watch.ts';
import { clearBuffers, encodeSlip } from './escpos.ts';
import { drawSlip, type Picture } from './picture.ts';
import { createTalk, type Talk } from './talk.ts';
import { type PrinterStatus, statusUnknown } from './status.ts';

/** How often an idle printer is asked how it is. */
const idleMs = 10_000;
/** While a slip comes out, the printer is asked so often whether it still has paper. */
const lookMs = 250;
/** A slow printer: 50 mm/s. How long a slip may take before its silence means something. */
const slowDotsPerMs = 0.4;
const graceMs = 3000;

/**
 * Opens the line, keeps it, and prints. A printer that never answers a status question is taken as one that cannot: its
 * paper is `unknown` and it prints all the same. One that has answered before and falls silent is in trouble.
 */
export function createPrinter({
  transport,
  settings,
  clock,
  hears,
}: {
  transport: Transport;
  settings: PrinterSettings;
  clock: Clock;
  hears: (event: PrinterEvent) => void;
}): ReceiptPrinter {
  let talk: Talk | null = null;
  let known: { readonly paper: PaperState; readonly cover: CoverState } = statusUnknown;
  /** Kept over connections: a printer that once answered is expected to. */
  let tells = false;
  /** Whether it answers GS r; `null` until a slip has shown it. */
  let saysReached: boolean | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let cancelLook: (() => void) | null = null;

  // The one door to the printer: works in turn, so that two questions or two slips never mix on the wire.
  function alone<Result>(work: () => Promise<Result>): Promise<Result> {
    waiting += 1;
    cancelLook?.();
    const done = last.then(work).finally(() => {
      waiting -= 1;
      if (waiting === 0 && talk !== null) cancelLook = clock.after(idleMs, () => void alone(() => look()));
    });
    last = done.catch(() => undefined);
    return done;
  }

  function tell({ paper, cover }: PrinterStatus): void {
    if (known.paper === paper && known.cover === cover) return;
    known = { paper, cover };
    hears({ kind: 'paper', paper, cover });
  }

  /** Asks how the printer is; `null`: it does not say. `withinMs`: how long a busy printer may take to answer. */
  async function look(withinMs = 0): Promise<PrinterStatus | null> {
    const status = (await talk?.ask(tells, withinMs)) ?? null;
    if (status !== null) {
      tells = true;
      tell(status);
    }
    return status;
  }

  const device = watch({
    transport,
    clock,
    visit: (line): Visit => {
      const mine = createTalk({ line, clock });
      talk = mine;
      return {
        bytes: mine.bytes,
        ended: (because) => {
          mine.end(because);
          if (talk === mine) talk = null;
          cancelLook?.();
          tell(statusUnknown);
        },
        model: alone(() => look()).then((status) => {
          if (status === null && tells)
            throw new Error(`The printer on ${transport.name} no longer answers. Check that it is switched on.`);
          const paper = `ESC/POS, ${settings.paperWidthMm} mm`;
          return status === null ? `${paper}, does not tell its state` : paper;
        }),
      };
    },
    hears: (state) => hears({ kind: 'state', state }),
  });

  // Fonts and renderer are read now, so that the first patron does not wait for them (0.3 s). A fault shows itself in `print`.
  void drawSlip([], settings.paperWidthMm).catch(() => undefined);

  async function printPicture(picture: Picture): Promise<Printed> {
    const mine = talk;
    if (mine === null || device.state().at !== 'ready') return { kind: 'printer-silent', because: notReady() };
    const before = tells ? await look() : null;
    const hindered = before === null ? null : hindrance(before);
    if (hindered !== null) return hindered;
    if (mine.ended() !== null || (tells && before === null)) return { kind: 'printer-silent', because: notReady() };

    const reached = mine.reached();
    const bytes = encodeSlip(picture, settings.paperWidthMm, tells && saysReached !== false);
    mine.write(bytes);
    const lineMs = wireMs(bytes.length, settings);
    await mine.wait(lineMs);
    const printMs = picture.heightDots / slowDotsPerMs;
    return tells
      ? await seeItOut(mine, reached, clock.now() + printMs)
      : mine.ended() === null
        ? { kind: 'printed' }
        : { kind: 'printer-silent', because: halfWay(mine.ended()) };
  }

  // Status answers come ahead of the print data: "has paper" just after the last byte says nothing of the dots still to
  // be burnt. So the printer is watched until it says that it has worked through the slip, or, where it does not know
  // GS r, for as long as a slow printer takes.
  async function seeItOut(mine: Talk, reached: () => boolean, outAt: number): Promise<Printed> {
    const giveUpAt = outAt + graceMs;
    for (;;) {
      const came = reached();
      // Simple printers answer in turn, not ahead of the print data: their silence means nothing before the slip is out.
      const status = await look(giveUpAt - clock.now());
      if (status === null) return { kind: 'printer-silent', because: halfWay(mine.ended()) };
      const hindered = hindrance(status);
      if (hindered !== null) {
        mine.write(clearBuffers);
        return hindered;
      }
      if (came) saysReached = true;
      if (came || (saysReached === false && clock.now() >= outAt)) return { kind: 'printed' };
      if (clock.now() >= giveUpAt && saysReached === null) {
        saysReached = false;
        return { kind: 'printed' };
      }
      if (clock.now() >= giveUpAt) return stuck(mine);
      await mine.wait(lookMs);
    }
  }

  function stuck(mine: Talk): Printed {
    mine.write(clearBuffers);
    return {
      kind: 'printer-silent',
      because: `The printer on ${transport.name} took the slip but did not say that it came out. Look at the paper.`,
    };
  }

  const notReady = (): string => {
    const state = device.state();
    return state.at === 'trouble' ? state.because : `The printer on ${transport.name} is not ready (${state.at}).`;
  };

  const halfWay = (because: string | null): string =>
    `${because ?? `The printer on ${transport.name} stopped answering.`} The slip may have come out in part.`;

  return {
    state: () => device.state(),
    close: () => device.close(),
    print: (lines) =>
      alone(async () => printPicture(await drawSlip(lines, settings.paperWidthMm))).catch((fault: unknown) => ({
        kind: 'printer-silent',
        because: `The slip could not be drawn: ${fault instanceof Error ? fault.message : String(fault)}`,
      })),
  };
}

function hindrance(status: PrinterStatus): Printed | null {
  if (status.cover === 'open') return { kind: 'cover-open' };
  if (status.paper === 'out') return { kind: 'no-paper' };
  if (status.error !== null) return { kind: 'printer-silent', because: status.error };
  return null;
}

/** A serial line keeps its bytes waiting in this machine, a question behind them too: ten bits a byte, eleven with parity. */
function wireMs(bytes: number, { connection }: PrinterSettings): number {
  return connection.kind === 'serial' ? Math.ceil((bytes * 11 * 1000) / connection.baudRate) : 0;
}
