// UHF readers over real lines: simulators as programs of their own, behind a pty or a TCP port.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../drivers/clock.ts';
import { openPad } from '../../drivers/open.ts';
import type { PadEvent } from '../../drivers/ports/pad.ts';
import { readerSettings } from '../../drivers/rfid/makers.ts';
import { cleanUp, cleanUps, directory, hasSocat, order, pty, tcpSimulator, until } from './far-ends.ts';

const uid = '3B4A2C1D0011223344556601';

afterEach(cleanUp);

const open = (settings: Readonly<Record<string, unknown>>) => {
  const events: PadEvent[] = [];
  const { pad } = openPad({
    settings: readerSettings.parse(settings),
    rule: { afi: { armed: 0x07, disarmed: 0xc2 }, eas: false },
    clock: systemClock,
    record: null,
    hears: (event) => events.push(event),
  });
  cleanUps.push(() => pad.close());
  const states = (): string[] => events.flatMap((event) => (event.kind === 'state' ? [event.state.at] : []));
  return { pad, events, states };
};

test.skipIf(!hasSocat).each([
  ['a UHFReader18', 'uhfreader', ['--tag', uid]],
  [
    'a UHFReader288 that came in scan mode',
    'uhfreader',
    ['--tag', uid, '--set', 'layout=uhf288', '--set', 'simulated.scanMode=until-told'],
  ],
  ['an R2000 module', 'a0', ['--tag', uid]],
] as const)(
  '%s on a serial line is read, armed, unplugged and comes back',
  async (_name, maker, args) => {
    const { path, socat, plug } = await pty([maker, ...args]);
    const { pad, events, states } = open({ maker, connection: { kind: 'serial', path } });
    await until('the tag', () => events.find((event) => event.kind === 'tag-read'));
    expect(await pad.secure(uid, 'disarmed')).toEqual({ kind: 'done' });
    const unplugged = pad.secure(uid, 'armed');
    socat.kill('SIGKILL');
    await unplugged;
    await until('the trouble', () => states().at(-1) === 'trouble');
    plug();
    await until('the pad’s coming back', () => states().at(-1) === 'ready');
    await until('the tag again', () => events.filter((event) => event.kind === 'tag-read').length === 2);
  },
  60_000,
);

test.each(['llrp', 'a0', 'uhfreader'] as const)(
  '%s on TCP, with hands on another socket',
  async (maker) => {
    const control = join(directory(), 'control');
    const port = await tcpSimulator(maker, ['--control', control]);
    const { pad, events } = open({ maker, connection: { kind: 'tcp', host: '127.0.0.1', port } });
    await until('the pad', () => pad.state().at === 'ready' && existsSync(control));
    expect(await order(control, { kind: 'lay-uhf', uid })).toBe('{"kind":"done","is":null}');
    await until('the tag', () => events.find((event) => event.kind === 'tag-read'));
    expect(await pad.secure(uid, 'disarmed')).toEqual({ kind: 'done' });
    expect(await order(control, { kind: 'tags' })).toBe(
      `{"kind":"done","is":[{"uid":"${uid}","afi":194,"eas":false}]}`,
    );
    await order(control, { kind: 'lift', uid });
    await until('its going', () => events.at(-1)?.kind === 'tag-gone');
  },
  60_000,
);

test('an LLRP reader serves one program at a time; the next one is served after it', async () => {
  const port = await tcpSimulator('llrp');
  const first = open({ maker: 'llrp', connection: { kind: 'tcp', host: '127.0.0.1', port } });
  await until('the first', () => first.pad.state().at === 'ready');
  const second = open({ maker: 'llrp', connection: { kind: 'tcp', host: '127.0.0.1', port } });
  await until('the refusal', () => second.states().includes('trouble'));
  await first.pad.close();
  await until('the second', () => second.pad.state().at === 'ready');
}, 60_000);
