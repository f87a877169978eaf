// A station that is being set up: its kiosks serve nobody, whatever is laid down, scanned or pressed there.
import { expect } from 'vitest';
import { assistant, bench, kiosk, lay, openTrial, uidOf } from './assistant.ts';
import { cards, items } from './story.ts';
import { technicianStory } from './technician.ts';

technicianStory(
  'while the station is being set up no card and no book begins anything, whatever is laid down or scanned; devices are tried all the same',
  async (told) => {
    await openTrial(told);
    const stage = () => told.keeper.works()?.kiosks[0]?.state().stage.at;
    const asked = told.journal('session-began', 'checkin-asked').length;
    expect(bench(told).hand({ kind: 'scan', text: cards.an })).toBeNull();
    await told.clock.pass(5000);
    expect(stage()).toBe('welcome');
    // A card of staff opens no page there, either.
    const staffCard = kiosk.staff.find(({ card }) => card !== null)?.card ?? '';
    expect(staffCard).not.toBe('');
    expect(bench(told).hand({ kind: 'scan', text: staffCard })).toBeNull();
    await told.clock.pass(5000);
    expect(stage()).toBe('welcome');
    await told.tend({ kind: 'open-step', step: 'devices' });
    await told.tend({ kind: 'try-device', key: '0.reader' });
    await lay(told, items.kieu);
    const placed = assistant(told).devices?.placed.find(({ key }) => key === '0.reader');
    expect(placed?.findings.map(({ name }) => name)).toEqual(['device-ready', 'tag-read']);
    expect(stage()).toBe('welcome');
    expect(told.journal('session-began', 'checkin-asked')).toHaveLength(asked);
    // Handed over with the book still on the pad: it is nobody's, until somebody says so.
    const setUp = { kind: 'skip-step', why: 'nothing to try here' } as const;
    for (const step of ['library', 'role', 'staff', 'acs', 'devices', 'trial'] as const) {
      // One step after the other.
      // oxlint-disable-next-line no-await-in-loop
      await told.tend({ kind: 'open-step', step });
      // oxlint-disable-next-line no-await-in-loop
      await told.tend(step === 'acs' || step === 'devices' || step === 'trial' ? setUp : { kind: 'end-step' });
    }
    await told.tend({ kind: 'hand-over' });
    expect(assistant(told).setUp).toBe('handed-over');
    expect(
      told.keeper
        .works()
        ?.kiosks[0]?.state()
        .left.map(({ uid }) => uid),
    ).toEqual([uidOf(told, items.kieu)]);
    // And from now on a card begins as ever.
    expect(bench(told).hand({ kind: 'scan', text: cards.an })).toBeNull();
    await told.until(() => expect(stage()).toBe('checkout'));
  },
  { settings: kiosk, timeout: 120_000 },
);

technicianStory(
  'a kiosk that met a fault while it is being set up opens anew, and serves nobody then either',
  async (told) => {
    await openTrial(told);
    const place = told.keeper.works()?.kiosks[0];
    // No event of this kind and shape is ever told: what happens is what nobody expected.
    place?.tell({ kind: 'password-elsewhere', entry: JSON.parse('null') });
    expect(place?.state().stage.at).toBe('out-of-order');
    const staffCard = kiosk.staff.find(({ card }) => card !== null)?.card ?? '';
    expect(bench(told).hand({ kind: 'scan', text: staffCard })).toBeNull();
    await told.clock.pass(2000);
    expect(place?.state().stage.at).toBe('out-of-order');
    await told.until(() => expect(place?.state().stage.at).toBe('welcome'), 30_000);
    expect(bench(told).hand({ kind: 'scan', text: cards.an })).toBeNull();
    await told.clock.pass(5000);
    expect(place?.state().stage.at).toBe('welcome');
  },
  { settings: kiosk },
);
