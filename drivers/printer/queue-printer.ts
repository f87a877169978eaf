// A receipt printer behind a print queue: what the print service says of queue and job is all that is known. Knows no bytes.
import type { Clock } from '../clock.ts';
import { pass } from '../clock.ts';
import { DeviceError, type Fault, faultIn, faultOf } from '../ports/fault.ts';
import type { DrawerKicked, Printed, PrinterEvent, ReceiptPrinter } from '../ports/receipt-printer.ts';
import type { PrinterSettings } from '../settings.ts';
import type { Queue } from '../transport/queue.ts';
import type { Transport } from '../transport/transport.ts';
import { watch } from '../transport/watch.ts';
import { makeJob, slowDotsPerMs } from './job.ts';
import { joinBytes } from './language.ts';
import { languages } from './languages.ts';

const idleMs = 10_000;
const lookMs = 500;
/** A job that is not out after its own time and this is taken back: it must not come out for the next patron. */
const graceMs = 10_000;

/** Paper, cover and faults stay unknown; `seen` is never true, because a queue sees bytes leave, not paper. */
export function createQueuePrinter({
  queue,
  settings,
  clock,
  hears,
}: {
  queue: Queue;
  settings: PrinterSettings;
  clock: Clock;
  hears: (event: PrinterEvent) => void;
}): ReceiptPrinter {
  const language = languages[settings.language];
  let last: Promise<unknown> = Promise.resolve();
  /** Tells the supervision that the queue has stopped; `null` while it is not open. */
  let report: ((why: Fault) => void) | null = null;

  /** Rejects while the queue takes no jobs. */
  async function demandReady(): Promise<void> {
    const state = await queue.state();
    if (state.at === 'stopped') throw new DeviceError('queue-stopped', state.because);
  }

  const transport: Transport = {
    name: queue.name,
    open: async () => {
      await demandReady();
      return { write: () => undefined, close: () => Promise.resolve() };
    },
  };

  const device = watch({
    transport,
    clock,
    visit: (line) => {
      let cancel = (): void => undefined;
      const look = (): void => {
        demandReady().then(
          () => {
            cancel = clock.after(idleMs, look);
          },
          (reason: unknown) => line.failed(faultOf(reason)),
        );
      };
      cancel = clock.after(idleMs, look);
      report = (why) => line.failed(why);
      return {
        bytes: () => undefined,
        ended: () => {
          cancel();
          report = null;
        },
        model: Promise.resolve(`${language.name}, ${settings.paperWidthMm} mm, print queue`),
      };
    },
    hears: (state) => hears({ kind: 'state', state }),
  });

  const alone = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };

  const silent = (why: Fault): { readonly kind: 'printer-silent' } & Fault => ({ kind: 'printer-silent', ...why });

  const notReady = (): Fault | null => {
    const state = device.state();
    if (state.at === 'ready') return null;
    return state.at === 'trouble'
      ? faultIn(state)
      : { fault: 'queue-stopped', because: `The print queue is not ready (${state.at}).` };
  };

  async function send(bytes: Uint8Array, heightDots: number): Promise<Printed> {
    const why = notReady();
    if (why !== null) return silent(why);
    await demandReady();
    const id = await queue.submit(joinBytes([language.start(false), bytes]));
    try {
      return await seeItOut(id, clock.now() + heightDots / slowDotsPerMs + graceMs);
    } catch (reason) {
      await queue.cancel(id);
      const { fault, because } = faultOf(reason);
      report?.({ fault, because });
      return silent({ fault, because: `${because} The slip may have come out in part.` });
    }
  }

  async function seeItOut(id: string, giveUpAt: number): Promise<Printed> {
    for (;;) {
      const job = await queue.job(id);
      if (job === 'done' || job === 'gone') return { kind: 'printed', seen: false };
      if (job === 'failed') throw new DeviceError('not-seen-out', `The print service gave the job ${id} up.`);
      await demandReady();
      if (clock.now() >= giveUpAt)
        throw new DeviceError('not-seen-out', `The job ${id} does not leave the print queue. Look at the printer.`);
      await pass(clock, lookMs);
    }
  }

  async function kick(): Promise<DrawerKicked> {
    const why = notReady();
    if (why !== null) return silent(why);
    await queue.submit(language.kickDrawer);
    return { kind: 'kicked' };
  }

  return {
    state: () => device.state(),
    close: () => device.close(),
    print: (lines) =>
      alone(async () => {
        const { bytes, heightDots } = await makeJob(lines, settings);
        return send(bytes, heightDots);
      }).catch((reason: unknown) => silent(faultOf(reason))),
    hasDrawer: settings.drawer,
    openDrawer: () =>
      settings.drawer
        ? alone(kick).catch((reason: unknown) => silent(faultOf(reason)))
        : Promise.resolve({ kind: 'no-drawer' }),
  };
}
