// A receipt printer on any line: one slip at a time, and whether it came out. Knows nothing of what stands on a slip.
import type { Clock } from '../clock.ts';
import { DeviceError, type Fault, faultIn } from '../ports/fault.ts';
import type { DrawerKicked, Printed, PrinterEvent, PrinterStatus, ReceiptPrinter } from '../ports/receipt-printer.ts';
import type { PrinterSettings } from '../settings.ts';
import type { Transport } from '../transport/transport.ts';
import { type Visit, watch } from '../transport/watch.ts';
import { type Job, makeJob, slowDotsPerMs, warmUp } from './job.ts';
import { joinBytes } from './language.ts';
import { languages } from './languages.ts';
import { faultKindOf, faultSentences, statusUnknown } from './status.ts';
import { createTalk, type Talk } from './talk.ts';

/** How often an idle printer is asked how it is. */
const idleMs = 10_000;
/** While a slip comes out, the printer is asked so often whether it still has paper. */
const lookMs = 250;
const greetLooks = 4;
const graceMs = 3000;
/** How long a printer may be off line over a slip for no other reason. */
const pausedAtMostMs = 5000;
/** A printer that tells nothing is given so long to take its bytes: a line that stalls or breaks shows it by then. */
const silentAtLeastMs = 3500;

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
  const language = languages[settings.language];
  let talk: Talk | null = null;
  let known: PrinterStatus = statusUnknown;
  /** Kept over connections: a printer that once answered is expected to. */
  let tells = false;
  /** Whether it answers the mark after a slip (GS r); `null` until it was asked. */
  let saysReached: boolean | null = null;
  /** What the printer said unasked, while a slip came out, that stops it. */
  let stopped: Printed | null = null;
  const isStopped = (): boolean => stopped !== null;
  /** The line was lost over a slip: what the printer holds of it must not come out before the next one. */
  let holdsRest = false;
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

  function tell({ paper, cover, fault }: PrinterStatus): void {
    if (known.paper === paper && known.cover === cover && known.fault === fault) return;
    known = { paper, cover, fault };
    hears({ kind: 'status', paper, cover, fault });
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

  // Whether the printer knows the mark after a slip must be found out while nothing is at stake: later a missing answer
  // can mean that dots were lost on the way. The next slip begins with a reset, so what a printer may take the mark for is
  // never seen on paper. One that has stopped would answer when it goes on: it is tried another time.
  async function greet(mine: Talk): Promise<PrinterStatus | null> {
    const status = await look();
    if (status === null) return null;
    if (holdsRest) forget(mine);
    if (saysReached !== null || hindrance(status) !== null || status.fault !== null) return status;
    const reached = mine.reached();
    mine.write(language.reachedMark);
    for (let looks = 0; looks < greetLooks && !reached() && mine.ended() === null; looks += 1) {
      await mine.wait(lookMs);
      if ((await look()) === null) return null;
    }
    saysReached = reached();
    return status;
  }

  const device = watch({
    transport,
    clock,
    visit: (line): Visit => {
      const mine = createTalk({
        line,
        clock,
        language,
        hears: (status) => {
          if (!tells) return;
          stopped ??= hindrance(status);
          tell(status);
        },
      });
      talk = mine;
      return {
        bytes: mine.bytes,
        ended: (why) => {
          mine.end(why);
          if (talk === mine) talk = null;
          cancelLook?.();
          tell(statusUnknown);
        },
        model: alone(() => greet(mine)).then((status) => {
          if (status === null && tells)
            throw new DeviceError(
              'silent',
              `The printer on ${transport.name} no longer answers. Check that it is switched on.`,
            );
          const paper = `${language.name}, ${settings.paperWidthMm} mm`;
          return status === null ? `${paper}, does not tell its state` : paper;
        }),
      };
    },
    hears: (state) => hears({ kind: 'state', state }),
  });

  // A fault in it shows itself in `print`.
  warmUp(settings);

  async function printJob({ bytes, heightDots }: Job): Promise<Printed> {
    const mine = talk;
    if (mine === null || device.state().at !== 'ready') return { kind: 'printer-silent', ...notReady() };
    const before = tells ? await look() : null;
    const hindered = before === null ? null : hindrance(before);
    if (hindered !== null) return hindered;
    if (mine.ended() !== null || (tells && before === null)) return { kind: 'printer-silent', ...notReady() };

    const reached = mine.reached();
    stopped = null;
    holdsRest = true;
    // The mark only for a printer that answers, others might print the question.
    const mark = tells && saysReached !== false ? [language.reachedMark] : [];
    const slip = joinBytes([language.start(tells), bytes, ...mark]);
    mine.write(slip);
    const lineMs = wireMs(slip.length, settings);
    const printMs = heightDots / slowDotsPerMs;
    const printed = tells
      ? await seeItOut(mine, reached, lineMs, printMs)
      : await hopeItOut(mine, lineMs + Math.max(printMs, silentAtLeastMs));
    if (printed.kind === 'printed') holdsRest = false;
    return printed;
  }

  /** Waits until the time is over, the line is lost, or the printer says that it stopped. */
  async function sit(mine: Talk, delayMs: number): Promise<void> {
    const until = clock.now() + delayMs;
    while (clock.now() < until && !isStopped() && mine.ended() === null) await mine.wait(until - clock.now());
  }

  async function hopeItOut(mine: Talk, delayMs: number): Promise<Printed> {
    await sit(mine, delayMs);
    const over = mine.ended();
    return over === null ? { kind: 'printed', seen: false } : { kind: 'printer-silent', ...halfWay(over) };
  }

  // Status answers come ahead of the print data: "has paper" just after the last byte says nothing of the dots still to
  // be burnt. So the printer is watched until it says that it has worked through the slip, or, where it does not know
  // the mark, for as long as a slow printer takes. What stops it is told unasked by some, and stays true even if a hand
  // was quick to mend it: the slip is torn.
  async function seeItOut(mine: Talk, reached: () => boolean, lineMs: number, printMs: number): Promise<Printed> {
    let seenAt = clock.now();
    let outAt = seenAt + lineMs + printMs;
    let pausedMs = 0;
    await sit(mine, lineMs);
    for (;;) {
      const came = reached();
      // Simple printers answer in turn, not ahead of the print data: their silence means nothing before the slip is out.
      const status = await look(outAt + graceMs - clock.now());
      if (status === null) return { kind: 'printer-silent', ...halfWay(mine.ended()) };
      const hindered = stopped ?? hindrance(status);
      if (hindered !== null) {
        forget(mine);
        return hindered;
      }
      if (came) saysReached = true;
      if (came) return { kind: 'printed', seen: true };
      // Off line for a moment (its feed button): that time does not count, but neither does the patron wait for ever.
      if (status.fault !== null) {
        pausedMs += clock.now() - seenAt;
        outAt += clock.now() - seenAt;
      }
      seenAt = clock.now();
      if (pausedMs > pausedAtMostMs) return stuck(mine, status);
      if (status.fault === null && seenAt >= outAt + (saysReached === false ? 0 : graceMs)) {
        if (saysReached === true) return stuck(mine, status);
        saysReached = false;
        return { kind: 'printed', seen: true };
      }
      await mine.wait(lookMs);
    }
  }

  function forget(mine: Talk): void {
    mine.write(language.clear);
    holdsRest = false;
  }

  function stuck(mine: Talk, { fault }: PrinterStatus): Printed {
    forget(mine);
    const why =
      fault === null
        ? `The printer on ${transport.name} took the slip but did not say that it came out.`
        : faultSentences[fault];
    return {
      kind: 'printer-silent',
      fault: fault === null ? 'not-seen-out' : faultKindOf[fault],
      because: `${why} The slip may have come out in part.`,
    };
  }

  const notReady = (): Fault => {
    const state = device.state();
    return state.at === 'trouble'
      ? faultIn(state)
      : { fault: 'silent', because: `The printer on ${transport.name} is not ready (${state.at}).` };
  };

  const halfWay = (why: Fault | null): Fault => {
    const { fault, because } = why ?? {
      fault: 'silent',
      because: `The printer on ${transport.name} stopped answering.`,
    };
    return { fault, because: `${because} The slip may have come out in part.` };
  };

  async function kick(): Promise<DrawerKicked> {
    if (talk === null || device.state().at !== 'ready') return { kind: 'printer-silent', ...notReady() };
    talk.write(language.kickDrawer);
    await Promise.resolve();
    return { kind: 'kicked' };
  }

  return {
    state: () => device.state(),
    close: () => device.close(),
    print: (lines) =>
      alone(async () => printJob(await makeJob(lines, settings))).catch((fault: unknown) => ({
        kind: 'printer-silent',
        fault: 'not-drawn',
        because: `The slip could not be drawn: ${fault instanceof Error ? fault.message : String(fault)}`,
      })),
    hasDrawer: settings.drawer,
    openDrawer: () => (settings.drawer ? alone(kick) : Promise.resolve({ kind: 'no-drawer' })),
  };
}

/** What keeps a slip from coming out. A printer that is off line for no reason may yet go on: it is watched. */
function hindrance({ cover, paper, fault }: PrinterStatus): Printed | null {
  if (cover === 'open') return { kind: 'cover-open' };
  if (paper === 'out') return { kind: 'no-paper' };
  if (fault !== null && fault !== 'offline')
    return { kind: 'printer-silent', fault: faultKindOf[fault], because: faultSentences[fault] };
  return null;
}

/** A serial line keeps its bytes waiting in this machine, a question behind them too: ten bits a byte, eleven with parity. */
function wireMs(bytes: number, { connection }: PrinterSettings): number {
  return connection.kind === 'serial' ? Math.ceil((bytes * 11 * 1000) / connection.baudRate) : 0;
}
