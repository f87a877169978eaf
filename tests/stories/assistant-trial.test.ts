// A test loan and its return at a kiosk, driven by the assistant through the kiosk's own flow: what it says, and that nothing is left.
import { expect } from 'vitest';
import type { FindingName } from '../../contract/assistant-view.ts';
import { assistant, bench, byBarcode, kiosk, lay, lentTo, openTrial, securityOf, uidOf } from './assistant.ts';
import { cards, items } from './story.ts';
import { technicianStory, type TechnicianStory } from './technician.ts';

const found = (told: TechnicianStory): readonly FindingName[] =>
  (assistant(told).trial?.findings ?? []).map(({ name }) => name);

const run = async (
  told: TechnicianStory,
  card: string,
  item: string,
  pin: string | null = null,
): Promise<readonly FindingName[]> => {
  await told.tend({ kind: 'run-trial', card, pin, item });
  await told.until(() => expect(assistant(told).trial?.running).toBe(false), 300_000);
  return found(told);
};
technicianStory(
  'the test book is lent, disarmed, returned and armed, and library system, journal and tag say so',
  async (told) => {
    await openTrial(told);
    await lay(told, items.kieu);
    expect(await run(told, cards.an, items.kieu)).toEqual([
      ...(['item-free', 'card-known', 'lent', 'acs-says-lent', 'tag-disarmed', 'journal-whole'] as const),
      ...(['returned', 'acs-says-back', 'tag-armed', 'journal-whole', 'nothing-left'] as const),
    ]);
    expect(lentTo(told, items.kieu)).toBeNull();
    expect(securityOf(told, items.kieu)).toBe('armed');
    expect(assistant(told).notYet).toBeNull();
    // Patrons saw nothing of it, and may come.
    expect(told.keeper.works()?.kiosks[0]?.state().stage.at).toBe('welcome');
    await told.tend({ kind: 'end-step' });
    expect(assistant(told).steps.find(({ name }) => name === 'trial')?.state).toBe('done');
    // The card is nobody's business afterwards.
    expect(told.everything()).not.toContain(cards.an);
    expect(told.journal('lent', 'returned')).toHaveLength(2);
  },
  { settings: kiosk, timeout: 120_000 },
);

technicianStory(
  'a library without tags: the same by the number alone',
  async (told) => {
    await openTrial(told);
    expect(await run(told, cards.an, items.kieu)).toEqual([
      ...(['item-free', 'card-known', 'lent', 'acs-says-lent', 'journal-whole'] as const),
      ...(['returned', 'acs-says-back', 'journal-whole', 'nothing-left'] as const),
    ]);
    expect(lentTo(told, items.kieu)).toBeNull();
  },
  { settings: byBarcode, timeout: 120_000 },
);

technicianStory(
  'what cannot be lent is not begun, and a card that does not do leaves the kiosk as it was',
  async (told) => {
    await openTrial(told);
    expect(await run(told, cards.an, items.doiGioHu)).toEqual(['item-lent']);
    expect(await run(told, cards.an, '39999999999999')).toEqual(['item-unknown']);
    // Nothing lies there, and then more than the book.
    expect(await run(told, cards.an, items.kieu)).toEqual(['item-free', 'tag-not-there']);
    await lay(told, items.kieu);
    await lay(told, items.chiPheo);
    expect(await run(told, cards.an, items.kieu)).toEqual(['item-free', 'tag-not-there']);
    bench(told).hand({ kind: 'take-off-pad', uid: uidOf(told, items.chiPheo) });
    await told.clock.pass(5000);
    expect(await run(told, cards.blocked, items.kieu)).toEqual(['item-free', 'card-blocked']);
    expect(await run(told, '29999999999999', items.kieu)).toEqual(['item-free', 'card-unknown']);
    expect(await run(told, cards.binhWithPin, items.kieu)).toEqual(['item-free', 'pin-missing']);
    expect(await run(told, cards.binhWithPin, items.kieu, '9999')).toEqual(['item-free', 'pin-wrong']);
    expect(assistant(told).notYet).toBe('trial-untried');
    expect(told.keeper.works()?.kiosks[0]?.state().stage.at).toBe('welcome');
    expect(told.journal('lent')).toEqual([]);
    expect(told.everything()).not.toContain('"9999"');
  },
  { settings: kiosk, timeout: 200_000 },
);

