// The names of what goes through a station's doors: a question on the library system's wire, a command to the reader, a line
// to the mail server, a view. Pure; null for what changes nothing outside and nothing on disk (polls, status, parts of a slip).

/** At the far end of a socket of the station. */
export type Peer = 'acs' | 'reader' | 'printer' | 'mail' | 'glass';

/** `both`: a moment before it and one after it; `before`: what follows it is the same moment, as far as anything lasts. */
export type Passage = { readonly name: string; readonly moments: 'both' | 'before' };

const both = (name: string): Passage => ({ name, moments: 'both' });

/** SIP2 questions that change something, and their answers. */
const deeds = new Set(['09', '10', '11', '12', '15', '16', '29', '30', '37', '38']);
const questions = new Set(['17', '63', '35']);

const acsText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1').trimStart();

const toAcs = (bytes: Uint8Array): Passage | null => {
  const code = acsText(bytes).slice(0, 2);
  if (deeds.has(code)) return both(`acs > ${code}`);
  return questions.has(code) ? { name: `acs > ${code}`, moments: 'before' } : null;
};

const fromAcs = (bytes: Uint8Array): Passage | null => {
  const code = acsText(bytes).slice(0, 2);
  return deeds.has(code) ? both(`acs < ${code}`) : null;
};

/** FEIG standard frames: LEN ADR CMD, then the ISO 15693 command. */
const feig = { command: 0xb0, writeAfi: 0x27, look: 0x2b } as const;
export type ReaderTalk = 'other' | 'write' | 'read-back';

/** What a command to the reader is, given the one before it: a look that follows a write reads it back. */
export const readerTalk = (bytes: Uint8Array, before: ReaderTalk): ReaderTalk => {
  const [, , command, iso] = bytes;
  if (command !== feig.command) return 'other';
  if (iso === feig.writeAfi) return 'write';
  return iso === feig.look && before === 'write' ? 'read-back' : 'other';
};

const smtp = (bytes: Uint8Array, sign: '>' | '<'): Passage => {
  const text = acsText(bytes);
  const word = /^(?:EHLO|MAIL|RCPT|DATA|QUIT|\d{3})/.exec(text)?.[0] ?? 'letter';
  return both(`mail ${sign} ${word}`);
};

/** A slip is drawn in many pieces; a status question is a few bytes. */
const shortestSlip = 64;

/** For the reader see `readerTalk`, for the glass `viewPassages`. */
export const outward = (peer: Peer, bytes: Uint8Array, talk: ReaderTalk): Passage | null => {
  switch (peer) {
    case 'acs':
      return toAcs(bytes);
    case 'reader':
      return talk === 'other' ? null : both(`reader > ${talk}`);
    case 'printer':
      return bytes.length < shortestSlip ? null : both('printer > slip');
    case 'mail':
      return smtp(bytes, '>');
    case 'glass':
      return null;
  }
};

export const inward = (peer: Peer, bytes: Uint8Array, talk: ReaderTalk): Passage | null => {
  switch (peer) {
    case 'acs':
      return fromAcs(bytes);
    case 'reader':
      return talk === 'other' ? null : both(`reader < ${talk}`);
    case 'mail':
      return smtp(bytes, '<');
    case 'printer':
    case 'glass':
      return null;
  }
};

/** Row states that tell a patron that something is done. */
const told = new Set([
  'lent',
  'returned',
  'renewed',
  'cancelled',
  'recorded',
  'taken-back',
  'lent-offline',
  'returned-offline',
]);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const countStates = (value: unknown, counts: Map<string, number>): void => {
  if (Array.isArray(value)) for (const one of value) countStates(one, counts);
  else if (isObject(value)) {
    const { state } = value;
    if (isObject(state) && typeof state['at'] === 'string' && told.has(state['at']))
      counts.set(state['at'], (counts.get(state['at']) ?? 0) + 1);
    for (const one of Object.values(value)) countStates(one, counts);
  }
};

/** What a text to the glass tells for the first time: done rows by their count, and each new screen. `seen` remembers. */
export const viewPassages = (text: string, seen: Set<string>): Passage | null => {
  if (!text.startsWith('{"kind":"view"')) return null;
  const message: unknown = JSON.parse(text);
  const view = isObject(message) ? message['view'] : null;
  const screen = isObject(view) ? view['screen'] : null;
  if (!isObject(screen)) return null;
  const counts = new Map<string, number>();
  countStates({ screen }, counts);
  const names = [`screen ${String(screen['at'])}`, ...[...counts].map(([state, count]) => `${count} ${state}`)];
  const fresh = names.filter((name) => !seen.has(name));
  for (const name of fresh) seen.add(name);
  return fresh.length === 0 ? null : both(`glass > ${fresh.join(', ')}`);
};

/** What a statement writes: a kind of entry, or the statement's first words. Null for what only reads. */
export const written = (source: string, values: readonly unknown[]): string | null => {
  const [, columns = ''] = /^\s*insert into entries\s*\(([^)]*)\)/i.exec(source) ?? [];
  if (columns !== '') {
    const at = columns.split(',').findIndex((name) => name.trim() === 'kind');
    const kind = values[at];
    return typeof kind === 'string' ? kind : 'entry';
  }
  const found =
    /^\s*((?:insert into|update|delete from|replace into|create|drop|vacuum)\s*\S*)(?:\s+set\s+(\w+))?/i.exec(source);
  if (found === null) return null;
  return [found[1], found[2]].filter((part) => part !== undefined).join(' ');
};
