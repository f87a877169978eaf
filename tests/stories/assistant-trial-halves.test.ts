// The test loan of the assistant at kiosks that do half of it: a kiosk for returns, one for loans, and a station whose kiosks do neither.
// The step can be ended at each, and the report says what is off.
import { expect } from 'vitest';
import type { FindingName } from '../../contract/assistant-view.ts';
import { settings as schema } from '../../station/settings/schema.ts';
import { assistant, kiosk, lay, lentTo, openTrial, securityOf } from './assistant.ts';
import { cards, items } from './story.ts';
import { technicianStory, type TechnicianStory } from './technician.ts';

const doing = (...functions: readonly string[]) =>
  schema.parse({ ...kiosk, places: kiosk.places.map((place) => ({ ...place, functions })) });

const run = async (told: TechnicianStory, card: string | null, item: string): Promise<readonly FindingName[]> => {
  await told.tend({ kind: 'run-trial', card, pin: null, item });
  await told.until(() => expect(assistant(told).trial?.running).toBe(false), 300_000);
  return (assistant(told).trial?.findings ?? []).map(({ name }) => name);
};

/** The step is ended, and what the report says then. */
const reported = async (told: TechnicianStory): Promise<string> => {
  expect(assistant(told).notYet).toBeNull();
  await told.tend({ kind: 'end-step' });
  expect(assistant(told).steps.find(({ name }) => name === 'trial')?.state).toBe('done');
  await told.tend({ kind: 'open-step', step: 'hand-over' });
  await told.tend({ kind: 'make-report' });
  return assistant(told).handOver?.report ?? '';
};

technicianStory(
  'a kiosk for returns: a book that was lent at the desk is returned and armed, without a card, and the report says that loans are off',
  async (told) => {
    await openTrial(told);
    expect(assistant(told).trial).toMatchObject({ does: 'returns', place: 'K1' });
    const holder = lentTo(told, items.doiGioHu);
    expect(holder).not.toBeNull();
    await lay(told, items.doiGioHu);
    expect(await run(told, null, items.doiGioHu)).toEqual([
      ...(['loans-off', 'item-on-loan', 'returned', 'acs-says-back', 'tag-armed'] as const),
      ...(['journal-whole', 'nothing-left'] as const),
    ]);
    expect(lentTo(told, items.doiGioHu)).toBeNull();
    expect(securityOf(told, items.doiGioHu)).toBe('armed');
    expect(told.journal('checkout-asked')).toEqual([]);
    const report = await reported(told);
    expect(report).toContain('Ki-ốt K1 không cho mượn: chỉ thử lượt trả.');
    expect(report).not.toContain('K1: chưa mượn và trả thử.');
  },
  { settings: doing('return'), timeout: 120_000 },
);

technicianStory(
  'a kiosk for returns, and a book that nobody has: it is said, and the return is tried all the same',
  async (told) => {
    await openTrial(told);
    await lay(told, items.kieu);
    const names = await run(told, null, items.kieu);
    expect(names.slice(0, 2)).toEqual(['loans-off', 'item-not-on-loan']);
    expect(names).toContain('nothing-left');
    expect(await run(told, null, '39999999999999')).toEqual(['loans-off', 'item-unknown']);
  },
  { settings: doing('return', 'account'), timeout: 120_000 },
);

technicianStory(
  'a kiosk for loans: the loan is tried, and it is said that the book is to be returned at the desk',
  async (told) => {
    await openTrial(told);
    expect(assistant(told).trial?.does).toBe('loans');
    // Without a card there is no loan.
    await told.tend({ kind: 'run-trial', card: null, pin: null, item: items.kieu });
    expect(assistant(told).trial?.running).toBe(false);
    await lay(told, items.kieu);
    expect((await run(told, cards.an, items.kieu)).slice(-3)).toEqual(['tag-disarmed', 'journal-whole', 'returns-off']);
    expect(lentTo(told, items.kieu)).toBe(cards.an);
    expect(await reported(told)).toContain('Ki-ốt K1 không nhận trả');
  },
  { settings: doing('borrow'), timeout: 120_000 },
);

technicianStory(
  'a station whose kiosks neither lend nor take back has nothing to try, and is handed over all the same',
  async (told) => {
    await openTrial(told);
    expect(assistant(told).trial?.places).toEqual([]);
    expect(await reported(told)).not.toContain('chưa mượn và trả thử');
  },
  { settings: doing('account') },
);
