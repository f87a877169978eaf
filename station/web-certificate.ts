// Which certificate the desk's HTTPS door shows: the library's own, or one that the station made and keeps beside its settings.
// Knows files and dates; knows no requests.
import { createHmac, createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { makeCertificate } from './self-made.ts';
import type { DeskListenSettings } from './settings/desk-door.ts';
import { writeSafely } from './settings/store.ts';

export type ShownCertificate = {
  /** PEM. */
  readonly cert: string;
  readonly key: string;
  /** SHA-256, as browsers show it: pairs of hex digits. */
  readonly fingerprint: string;
  readonly until: Date;
  readonly isSelfMade: boolean;
  /** Changes with the key alone: what a browser was given before a restart counts after it. */
  readonly secret: Buffer;
};

/** The file with key and certificate that the station made. */
export const selfMadeFile = 'desk-certificate.pem';

/** As the settings spell it, where a name has letters. */
const isAddress = (name: string): boolean => name.includes(':') || /^\d+(?:\.\d+){3}$/.test(name);

/** So long before its end a self-made one is made anew. */
const renewBeforeMs = 30 * 86_400_000;

/**
 * Reads the library's certificate, or its own, or makes its own. `folder`: of the settings. Throws a sentence: a file that cannot
 * be read, that is no certificate, or whose key is another's.
 */
export const certificateFor = async (
  { host, names, certificate }: DeskListenSettings,
  folder: string,
  nowMs: number,
): Promise<ShownCertificate> => {
  if (certificate !== null) {
    const cert = readPem(resolve(folder, certificate.certFile), 'certFile');
    const key = readPem(resolve(folder, certificate.keyFile), 'keyFile');
    return shown(cert, key, false);
  }
  const wanted = [...new Set([host, ...names])];
  const file = resolve(folder, selfMadeFile);
  const kept = readKept(file);
  if (kept !== null && fits(kept.cert, wanted, nowMs)) return kept;
  const made = await makeCertificate({
    names: wanted.map((value) => ({ type: isAddress(value) ? 'ip' : 'dns', value })),
    nowMs,
  });
  writeSafely(file, made);
  return shown(made, made, true);
};

const readPem = (file: string, setting: 'certFile' | 'keyFile'): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be read';
    throw new Error(`${file} (desk.listen.certificate.${setting}) was not read: ${why}`, { cause: error });
  }
};

const shown = (cert: string, key: string, isSelfMade: boolean): ShownCertificate => {
  const read = readAs('certificate', () => new X509Certificate(cert));
  const own = readAs('key', () => createPrivateKey(key));
  if (!read.checkPrivateKey(own)) throw new Error('the desk’s certificate and key do not belong together');
  return {
    cert,
    key,
    fingerprint: read.fingerprint256,
    until: new Date(read.validTo),
    isSelfMade,
    secret: createHmac('sha256', own.export({ type: 'pkcs8', format: 'der' }))
      .update('tram desk cookie')
      .digest(),
  };
};

const readAs = <T>(what: 'certificate' | 'key', read: () => T): T => {
  try {
    return read();
  } catch {
    throw new Error(`the desk’s ${what} is none: a PEM file without a passphrase is wanted`);
  }
};

/** Null where there is none, or none that is of any use: then it is made anew. */
const readKept = (file: string): ShownCertificate | null => {
  if (!existsSync(file)) return null;
  try {
    const text = readFileSync(file, 'utf8');
    return shown(text, text, true);
  } catch {
    return null;
  }
};

const fits = (cert: string, names: readonly string[], nowMs: number): boolean => {
  const read = new X509Certificate(cert);
  const isOf = (name: string): boolean =>
    (isAddress(name) ? read.checkIP(name) : read.checkHost(name, { subject: 'never' })) !== undefined;
  const isNow = Date.parse(read.validFrom) <= nowMs && nowMs + renewBeforeMs < Date.parse(read.validTo);
  return isNow && names.every(isOf);
};
