// A thread of its own for the seal: working out a key from a passphrase takes a second, and kiosks must not stand still for it.
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { armor, Decrypter, Encrypter } from 'age-encryption';
import * as z from 'zod';

const work = z.object({ kind: z.enum(['seal', 'unseal']), text: z.string(), passphrase: z.string() });

/** scrypt: 2 to this, 64 MiB; about a second a guess. */
const workFactor = 16;

const sealed = async (text: string, passphrase: string): Promise<string> => {
  const sealing = new Encrypter();
  sealing.setPassphrase(passphrase);
  sealing.setScryptWorkFactor(workFactor);
  return armor.encode(await sealing.encrypt(text));
};

const unsealed = async (text: string, passphrase: string): Promise<string | null> => {
  const opening = new Decrypter();
  opening.addPassphrase(passphrase);
  try {
    return await opening.decrypt(armor.decode(text), 'text');
  } catch {
    return null;
  }
};

if (!isMainThread && parentPort !== null) {
  const { kind, text, passphrase } = work.parse(workerData);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort.postMessage(await (kind === 'seal' ? sealed : unsealed)(text, passphrase));
}
