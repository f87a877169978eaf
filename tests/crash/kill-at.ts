// Preloaded into a station that is to die (`node --import`): names every moment at which something leaves the station for the
// disk, the library system, the reader, the printer, the mail server or the glass, or comes home from them, and ends the
// process (SIGKILL) at the one that is asked for. Wraps the doors of third parties only; knows nothing of the station.
//   TRAM_PEERS  {"6001":"acs", …}: who is behind which port        fd 3  orders in, names out
//   TRAM_DIE    "NAME<TAB>NTH": from the first moment on            orders: "list", "quiet", "die NAME<TAB>NTH", "clock MS"
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { basename } from 'node:path';
import Database from 'better-sqlite3';
import {
  inward,
  outward,
  readerTalk,
  viewPassages,
  written,
  type Passage,
  type Peer,
  type ReaderTalk,
} from './doors.ts';

const orders = 3;
const { writeSync } = fs;
const { now } = Date;
const peerNames: readonly Peer[] = ['acs', 'reader', 'printer', 'mail', 'glass'];
const peersByPort: unknown = JSON.parse(process.env['TRAM_PEERS'] ?? '{}');
const peers = new Map<number, Peer>(
  Object.entries(typeof peersByPort === 'object' && peersByPort !== null ? peersByPort : {}).flatMap(([port, name]) => {
    const peer = peerNames.find((one) => one === name);
    return peer === undefined ? [] : [[Number(port), peer] as const];
  }),
);

let isListing = false;
let target: { readonly name: string; readonly nth: number } | null = null;
const counts = new Map<string, number>();
const shown = new Set<string>();

const tell = (line: string): void => {
  for (;;) {
    try {
      writeSync(orders, `${line}\n`);
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) return;
    }
  }
};

const die = (): never => {
  for (;;) process.kill(process.pid, 'SIGKILL');
};

const moment = (name: string): void => {
  const nth = (counts.get(name) ?? 0) + 1;
  counts.set(name, nth);
  if (isListing) tell(`at ${name}\t${nth}`);
  else if (target !== null && target.name === name && target.nth === nth) die();
};

const wanted = (text: string): typeof target => {
  const [name = '', nth = '1'] = text.split('\t');
  return { name, nth: Number(nth) };
};

let offsetMs = 0;
const obey = (line: string): void => {
  const [, order = '', rest = ''] = /^(\w+) ?(.*)$/.exec(line) ?? [];
  if (order !== 'clock') {
    counts.clear();
    shown.clear();
    isListing = order === 'list';
    target = order === 'die' ? wanted(rest) : null;
  } else offsetMs = Number(rest);
  tell(`obeyed ${line}`);
};

if (process.env['TRAM_LIST'] !== undefined) isListing = true;
const first = process.env['TRAM_DIE'];
if (first !== undefined) target = wanted(first);
// A clock that was set while the program runs; only its walls are moved, not its pendulum.
Date.now = () => now() + offsetMs;

const line = new net.Socket({ fd: orders, readable: true, writable: false });
let heard = '';
line.setEncoding('utf8').on('data', (text: string) => {
  heard += text;
  for (let end = heard.indexOf('\n'); end >= 0; end = heard.indexOf('\n')) {
    obey(heard.slice(0, end));
    heard = heard.slice(end + 1);
  }
});
line.unref();

// ---- the disk ----

const statement: { run: Database.Statement['run'] } = Object.getPrototypeOf(
  new Database(':memory:').prepare('select 1'),
);
const { run } = statement;
const inTransaction = new WeakMap<Database.Database, string[]>();
statement.run = function (this: Database.Statement, ...values: unknown[]) {
  const act = () => Reflect.apply(run, this, values);
  const { source, database } = this;
  if (source.startsWith('BEGIN')) inTransaction.set(database, []);
  else if (source === 'COMMIT') {
    const names = (inTransaction.get(database) ?? []).join(' + ');
    moment(`journal: ${names}: before its commit`);
    const result = act();
    moment(`journal: ${names}: after its commit`);
    return result;
  } else {
    const name = written(source, values);
    const names = database.inTransaction ? inTransaction.get(database) : undefined;
    if (name !== null && names !== undefined) {
      if (names.length === 0) moment(`journal: ${name}: before it is written`);
      names.push(name);
    } else if (name !== null) {
      moment(`disk: ${name}: before`);
      const result = act();
      moment(`disk: ${name}: after`);
      return result;
    }
  }
  return act();
};

