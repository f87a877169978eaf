// The command line with a world in its hands, and an ACS of its own on a real port.

import { PassThrough } from 'node:stream';
import { expect, onTestFinished } from 'vitest';
import { run } from '../../sip2/cli/run.ts';

/** Runs a command line; `typed` is standard input. */
export async function sip2(
  args: readonly string[],
  { typed = '', env = {} }: { readonly typed?: string; readonly env?: Readonly<Record<string, string>> } = {},
) {
  const printed: string[] = [];
  const complained: string[] = [];
  const input = new PassThrough();
  input.end(typed);
  const code = await run(args, {
    print: (text) => void printed.push(text),
    complain: (text) => void complained.push(text),
    readAll: async () => new TextEncoder().encode(typed),
    input,
    output: new PassThrough(),
    env,
    stop: new AbortController().signal,
  });
  return { code, said: printed.join('\n'), complaint: complained.join('\n') };
}

/** Starts `serve` on a free port; answers how to reach it. */
export async function serving(...args: readonly string[]): Promise<readonly string[]> {
  const stop = new AbortController();
  let ended: Promise<unknown> = Promise.resolve();
  const ready = await new Promise<string>((resolve) => {
    ended = run(['serve', '--port', '0', ...args], {
      print: resolve,
      complain: resolve,
      readAll: async () => new Uint8Array(),
      input: new PassThrough(),
      output: new PassThrough(),
      env: {},
      stop: stop.signal,
    });
  });
  onTestFinished(async () => {
    stop.abort();
    await ended;
  });
  expect(ready).toMatch(/^sip2 acs ready: 127\.0\.0\.1:\d+$/);
  return ['--port', ready.split(':').at(-1) ?? '', '--institution', 'TVT'];
}
