// The real thing once: sockets, and the small ACS as a process of its own.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createClient, systemClock, tcpTransport, usualSettings, type ClientState } from 'sip2';
import { createAcs, demoCatalogue, listen } from 'sip2/acs';
import { expect, onTestFinished, test } from 'vitest';
import { cardOf } from './library.ts';

const host = '127.0.0.1';

const nothing = (): void => {};

async function opened(port: number) {
  const transport = tcpTransport({ host, port, connectTimeoutMs: 5000, clock: systemClock });
  const states: ClientState[] = [];
  let told = nothing;
  const client = createClient({
    transport,
    clock: systemClock,
    settings: { ...usualSettings, login: { user: 'kiosk', password: 's3cret', location: '' } },
    random: Math.random,
    hears: {
      state(state) {
        states.push(state);
        told();
      },
      traffic() {},
    },
  });
  const reaches = async (kind: ClientState['kind']): Promise<ClientState> => {
    while (client.state().kind !== kind || states.length === 0) await new Promise<void>((resolve) => (told = resolve));
    return client.state();
  };
  client.open();
  onTestFinished(() => client.close());
  return { client, reaches };
}

test('two stations and one ACS over TCP; it goes, it comes back', async () => {
  const acs = createAcs({
    clock: systemClock,
    catalogue: demoCatalogue(),
    settings: { login: { user: 'kiosk', password: 's3cret' }, listsOf: 'barcodes', showPatrons: false },
    hears: { traffic() {}, changed() {} },
  });
  const open = await listen(acs, { host, port: 0 });
  onTestFinished(() => open.close());
  const [one, other] = await Promise.all([opened(open.port), opened(open.port)]);
  const ask = {
    kind: 'patron-information',
    patronId: cardOf('Trần Thị Bình'),
    patronPassword: '1234',
    summary: 'none',
  } as const;
  const answers = await Promise.all([one.client.ask(ask), other.client.ask(ask)]);
  for (const answer of answers) expect(answer).toMatchObject({ answer: { personalName: 'Trần Thị Bình' } });
  acs.setMood({ mood: 'gone' });
  expect(await one.reaches('down')).toMatchObject({ because: 'connection-lost' });
  acs.setMood({ mood: 'normal' });
  expect(await one.reaches('up')).toMatchObject({ status: { libraryName: 'Thư viện tỉnh' } });
});

test('a port where nobody listens is said in a sentence', async () => {
  const acs = createAcs({
    clock: systemClock,
    catalogue: demoCatalogue(),
    settings: { login: null, listsOf: 'barcodes', showPatrons: false },
    hears: { traffic() {}, changed() {} },
  });
  const open = await listen(acs, { host, port: 0 });
  await expect(listen(acs, { host, port: open.port })).rejects.toThrow(/Cannot listen on 127\.0\.0\.1:\d+/);
  await open.close();
  const transport = tcpTransport({ host, port: open.port, connectTimeoutMs: 5000, clock: systemClock });
  const nobody = { bytes() {}, closed() {} };
  await expect(transport.open(nobody)).rejects.toThrow(/Cannot reach the ACS at 127\.0\.0\.1:\d+: .*ECONNREFUSED/);
});

test('as a process: says its port, serves, and stops when told to', async () => {
  const main = fileURLToPath(new URL('../../sip2/cli.ts', import.meta.url));
  const acs = spawn(process.execPath, [main, 'serve', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void acs.kill('SIGKILL'));
  const [line] = await once(createInterface(acs.stdout), 'line');
  const port = Number(/^sip2 acs ready: 127\.0\.0\.1:(\d+)$/.exec(String(line))?.[1]);
  const socket = connect(port, host);
  socket.write('9900802.00AY1AZFCA0\r');
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^98YYYYNY150003\d{8} {4}\d{6}2\.00AOTVT\|AMThư viện tỉnh\|.*AY1AZ[0-9A-F]{4}\r\n$/);
  const ended = once(socket, 'close');
  acs.kill('SIGTERM');
  expect(await once(acs, 'exit')).toEqual([0, null]);
  await ended;
});