const { exec } = Database.prototype;
Database.prototype.exec = function (this: Database.Database, source: string) {
  const name = written(source, []);
  if (name !== null) moment(`disk: ${name}: before`);
  const result = Reflect.apply(exec, this, [source]);
  if (name !== null) moment(`disk: ${name}: after`);
  return result;
};

const folder = process.env['TRAM_DATA'] ?? '\0';
const fileWriters = ['writeFileSync', 'renameSync', 'copyFileSync', 'rmSync', 'unlinkSync', 'truncateSync'] as const;
for (const name of fileWriters) {
  const real = fs[name];
  Object.defineProperty(fs, name, {
    value: (...values: unknown[]) => {
      const [path] = values;
      const isOurs = typeof path === 'string' && path.startsWith(folder);
      // What a name holds of dates and process ids is another one each time.
      const said = isOurs ? `disk: ${name} ${basename(path).replaceAll(/\d+/g, '#')}` : '';
      if (isOurs) moment(`${said}: before`);
      const result: unknown = Reflect.apply(real, fs, values);
      if (isOurs) moment(`${said}: after`);
      return result;
    },
  });
}
syncBuiltinESMExports();

// ---- the wires ----

const talks = new WeakMap<net.Socket, ReaderTalk>();
const corked = new WeakMap<net.Socket, string[]>();
const peerOf = (socket: net.Socket): Peer | null => {
  if (socket === line) return null;
  const far = peers.get(socket.remotePort ?? 0);
  if (far !== undefined) return far;
  return socket.remotePort !== undefined && 'server' in socket && socket.server !== null ? 'glass' : null;
};
const bytesOf = (chunk: unknown): Uint8Array =>
  typeof chunk === 'string' ? Buffer.from(chunk) : chunk instanceof Uint8Array ? chunk : new Uint8Array();

const { write, uncork, emit } = net.Socket.prototype;
const through = (passage: Passage | null, act: () => unknown): unknown => {
  if (passage === null) return act();
  moment(`${passage.name}: before`);
  const result = act();
  if (passage.moments === 'both') moment(`${passage.name}: after`);
  return result;
};

Object.assign(net.Socket.prototype, {
  write(this: net.Socket, ...values: unknown[]): unknown {
    const act = () => Reflect.apply(write, this, values);
    const peer = peerOf(this);
    if (peer === null) return act();
    const bytes = bytesOf(values[0]);
    if (peer === 'glass') {
      const passage = bytes[0] === 0x7b ? viewPassages(Buffer.from(bytes).toString(), shown) : null;
      if (passage === null) return act();
      moment(`${passage.name}: before`);
      // It is written when the frame's head and body are let go together.
      corked.set(this, [...(corked.get(this) ?? []), `${passage.name}: after`]);
      return act();
    }
    const talk = peer === 'reader' ? readerTalk(bytes, talks.get(this) ?? 'other') : 'other';
    if (peer === 'reader') talks.set(this, talk);
    return through(outward(peer, bytes, talk), act);
  },
  uncork(this: net.Socket): void {
    Reflect.apply(uncork, this, []);
    const names = corked.get(this) ?? [];
    corked.delete(this);
    for (const name of names) moment(name);
  },
  emit(this: net.Socket, ...values: unknown[]): unknown {
    const act = () => Reflect.apply(emit, this, values);
    const peer = values[0] === 'data' ? peerOf(this) : null;
    return peer === null ? act() : through(inward(peer, bytesOf(values[1]), talks.get(this) ?? 'other'), act);
  },
});
