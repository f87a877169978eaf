// The command line of the package as a process: node sip2/cli.ts --help. The commands stand in cli/.

import { run } from './cli/run.ts';

async function readAll(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const stop = new AbortController();
// Every other command ends as Node ends it.
if (process.argv[2] === 'serve') {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
}
process.exitCode = await run(process.argv.slice(2), {
  print: (text) => console.log(text),
  complain: (text) => console.error(text),
  readAll,
  input: process.stdin,
  output: process.stdout,
  env: process.env,
  stop: stop.signal,
});
