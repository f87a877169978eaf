// Stories of what was begun off-line and is met again: by the next start, by the next session, by a rule about passwords.
import { expect } from 'vitest';
import { offlineSettings, type OfflineSettings } from '../../station/settings/offline.ts';
import type { KioskSettings } from '../../station/settings/schema.ts';
import { cards, items, story } from './story.ts';

const lends = (more: Partial<OfflineSettings> = {}, place: Partial<KioskSettings> = {}) => ({
  place: { ...place, offline: offlineSettings.parse({ does: 'lends', ...more }) },
});

story(
  'lent off-line, and the power went before its tag was written: it is disarmed though the library system knows of no loan yet',
  async (scene) => {
    const { glass, bench, clock, journal, acs } = scene;
    await glass.shows({ at: 'welcome' });
    await bench.hand({ kind: 'acs-mood', mood: 'gone' });
    await glass.borrowAs(cards.an);
    const laid = bench.put(items.kieu);
    while (journal.read('lent-offline').length === 0) await clock.pass(1);
    await scene.restart();
    await laid;
    expect(bench.tag(items.kieu).security).toBe('armed');
    expect(journal.read('secured')).toEqual([]);
    // It is there again, and slow: the tag comes before the telling.
    await bench.hand({ kind: 'acs-delay', answerDelayMs: 3000 });
    await bench.take(items.kieu);
    await clock.pass(5000);
    await bench.put(items.kieu);
    await clock.pass(2000);
    expect(bench.tag(items.kieu).security).toBe('disarmed');
    expect(journal.read('security-dropped')).toEqual([]);
    await clock.pass(60_000);
    expect(acs.lentTo(items.kieu)).toBe(cards.an);
    expect(bench.tag(items.kieu).security).toBe('disarmed');
  },
  lends(),
);

story(
  'where some loans need no password, off-line ones to a card are no more than those',
  async ({ glass, bench, clock, acs }) => {
    await glass.shows({ at: 'welcome' });
    await bench.hand({ kind: 'acs-mood', mood: 'gone' });
    await glass.borrowAs(cards.an);
    for (const item of [items.kieu, items.chiPheo, items.tatDen]) await bench.put(item);
    await glass.rowShows(items.chiPheo, { at: 'lent-offline' });
    await glass.rowShows(items.tatDen, { at: 'refused', because: 'offline-limit' });
    expect(bench.tag(items.tatDen).security).toBe('armed');
    await glass.press({ kind: 'finish' });
    await glass.shows({ at: 'receipt' });
    await glass.press({ kind: 'no-receipt' });
    await bench.hand({ kind: 'acs-mood', mood: 'normal' });
    await clock.pass(60_000);
    expect([items.kieu, items.chiPheo, items.tatDen].map((item) => acs.lentTo(item))).toEqual([
      cards.an,
      cards.an,
      null,
    ]);
  },
  lends({ perCard: 5 }, { password: 'beyond-limit', withoutPassword: 2 }),
);
