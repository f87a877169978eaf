// Secrets that travel, sealed by a passphrase: the age format (age-encryption.org/v1), armoured, so that any age program opens them. Knows
// texts; what stands in them is others' work.
import { Worker } from 'node:worker_threads';

/** A seal that was made to cost more than this is not opened. */
const patienceMs = 60_000;

const asked = (kind: 'seal' | 'unseal', text: string, passphrase: string): Promise<string | null> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('seal-worker.ts', import.meta.url), {
      workerData: { kind, text, passphrase: passphrase.normalize('NFC') },
    });
    const late = setTimeout(() => {
      resolve(null);
      void worker.terminate();
    }, patienceMs);
    const end = (): void => clearTimeout(late);
    worker.once('message', (answer: unknown) => {
      end();
      resolve(typeof answer === 'string' ? answer : null);
    });
    worker.once('error', (error) => {
      end();
      reject(error);
    });
  });

export const seal = async (text: string, passphrase: string): Promise<string> => {
  const sealed = await asked('seal', text, passphrase);
  if (sealed === null) throw new Error('the secrets could not be sealed');
  return sealed;
};

/** Null for another passphrase, and for what is damaged or no seal of ours: nobody can tell them apart. */
export const unseal = (sealed: string, passphrase: string): Promise<string | null> =>
  asked('unseal', sealed, passphrase);
