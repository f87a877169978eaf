// The small ACS as a process of its own: node sip2/acs/main.ts --port 6001

import { parseArgs } from 'node:util';
import { systemClock } from '../clock.ts';
import { createAcs } from './acs.ts';
import { demoCatalogue } from './catalogue.ts';
import { listen } from './listen.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '6001' }, // 0: a free one
    host: { type: 'string', default: '127.0.0.1' },
    trace: { type: 'boolean', default: false }, // print the messages, passwords and patrons masked
  },
});
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`--port should be a number from 0 to 65535, not "${values.port}".`);
  process.exit(2);
}

const acs = createAcs({
  clock: systemClock,
  catalogue: demoCatalogue(),
  settings: { login: null, listsOf: 'barcodes', showPatrons: false },
  hears: {
    traffic: (event) => {
      if (values.trace) console.log(`${new Date(event.at).toISOString()} ${event.kind} ${event.text}`);
    },
    changed() {},
  },
});

try {
  const open = await listen(acs, { host: values.host, port });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void open.close());
  console.log(`sip2 acs ready: ${values.host}:${open.port}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
