// `npm run exit-pin [-- --data DIR]`: asks for a new exit PIN and keeps its hash in DIR/exit-pin, for its owner's eyes only.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { hashPin, shortestPin } from './way-out.ts';

const readFolder = (): string => {
  try {
    const { values } = parseArgs({ options: { data: { type: 'string', default: 'data' } } });
    return resolve(process.env['INIT_CWD'] ?? process.cwd(), values.data);
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${because}\nusage: npm run exit-pin -- [--data DIR]\n`);
    process.exit(2);
  }
};

const folder = readFolder();

process.stderr.write(`New exit PIN (at least ${shortestPin} characters; it is not shown): `);
// The terminal's echo goes nowhere: a PIN is not to be read over a shoulder.
const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
const lines = createInterface({ input: process.stdin, output: nowhere, terminal: process.stdin.isTTY });
const pin = (await lines.question('')).trim();
lines.close();
process.stderr.write('\n');

if (pin.length < shortestPin) {
  process.stderr.write(`That was shorter than ${shortestPin} characters; nothing was changed.\n`);
  process.exitCode = 1;
} else {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'exit-pin'), `${await hashPin(pin)}\n`, { mode: 0o600 });
  process.stderr.write(`Kept in ${join(folder, 'exit-pin')}. At the kiosk: Ctrl+Alt+Shift+Q, then the PIN.\n`);
}
