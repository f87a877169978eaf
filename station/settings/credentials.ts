// Passwords that a supervisor hands over beside the settings (systemd's credentials: one file each, in a folder that is in memory
// and readable by this program alone), and the privacy of files that hold such. Knows where in the settings each belongs.
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every secret of the settings; a credential is named by its place in the file. */
export const credentialNames = [
  'acs.terminalPassword',
  'acs.login.password',
  'acs.connection.promptLogin.password',
  'acs.connection.client.passphrase',
  'mail.login.password',
  'registry.auth.clientSecret',
  'registry.auth.password',
  'registry.auth.token',
] as const;
export type CredentialName = (typeof credentialNames)[number];

export type Credentials = ReadonlyMap<CredentialName, string>;
export const noCredentials: Credentials = new Map();

/** Those that lie in the folder; undefined for no folder. A line's end after a password is no part of it. */
export const readCredentials = (folder: string | undefined): Credentials => {
  if (folder === undefined) return noCredentials;
  const there = credentialNames.filter((name) => existsSync(join(folder, name)));
  return new Map(there.map((name) => [name, readFileSync(join(folder, name), 'utf8').replace(/\r?\n$/, '')]));
};

type Group = Readonly<Record<string, unknown>>;
const isGroup = (value: unknown): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Settings as read from their file, with these laid over them; one whose group is not there has no place. */
export const withCredentials = (
  value: unknown,
  credentials: Credentials,
): { readonly value: unknown; readonly misplaced: readonly CredentialName[] } => {
  let laid = value;
  const misplaced: CredentialName[] = [];
  for (const [name, secret] of credentials) {
    const next = put(laid, name.split('.'), secret);
    if (next === null) misplaced.push(name);
    else laid = next;
  }
  return { value: laid, misplaced };
};

const put = (value: unknown, [step, ...further]: readonly string[], secret: string): Group | null => {
  if (step === undefined || !isGroup(value)) return null;
  if (further.length === 0) return { ...value, [step]: secret };
  const inner = put(value[step], further, secret);
  return inner === null ? null : { ...value, [step]: inner };
};

/**
 * `mended`: others could read it; now only its owner can, but they may have read it before. `open`: everybody can, and it is
 * not ours to change. A file of another owner (root) that a group may read is theirs to decide. Windows has no such bits.
 */
export type Privacy = 'private' | 'mended' | 'open';

export const keepPrivate = (file: string, self: { readonly uid: number | null }): Privacy => {
  if (self.uid === null || !existsSync(file)) return 'private';
  const { mode, uid } = statSync(file);
  if ((mode & 0o077) === 0) return 'private';
  if (uid === self.uid) {
    chmodSync(file, 0o600);
    return 'mended';
  }
  return (mode & 0o007) === 0 ? 'private' : 'open';
};

/** Whether a private key may be used: not one that others can read. Of another owner's (root's), a group of ours may. */
export const isKeyPrivate = (file: string, self: { readonly uid: number | null }): boolean => {
  if (self.uid === null || !existsSync(file)) return true;
  const { mode, uid } = statSync(file);
  return (mode & (uid === self.uid ? 0o077 : 0o007)) === 0;
};
