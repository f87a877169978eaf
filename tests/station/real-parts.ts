// The far ends of real lines, each a program of its own: reader and scanner behind a pty or a TCP port, printer and
// library system behind TCP ports; and hands on them from outside. Knows no station.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createClient, systemClock, tcpTransport, usualSettings } from 'sip2';
import { until } from './doorway.ts';
import { start, startNode, type Program } from './programs.ts';

/** A device in a folder of its own names: its line and its control socket. */
export type Device = { readonly control: string; readonly program: Program };

/** One order over a simulator's control socket; its answer's content. Throws what the simulator says against it. */
export const order = async (control: string, wish: object): Promise<unknown> => {
  const socket = connect(control);
  try {
    socket.write(`${JSON.stringify(wish)}\n`);
    for await (const line of createInterface({ input: socket })) {
      const answer: unknown = JSON.parse(line);
      if (typeof answer !== 'object' || answer === null || !('kind' in answer) || answer.kind !== 'done') {
        throw new Error(`${JSON.stringify(wish)}: ${line}`);
      }
      return 'is' in answer ? answer.is : 'files' in answer ? answer.files : null;
    }
    throw new Error(`${control} closed without an answer to ${JSON.stringify(wish)}`);
  } finally {
    socket.destroy();
  }
};

/** A simulated device behind a pty: `folder/name` is its line. May be started again at the same path. */
export const onPty = async (
  folder: string,
  name: string,
  device: string,
): Promise<Device & { readonly path: string }> => {
  const path = join(folder, name);
  const control = join(folder, `${name}.control`);
  const program = start('socat', [
    `pty,link=${path},raw,echo=0`,
    `EXEC:"${process.execPath} drivers/simulate.ts ${device} --control ${control}"`,
  ]);
  // An earlier run may have left both names behind: only an answer tells that the new one is there.
  for (let isThere = false; !isThere;) {
    await until(`the pty ${path}`, () => existsSync(path) && existsSync(control));
    isThere = await order(control, { kind: 'nothing' }).then(
      () => true,
      (error: unknown) => String(error).includes('fault'),
    );
  }
  return { path, control, program };
};

/** A simulated device behind a TCP port; 0 takes a free one. `args`: the program and what it is told. */
export const onTcp = async (
  folder: string,
  name: string,
  args: readonly string[],
  port = 0,
): Promise<Device & { readonly port: number }> => {
  const control = join(folder, `${name}.control`);
  const program = startNode([...args, '--tcp', String(port), '--control', control]);
  const [, given] = await program.says(/^simulator ready: 127\.0\.0\.1:(\d+)$/m);
  return { port: Number(given), control, program };
};

/** The small library system as a program of its own. */
export const libraryOnTcp = async (port = 0): Promise<{ readonly port: number; readonly program: Program }> => {
  const program = startNode(['sip2/cli.ts', 'serve', '--port', String(port)]);
  const [, given] = await program.says(/^sip2 acs ready: 127\.0\.0\.1:(\d+)$/m);
  return { port: Number(given), program };
};

/** What the library system says of an item, asked over a line of its own. */
export const standingOf = async (port: number, itemId: string): Promise<string> => {
  const client = createClient({
    transport: tcpTransport({ host: '127.0.0.1', port, connectTimeoutMs: 5000, clock: systemClock }),
    clock: systemClock,
    settings: usualSettings,
    random: Math.random,
    hears: { state: () => undefined, traffic: () => undefined },
  });
  client.open();
  const outcome = await client.ask({ kind: 'item-information', itemId });
  await client.close();
  return outcome.kind === 'answered' ? outcome.answer.circulationStatus : outcome.kind;
};

/** The AFI of each tag on a simulated pad, by UID. */
export const afisOn = async ({ control }: Device): Promise<Readonly<Record<string, number>>> => {
  const tags: unknown = await order(control, { kind: 'tags' });
  if (!Array.isArray(tags)) throw new Error('the reader did not tell its tags');
  return Object.fromEntries(tags.map((tag: { uid: string; afi: number }) => [tag.uid, tag.afi]));
};

/** Command lines of programs that have this word in theirs; whoever is asked for must be gone by then. */
export const runningWith = (word: string): readonly string[] =>
  (existsSync('/proc') ? readdirSync('/proc') : [])
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [
          readFileSync(join('/proc', pid, 'cmdline'), 'utf8')
            .replaceAll('\0', ' ')
            .trim(),
        ];
      } catch {
        return []; // gone meanwhile
      }
    })
    .filter((line) => line.includes(word));
