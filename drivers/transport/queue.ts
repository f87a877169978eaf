// A raw queue of CUPS, through its own programs lp, lpstat and cancel. The only file that starts a program for a device.
// Knows nothing of what a job says; a queue has no way back from the printer but what the print service tells of a job.
import { spawn } from 'node:child_process';
import type { Clock } from '../clock.ts';
import { DeviceError } from '../ports/fault.ts';

export type QueueState = { readonly at: 'ready' } | { readonly at: 'stopped'; readonly because: string };
/** `gone`: the print service keeps no record of finished jobs. */
export type QueueJob = 'waiting' | 'done' | 'failed' | 'gone';

/** Every call rejects with a sentence for the technician when the print service cannot be asked. */
export type Queue = {
  readonly name: string;
  state(): Promise<QueueState>;
  /** Hands a job over; its name is for the calls below. */
  submit(bytes: Uint8Array): Promise<string>;
  job(id: string): Promise<QueueJob>;
  /** Takes a job back; one that is out already is none the worse. */
  cancel(id: string): Promise<void>;
};

const answerTimeoutMs = 8000;
const outputAtMost = 1024 * 1024;

type Outcome = { readonly code: number | null; readonly says: string; readonly complains: string };

/** `name`: as CUPS knows it; never begins with a dash, so it cannot pass for an option. */
export function createQueue({ name, clock }: { name: string; clock: Clock }): Queue {
  if (name.startsWith('-')) throw new Error(`A print queue cannot be called ${name}.`);

  const run = (program: string, args: readonly string[], input: Uint8Array | null = null): Promise<Outcome> =>
    new Promise((resolve, reject) => {
      // In English, whatever the station speaks: it is read below.
      const env = { ...process.env, LC_ALL: 'C', LANGUAGE: 'C', LANG: 'C' };
      const child = spawn(program, [...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
      const cancel = clock.after(answerTimeoutMs, () => {
        child.kill('SIGKILL');
        reject(new DeviceError('silent', `The print service does not answer (${program}). Is CUPS running?`));
      });
      child.once('error', (fault) => {
        cancel();
        const missing = 'code' in fault && fault.code === 'ENOENT';
        reject(
          new DeviceError(
            'no-support',
            missing
              ? `The program ${program} is missing. Install the print service's programs (cups-client).`
              : `The program ${program} does not start: ${fault.message}.`,
          ),
        );
      });
      // Where no file handle is left there is no process, and there are no pipes to it.
      if (child.pid === undefined) return;
      let says = '';
      let complains = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        if (says.length < outputAtMost) says += text;
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        if (complains.length < outputAtMost) complains += text;
      });
      // A program that ends before it has read everything.
      child.stdin.on('error', () => undefined);
      child.once('close', (code) => {
        cancel();
        resolve({ code, says, complains });
      });
      child.stdin.end(input ?? undefined);
    });

  const complaint = ({ complains, says }: Outcome): string => {
    const [first] = `${complains}\n${says}`.split('\n').filter((line) => line.trim() !== '');
    return first?.trim() ?? 'it gives no reason';
  };

  return {
    name: `queue ${name}`,
    state: async () => {
      const outcome = await run('lpstat', ['-p', name]);
      if (outcome.code !== 0) return { at: 'stopped', because: `The print queue ${name}: ${complaint(outcome)}.` };
      const [first = '', reason = ''] = outcome.says.split('\n');
      if (!/ disabled since /u.test(first)) return { at: 'ready' };
      const because = reason.trim() === '' ? 'no reason is given' : reason.trim();
      return {
        at: 'stopped',
        because: `The print queue ${name} has stopped (${because}). Look at the printer, then: cupsenable ${name}.`,
      };
    },
    submit: async (bytes) => {
      const outcome = await run('lp', ['-d', name, '-o', 'raw', '-t', 'Tram', '-'], bytes);
      const id = /request id is (\S+-\d+)/u.exec(outcome.says)?.[1];
      if (outcome.code !== 0 || id === undefined)
        throw new DeviceError(
          'queue-stopped',
          `The print queue ${name} does not take the slip: ${complaint(outcome)}.`,
        );
      return id;
    },
    job: async (id) => {
      const waiting = await run('lpstat', ['-W', 'not-completed', '-o', name]);
      if (waiting.code !== 0) throw new DeviceError('queue-stopped', `The print queue ${name}: ${complaint(waiting)}.`);
      if (waiting.says.split('\n').some((line) => isOf(line, id))) return 'waiting';
      const ended = await run('lpstat', ['-l', '-W', 'completed', '-o', name]);
      return endingOf(ended.says, id);
    },
    cancel: async (id) => {
      await run('cancel', [id]);
    },
  };
}

const isOf = (line: string, id: string): boolean => line.split(/\s/u, 1)[0] === id;

// lpstat -l: a line per job, then lines that begin with a tab; "Alerts:" carries IPP's job-state-reasons.
function endingOf(listing: string, id: string): QueueJob {
  const lines = listing.split('\n');
  const from = lines.findIndex((line) => isOf(line, id));
  if (from === -1) return 'gone';
  const next = lines.findIndex((line, at) => at > from && line !== '' && !line.startsWith('\t'));
  const block = lines.slice(from, next === -1 ? undefined : next).join('\n');
  return /Alerts:.*(aborted|canceled|cancelled|errors|stopped)/u.test(block) ? 'failed' : 'done';
}
