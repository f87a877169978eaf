// `sip2 serve`: the small ACS on a port. `sip2 load`: how much an ACS can bear.

import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import schema from '../acs/catalogue.schema.json' with { type: 'json' };
import { createAcs } from '../acs/acs.ts';
import { behaviours, isBehaviourName, type Behaviour } from '../acs/behaviours.ts';
import { demoCatalogue, readCatalogue, type Catalogue } from '../acs/catalogue.ts';
import { deedsSay, readFaultRule, type FaultRule } from '../acs/faults.ts';
import { listen, type Listen } from '../acs/listen.ts';
import type { Client } from '../client.ts';
import { systemClock } from '../clock.ts';
import type { Question } from '../question.ts';
import { call, lineHelp, lineOptions } from './calling.ts';
import { questionOf } from './verbs.ts';
import { UsageError, wholeNumber, type ExitCode, type World } from './world.ts';

const rows: Readonly<Record<string, Behaviour>> = behaviours;
const names = Object.keys(rows);

export const serveHelp = `sip2 serve [OPTIONS]

A small library that answers every message and remembers what it did, until it is stopped.
Prints "sip2 acs ready: HOST:PORT" when it listens.

  --host NAME           127.0.0.1 when left out
  --port NUMBER         6001 when left out; 0: a free one
  --catalogue FILE      JSON; the package's own when left out
  --schema              print the JSON Schema of such a file, and end
  --as NAME             whose ways it has; "usual" when left out:
${Object.entries(rows)
  .map(([name, { title }]) => `                          ${name.padEnd(15)} ${title}`)
  .join('\n')}
  --login USER:PASS     nothing is answered before this login (93)
  --telnet USER:PASS    asks for the login by prompts instead, as on a telnet port
  --tls-cert FILE       over TLS, with this certificate (PEM, with what it is signed by)
  --tls-key FILE          and this key (PEM, not locked)
  --tls-client-ca FILE    and only for callers with a certificate of this authority (PEM)
  --fault RULE          QUESTION:DEED[:TIMES]; again for more rules. QUESTION: checkout, …; transaction: what must not be
                        done twice; any. Without TIMES it happens for ever. DEED:
${Object.entries({ 'delay=MS': 'done that much later, whether somebody still waits or not', ...deedsSay })
  .map(([name, says]) => `                          ${name.padEnd(22)} ${says}`)
  .join('\n')}
  --seed NUMBER         where chances begin (1): the same number, the same chances
  --one-at-a-time       one connection; the others wait, as with a Koha out of its box
  --trace               show the messages, passwords and patrons masked`;

export async function serve(args: readonly string[], world: World): Promise<ExitCode> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '6001' },
      catalogue: { type: 'string' },
      schema: { type: 'boolean', default: false },
      as: { type: 'string', default: 'usual' },
      login: { type: 'string' },
      telnet: { type: 'string' },
      'tls-cert': { type: 'string' },
      'tls-key': { type: 'string' },
      'tls-client-ca': { type: 'string' },
      seed: { type: 'string', default: '1' },
      fault: { type: 'string', multiple: true, default: [] },
      'one-at-a-time': { type: 'boolean', default: false },
      trace: { type: 'boolean', default: false },
    },
  });
  if (values.schema) {
    world.print(JSON.stringify(schema, null, 2));
    return 0;
  }
  const { as } = values;
  if (!isBehaviourName(as)) throw new UsageError(`--as should be one of ${names.join(', ')}, not "${as}".`);
  const prompted = namedIn('--telnet', values.telnet);
  const trace = (kind: string, text: string): void => {
    if (values.trace) world.complain(`${kind.padEnd(7)} ${text}`);
  };
  const rules = values.fault.map(ruleOf);
  const acs = createAcs({
    clock: systemClock,
    catalogue: values.catalogue === undefined ? demoCatalogue() : await catalogueIn(values.catalogue),
    settings: {
      login: prompted ?? namedIn('--login', values.login),
      listsOf: 'barcodes',
      showPatrons: false,
      as,
      seed: wholeNumber('--seed', values.seed, 1, 999_999_999),
      ...(values['one-at-a-time'] ? { oneAtATime: true } : {}),
    },
    hears: {
      traffic: ({ kind, text }) => trace(kind, text),
      changed() {},
    },
  });
  acs.setFaults(rules);
  const place: Listen = {
    host: values.host,
    port: wholeNumber('--port', values.port, 0, 65_535),
    tls: await tlsOf(values, (text) => trace('trouble', text)),
    prompts: prompted === null ? null : { ...prompted, clock: systemClock },
  };
  let open: Awaited<ReturnType<typeof listen>>;
  try {
    open = await listen(acs, place);
  } catch (error) {
    world.complain(error instanceof Error ? error.message : String(error));
    return 3;
  }
  world.print(`sip2 acs ready: ${values.host}:${open.port}`);
  await new Promise<void>((resolve) => {
    if (world.stop.aborted) resolve();
    world.stop.addEventListener('abort', () => resolve());
  });
  await open.close();
  return 0;
}

