// A kiosk of a station that is being set up serves nobody from the first moment it is open: what leads it, and covers its glass, comes a
// moment later.
import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '../../station/log.ts';
import { demonstrationKiosk } from '../../station/settings/schema.ts';
import { openStation } from '../../station/station.ts';
import { createHandClock } from '../clock.ts';
import { byBarcode } from '../stories/assistant.ts';
import { cards } from '../stories/story.ts';

test('a card that is scanned before anybody leads the kiosks begins a session at none that is covered', async () => {
  const clock = createHandClock(new Date(2026, 10, 22, 9, 30).getTime());
  const [place = demonstrationKiosk] = byBarcode.places;
  const station = await openStation({
    loaded: {
      kind: 'settings',
      settings: { ...byBarcode, places: ['K1', 'K2'].map((name) => ({ ...place, name })) },
    },
    settingsFile: 'settings.json',
    journalFile: ':memory:',
    clock,
    random: () => 0.5,
    log: createLog('silent'),
    isCovered: (kiosk) => kiosk === 'K2',
  });
  onTestFinished(() => station.close());
  const { works } = station;
  if (works === null) throw new Error('this station works');
  const stageOf = (name: string) => works.kiosks.find((kiosk) => kiosk.name === name)?.state().stage.at;
  const scan = (name: string): void =>
    expect(works.benches.get(name)?.hand({ kind: 'scan', text: cards.an })).toBeNull();
  await clock.pass(5000);
  scan('K1');
  scan('K2');
  await clock.pass(5000);
  expect([stageOf('K1'), stageOf('K2')]).toEqual(['checkout', 'welcome']);
  // Handed over, it opens as ever.
  works.kiosks.find(({ name }) => name === 'K2')?.tell({ kind: 'covered', isCovered: false });
  scan('K2');
  await clock.pass(5000);
  expect(stageOf('K2')).toBe('checkout');
});
