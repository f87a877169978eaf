// The command line of the devices as a process: npm run devices -- --help. The commands stand in cli/.
import { systemClock } from './clock.ts';
import { run } from './cli/run.ts';
import { listPcscReaders } from './transport/pcsc.ts';
import { listSerialPorts } from './transport/serial.ts';
import { createSystemHid } from './transport/hid.ts';

const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());

process.exitCode = await run(process.argv.slice(2), {
  print: (text) => console.log(text),
  complain: (text) => console.error(text),
  clock: systemClock,
  serialPorts: listSerialPorts,
  hid: createSystemHid(systemClock),
  pcscReaders: () => listPcscReaders(systemClock),
  stop: stop.signal,
});
// A device that hangs must not keep the command.
process.exit();