function namedIn(
  option: string,
  text: string | undefined,
): { readonly user: string; readonly password: string } | null {
  if (text === undefined) return null;
  const [user = '', ...password] = text.split(':');
  if (user === '' || password.length === 0) throw new UsageError(`${option} should be USER:PASS.`);
  return { user, password: password.join(':') };
}

type TlsValues = {
  readonly 'tls-cert'?: string | undefined;
  readonly 'tls-key'?: string | undefined;
  readonly 'tls-client-ca'?: string | undefined;
};

async function tlsOf(values: TlsValues, refused: (text: string) => void): Promise<NonNullable<Listen['tls']> | null> {
  const { 'tls-cert': certificate, 'tls-key': key, 'tls-client-ca': clients } = values;
  if (certificate === undefined && key === undefined && clients === undefined) return null;
  if (certificate === undefined || key === undefined) throw new UsageError('TLS needs both --tls-cert and --tls-key.');
  const read = (option: string, path: string): Promise<string> =>
    readFile(path, 'utf8').catch((error: unknown) => {
      throw new UsageError(
        `${option} ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
  return {
    credentials: {
      certificate: await read('--tls-cert', certificate),
      key: await read('--tls-key', key),
      passphrase: null,
    },
    clients: clients === undefined ? null : [await read('--tls-client-ca', clients)],
    refused,
  };
}

function ruleOf(text: string): FaultRule {
  const read = readFaultRule(text);
  if (read.kind === 'amiss') throw new UsageError(read.text);
  return read.rule;
}

async function catalogueIn(path: string): Promise<Catalogue> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new UsageError(
      `The catalogue ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const read = readCatalogue(value);
  if (read.kind === 'catalogue') return read.catalogue;
  const lines = read.issues.map((issue) => `  ${issue.path}: ${issue.text}`);
  throw new UsageError(`The catalogue ${path} is not right:\n${lines.join('\n')}`);
}

export const loadHelp = `sip2 load [--connections N] [--requests M] [--item ITEM] [OPTIONS]

Asks M questions in all (1000) over N connections (10), each one after the other, and says how fast the answers came.
The question is the status of the ACS (99), or an item (17) with --item. Not for a library that is open.

${lineHelp}

Ends with 0 when every question was answered, else with 3.`;

export async function load(args: readonly string[], world: World): Promise<ExitCode> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...lineOptions,
      connections: { type: 'string', default: '10' },
      requests: { type: 'string', default: '1000' },
      item: { type: 'string' },
    },
  });
  const connections = wholeNumber('--connections', values.connections, 1, 1000);
  const requests = wholeNumber('--requests', values.requests, 1, 100_000_000);
  const words = values.item === undefined ? ['status'] : ['item', values.item];
  const question = questionOf(words, { 'fee-ok': false, cancel: false, 'no-block': false });
  const lines = await Promise.all(Array.from({ length: connections }, () => call(values, world)));
  const clients = lines.flatMap((line) => (line.kind === 'up' ? [line.client] : []));
  const begin = performance.now();
  const took = clients.length < connections ? [] : await askAll(clients, question, requests);
  const seconds = (performance.now() - begin) / 1000;
  await Promise.all(clients.map((client) => client.close()));
  if (clients.length < connections) return 3;
  const sorted = took.toSorted((one, other) => one - other);
  const within = (share: number): number => Number((sorted[Math.ceil(sorted.length * share) - 1] ?? 0).toFixed(3));
  const said = {
    connections,
    requests,
    answered: sorted.length,
    seconds: Number(seconds.toFixed(3)),
    requestsPerSecond: Math.round(sorted.length / seconds),
    latencyMs: { p50: within(0.5), p95: within(0.95), p99: within(0.99), most: within(1) },
  };
  const { p50, p95, p99, most } = said.latencyMs;
  if (values.json) world.print(JSON.stringify(said));
  else
    world.print(
      `${said.answered} of ${requests} answered over ${connections} connections in ${said.seconds} s: ` +
        `${said.requestsPerSecond} requests/s\nlatency in ms: p50 ${p50}, p95 ${p95}, p99 ${p99}, most ${most}`,
    );
  return sorted.length === requests ? 0 : 3;
}

/** The time of every answer, in ms. */
async function askAll(clients: readonly Client[], question: Question, requests: number): Promise<readonly number[]> {
  const took: number[] = [];
  let left = requests;
  const one = async (client: Client): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const begin = performance.now();
      // One connection asks one thing at a time.
      // oxlint-disable-next-line no-await-in-loop
      const outcome = await client.ask(question);
      if (outcome.kind === 'answered') took.push(performance.now() - begin);
    }
  };
  await Promise.all(clients.map(one));
  return took;
}
