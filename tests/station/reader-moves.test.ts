// The whole station with its reader on a real pty: the cable is pulled, and the reader comes back under another port's name.
import { renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { View } from '../../contract/view.ts';
import { systemClock } from '../../drivers/clock.ts';
import { readerSettings } from '../../drivers/rfid/makers.ts';
import { createLog } from '../../station/log.ts';
import { demonstration, demonstrationKiosk } from '../../station/settings/schema.ts';
import { openStation } from '../../station/station.ts';
import { cleanUp, cleanUps, directory, hasSocat, pty, until } from '../drivers/far-ends.ts';

afterEach(cleanUp);

test.skipIf(!hasSocat)(
  'the kiosk closes when its reader is unplugged and opens when it is plugged in elsewhere',
  async () => {
    const here = await pty(['feig']);
    const there = await pty(['feig', '--tag', 'E004010046A847AD=31234000001014']);
    const folder = directory();
    const link = join(folder, 'usb-FEIG_reader');
    symlinkSync(here.path, link);
    const kiosk = demonstrationKiosk;
    const reader = readerSettings.parse({ maker: 'feig', connection: { kind: 'serial', path: link } });
    const station = await openStation({
      loaded: { kind: 'settings', settings: { ...demonstration, places: [{ ...kiosk, reader }] } },
      settingsFile: join(folder, 'settings.json'),
      journalFile: join(folder, 'journal.sqlite'),
      clock: systemClock,
      random: Math.random,
      log: createLog('silent'),
    });
    cleanUps.push(() => station.close());
    let latest: View | null = null;
    station.join('K1', { view: (view) => (latest = view), bench: () => undefined });
    const screen = () => (latest?.mode === 'kiosk' ? latest.screen : null);

    await until('the welcome', () => screen()?.at === 'welcome');
    here.socat.kill('SIGKILL');
    expect(await until('the trouble', () => (screen()?.at === 'closed' ? screen() : null))).toEqual({
      at: 'closed',
      because: 'pad-trouble',
    });
    symlinkSync(there.path, `${link}.new`);
    renameSync(`${link}.new`, link);
    await until('the welcome, and the item that lies there', () => {
      const now = screen();
      return now?.at === 'welcome' && now.onPad === 1;
    });
  },
  30_000,
);