technicianStory(
  'a tag that takes no write: the loan is taken back, and it is said that nothing is left',
  async (told) => {
    await openTrial(told);
    await lay(told, items.kieu);
    bench(told).hand({ kind: 'refuse-writes', uid: uidOf(told, items.kieu), refuses: true });
    const names = await run(told, cards.an, items.kieu);
    expect(names).toContain('not-lent');
    expect(lentTo(told, items.kieu)).toBeNull();
    expect(securityOf(told, items.kieu)).toBe('armed');
    expect(assistant(told).notYet).toBe('trial-untried');
  },
  { settings: kiosk, timeout: 120_000 },
);

technicianStory(
  'while somebody stands at the kiosk, or the library system is away, no test is run',
  async (told) => {
    await told.until(() => expect(told.keeper.works()?.client.state().kind).toBe('up'));
    await told.clock.pass(3000);
    told.keeper.works()?.kiosks[0]?.tell({ kind: 'pressed', press: { kind: 'borrow' } });
    await told.signIn();
    await told.tend({ kind: 'open-page', page: 'assistant' });
    await told.tend({ kind: 'open-step', step: 'trial' });
    expect(await run(told, cards.an, items.kieu)).toEqual(['place-busy']);
    told.keeper.works()?.kiosks[0]?.tell({ kind: 'pressed', press: { kind: 'leave' } });
    expect(bench(told).hand({ kind: 'acs-mood', mood: 'gone' })).toBeNull();
    await told.until(() => expect(told.keeper.works()?.client.state().kind).toBe('down'), 600_000);
    expect(await run(told, cards.an, items.kieu)).toEqual(['station-away']);
  },
  { settings: byBarcode, timeout: 120_000 },
);

/** The library system does not answer to a return, so often. */
const noReturns = (told: TechnicianStory, times: number): void =>
  told.keeper.works()?.library?.acs.setFaults([{ asked: ['checkin'], does: { kind: 'silence' }, times }]);

technicianStory(
  'a return that is not answered is tried once more, and then nothing is left; the step is not done by it',
  async (told) => {
    await openTrial(told);
    await lay(told, items.kieu);
    noReturns(told, 1);
    const names = await run(told, cards.an, items.kieu);
    expect(names.slice(names.indexOf('not-returned'))).toEqual([
      ...(['not-returned', 'return-again', 'returned', 'acs-says-back', 'tag-armed'] as const),
      ...(['journal-whole', 'nothing-left'] as const),
    ]);
    expect(lentTo(told, items.kieu)).toBeNull();
    expect(securityOf(told, items.kieu)).toBe('armed');
    expect(assistant(told).notYet).toBe('trial-untried');
  },
  { settings: kiosk, timeout: 200_000 },
);

technicianStory(
  'returns that are never answered: it is said that the book is not back, and what to do about it',
  async (told) => {
    await openTrial(told);
    await lay(told, items.kieu);
    noReturns(told, 99);
    const names = await run(told, cards.an, items.kieu);
    expect(lentTo(told, items.kieu)).toBe(cards.an);
    expect(names).toContain('return-again');
    expect(names.slice(-3)).toEqual(['acs-says-not-back', 'tag-not-armed', 'left-lent']);
    await told.tend({ kind: 'end-step' });
    expect(assistant(told).steps.find(({ name }) => name === 'trial')?.state).toBe('open');
    // The next run says so at once, and lends nothing.
    expect(await run(told, cards.an, items.kieu)).toEqual(['item-lent']);
  },
  { settings: kiosk, timeout: 200_000 },
);

technicianStory(
  'a book that somebody lays down during the test, and a code that somebody scans, are not lent to the test card',
  async (told) => {
    await openTrial(told);
    await lay(told, items.kieu);
    const glass = told.join('K1');
    await told.tend({ kind: 'run-trial', card: cards.an, pin: null, item: items.kieu });
    await told.until(() => expect(told.keeper.works()?.kiosks[0]?.state().stage.at).toBe('checkout'));
    expect(bench(told).hand({ kind: 'put-on-pad', uid: uidOf(told, items.chiPheo) })).toBeNull();
    expect(bench(told).hand({ kind: 'scan', text: items.tatDen })).toBeNull();
    await told.until(() => {
      // Whoever stands there sees nothing of the test card, from the first moment to the last.
      expect(glass.view()).toMatchObject({ screen: { at: 'closed', because: 'set-up' } });
      expect(assistant(told).trial?.running).toBe(false);
    }, 300_000);
    expect(found(told).at(-1)).toBe('nothing-left');
    expect(lentTo(told, items.chiPheo)).toBeNull();
    expect(lentTo(told, items.tatDen)).toBeNull();
    expect(told.journal('checkout-asked')).toHaveLength(1);
    expect(securityOf(told, items.chiPheo)).toBe('armed');
  },
  { settings: kiosk, timeout: 120_000 },
);
