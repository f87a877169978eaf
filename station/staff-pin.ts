// The PIN of staff: kept as a hash, checked slowly. Started by itself it asks for a PIN and prints its hash for the settings.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

const shortest = 6;
const keyBytes = 32;
/** About 100 ms and 32 MiB a guess. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 128 * 1024 * 1024 } as const;

const keyOf = (pin: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(pin.normalize('NFC'), salt, keyBytes, cost, (error, key) => (error === null ? resolve(key) : reject(error)));
  });

/** `scrypt:salt:key` in hexadecimal. */
export const hashStaffPin = async (pin: string): Promise<string> => {
  const salt = randomBytes(16);
  return `scrypt:${salt.toString('hex')}:${(await keyOf(pin, salt)).toString('hex')}`;
};

/** False for a hash that is none. */
export const isStaffPin = async (pin: string, hash: string): Promise<boolean> => {
  const [kind, salt = '', key = ''] = hash.split(':');
  if (kind !== 'scrypt' || key.length !== keyBytes * 2) return false;
  return timingSafeEqual(await keyOf(pin, Buffer.from(salt, 'hex')), Buffer.from(key, 'hex'));
};

if (import.meta.main) {
  // The terminal's echo goes nowhere: a PIN is not to be read over a shoulder.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: process.stdin.isTTY });
  process.stderr.write(`New staff PIN (at least ${shortest} characters; it is not shown): `);
  const pin = (await lines.question('')).trim();
  lines.close();
  process.stderr.write('\n');
  if (pin.length < shortest) {
    process.stderr.write(`That was shorter than ${shortest} characters; nothing was made.\n`);
    process.exitCode = 1;
  } else process.stdout.write(`${await hashStaffPin(pin)}\n`);
}
