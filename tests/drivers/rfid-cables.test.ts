// Readers whose cable is pulled, that freeze, that come back elsewhere: a pad over real ptys and real TCP.
import { type ChildProcess, spawnSync } from 'node:child_process';
import { renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { pass, systemClock } from '../../drivers/clock.ts';
import { openPad } from '../../drivers/open.ts';
import type { DeviceState } from '../../drivers/ports/device.ts';
import type { PadEvent } from '../../drivers/ports/pad.ts';
import { createFeigSimulator, feigSimulatorDefaults } from '../../drivers/rfid/feig/simulator.ts';
import { createField } from '../../drivers/rfid/field.ts';
import { readerSettings } from '../../drivers/rfid/makers.ts';
import { serve } from '../../drivers/transport/tcp.ts';
import { cleanUp, cleanUps, directory, hasSocat, pty, until } from './far-ends.ts';

afterEach(cleanUp);

const uid = 'E004010046A847AD';
const simulated = ['feig', '--tag', `${uid}=30123000012345`];
const slow = 30_000;

type Line =
  | { readonly kind: 'serial'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number | null };

const padOn = (connection: Line) => {
  const states: { at: DeviceState['at']; ms: number; because: string }[] = [];
  const events: PadEvent[] = [];
  const { pad } = openPad({
    settings: readerSettings.parse({
      maker: 'feig',
      frames: connection.kind === 'tcp' ? 'advanced' : 'standard',
      connection,
    }),
    rule: { afi: { armed: 0x07, disarmed: 0xc2 }, eas: false },
    clock: systemClock,
    record: null,
    hears: (event) => {
      events.push(event);
      if (event.kind !== 'state') return;
      const because = event.state.at === 'trouble' ? event.state.because : '';
      states.push({ at: event.state.at, ms: performance.now(), because });
    },
  });
  cleanUps.push(() => pad.close());
  /** The state it is in from `since` on. */
  const stands = (at: DeviceState['at'], since: number): Promise<{ at: string; ms: number; because: string }> =>
    until(at, () => states.find((state) => state.at === at && state.ms >= since));
  const reads = (nth: number): Promise<PadEvent> =>
    until(`reading ${nth}`, () => events.filter(({ kind }) => kind === 'tag-read')[nth - 1]);
  return { pad, events, stands, reads, order: () => states.map(({ at }) => at) };
};

describe.skipIf(!hasSocat)('a pad on a serial port', () => {
  test(
    'hangs: noticed by its silence, closed, and had again when it wakes',
    async () => {
      const { path, socat } = await pty(simulated);
      const pad = padOn({ kind: 'serial', path });
      await pad.reads(1);
      // The children too: socat passes the bytes on, the simulator behind it answers.
      const frozen = [socat.pid, ...childrenOf(socat)];
      const send = (signal: NodeJS.Signals): void => {
        for (const pid of frozen) if (pid !== undefined) process.kill(pid, signal);
      };
      cleanUps.push(() => send('SIGCONT'));
      send('SIGSTOP');
      const frozenAt = performance.now();
      const { because, ms } = await pad.stands('trouble', frozenAt);
      expect(because).toMatch(/does not answer|did not answer/);
      send('SIGCONT');
      await pad.stands('ready', ms);
      await pad.reads(2);
      expect(pad.order().slice(-3)).toEqual(['ready', 'trouble', 'ready']);
    },
    slow,
  );

  test(
    'comes back under another port’s name, by the link that names the device',
    async () => {
      const first = await pty(simulated);
      const second = await pty(simulated);
      const link = join(directory(), 'usb-FEIG_reader');
      symlinkSync(first.path, link);
      const pad = padOn({ kind: 'serial', path: link });
      await pad.reads(1);
      const killedAt = performance.now();
      first.socat.kill('SIGKILL');
      const { ms: knownAt } = await pad.stands('trouble', killedAt);
      expect(knownAt - killedAt).toBeLessThan(4000);
      renewLink(link, second.path);
      const pluggedAt = performance.now();
      const { ms } = await pad.stands('ready', pluggedAt);
      await pad.reads(2);
      expect(ms - pluggedAt).toBeLessThan(6000);
      expect(pad.order().slice(-3)).toEqual(['ready', 'trouble', 'ready']);
    },
    slow,
  );

  test(
    'leaves a port that its link does not name any more, though that one still answers',
    async () => {
      const first = await pty(simulated);
      const second = await pty(['feig', '--tag', 'E004010046A847AE=30123000012346']);
      const link = join(directory(), 'usb-FEIG_reader');
      symlinkSync(first.path, link);
      const pad = padOn({ kind: 'serial', path: link });
      await pad.reads(1);
      renewLink(link, second.path);
      expect(await pad.reads(2)).toMatchObject({ uid: 'E004010046A847AE' });
    },
    slow,
  );
});

describe('a pad on TCP', () => {
  const field = createField({ seed: 1 });
  const far = createFeigSimulator({
    field,
    clock: systemClock,
    settings: { ...feigSimulatorDefaults, frames: 'advanced' },
  });
  const serving = async (port: number) => {
    const reader = { isFrozen: false };
    const server = await serve({ host: '127.0.0.1', port }, (visitor) => {
      const hears = far((bytes) => visitor.send(bytes));
      visitor.hears((chunk) => {
        if (!reader.isFrozen) hears(chunk);
      });
    });
    cleanUps.push(() => server.close());
    return { reader, server };
  };

  test('freezes, as with a cable pulled behind a switch: only its silence tells; and wakes', async () => {
    const { reader, server } = await serving(0);
    const pad = padOn({ kind: 'tcp', host: '127.0.0.1', port: server.port });
    await pad.stands('ready', 0);
    reader.isFrozen = true;
    const frozenAt = performance.now();
    const { ms } = await pad.stands('trouble', frozenAt);
    reader.isFrozen = false;
    await pad.stands('ready', ms);
    expect(pad.order()).toEqual(['ready', 'trouble', 'ready']);
  }, 30_000);

  test('is switched off and on', async () => {
    const first = await serving(0);
    const { port } = first.server;
    const pad = padOn({ kind: 'tcp', host: '127.0.0.1', port });
    await pad.stands('ready', 0);
    const offAt = performance.now();
    await first.server.close();
    const { ms } = await pad.stands('trouble', offAt);
    expect(ms - offAt).toBeLessThan(4000);
    // Longer than the first pauses between two tries.
    await pass(systemClock, 3500);
    await serving(port ?? 0);
    const onAt = performance.now();
    const back = await pad.stands('ready', onAt);
    expect(back.ms - onAt).toBeLessThan(6000);
  }, 30_000);
});

function childrenOf({ pid }: ChildProcess): readonly number[] {
  const told = spawnSync('cat', [`/proc/${pid}/task/${pid}/children`]).stdout.toString();
  return told.split(' ').filter(Boolean).map(Number);
}

/** As udev does it: the new link takes the old one's place in one step. */
function renewLink(link: string, to: string): void {
  symlinkSync(to, `${link}.new`);
  renameSync(`${link}.new`, link);
}
