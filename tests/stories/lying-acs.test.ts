// A library system that lies or stumbles, over a real socket: each lie against each act ends in the state that is true, asked
// once, with the next session untouched and a sentence for the technician that names nobody.
import { expect } from 'vitest';
import type { QuestionKind } from 'sip2';
import type { Deed } from 'sip2/acs';
import { cards, items, story, type Story } from './story.ts';

/** `done`: the library system does what it is asked, and is found out; else it is refused, and nothing happened. */
type Lie = {
  readonly does: Deed;
  readonly times?: number;
  readonly done: boolean;
  /** The answer is not believed, or never came: it is found out by asking. */
  readonly foundOut: boolean;
  /** The kind of complaint in the log; null: it harms nobody. */
  readonly told: string | null;
};

// prettier-ignore
const lies: readonly Lie[] = [
  { does: 'answer-late',        done: true,  foundOut: true,  told: 'silence' },
  { does: 'glued',              done: true,  foundOut: false, told: 'nothing-asked' },
  { does: 'old-answer',         done: true,  foundOut: true,  told: 'other-sequence' },
  { does: 'wrong-sequence',     done: true,  foundOut: true,  told: 'other-sequence' },
  { does: 'other-item',         done: true,  foundOut: true,  told: 'other-answer' },
  { does: 'status-instead',     done: true,  foundOut: true,  told: 'status-change' },
  { does: 'status-first',       done: true,  foundOut: true,  told: 'status-change' },
  { does: 'half-answer',        done: true,  foundOut: true,  told: 'silence' },
  { does: 'drop-after-work',    done: true,  foundOut: true,  told: 'connection-lost' },
  { does: 'prose',              done: false, foundOut: true,  told: 'prose' },
  // BX promises everything.
  { does: 'not-understood', times: 3, done: false, foundOut: true, told: 'not-understood' },
];

/** Only where a loan is answered. */
// prettier-ignore
const liesOfLoans: readonly Lie[] = [
  { does: 'other-patron',       done: true,  foundOut: true,  told: 'other-patron' },
  { does: 'no-due-date',        done: true,  foundOut: false, told: 'no-due-date' },
  { does: 'odd-due-date',       done: true,  foundOut: false, told: 'no-due-date' },
];

const lieTo = ({ works }: Story, asked: QuestionKind, { does, times = 1 }: Lie): void =>
  works().library?.acs.setFaults([{ asked: [asked], does: { kind: does }, times }]);

const patience = 90_000;
const day = { kind: 'day', day: expect.stringMatching(/^2026-1[12]-\d\d$/) };
const lent = { at: 'lent', release: 'read-back', due: day } as const;
const notLent = { at: 'refused', because: 'acs-silent' } as const;

/** One line at warn about it, and the same in health; neither names a patron, an item or a title. */
const isTold = ({ log, works }: Story, { told }: Lie, question: QuestionKind, health: readonly string[]): void => {
  const warned = log.filter((line) => line.includes('"level":40'));
  const ours = warned.filter((line) => line.includes(`"acs":"${told}"`));
  expect(ours).toHaveLength(told === null ? 0 : 1);
  if (told !== 'nothing-asked') expect(ours[0]).toContain(`"question":"${question}"`);
  expect(health.filter((sentence) => sentence.startsWith('The library system '))).not.toEqual([]);
  for (const text of [...log, ...health]) expect(text).not.toMatch(/2123400|3123400|2999999|3999999|Truyện|Nguyễn/);
  expect(works().client.state().kind).toBe('up');
};

/** Whoever comes next finds a kiosk that knows nothing of it, borrows, and is lent to. */
const nextIsClean = async (scene: Story, earlier: readonly string[]): Promise<void> => {
  const { glass, bench, acs, clock } = scene;
  const before = new Map(earlier.map((item) => [item, acs.lentTo(item)]));
  for (const item of earlier) await bench.take(item);
  await glass.press({ kind: 'finish' });
  await clock.pass(5000);
  // Where nothing happened there is nothing to print.
  if (glass.view().screen.at === 'receipt') await glass.press({ kind: 'leave' });
  await clock.pass(30_000);
  await glass.borrowAs(cards.john);
  expect(glass.view().screen).toMatchObject({ rows: [] });
  await bench.put(items.datRung);
  await glass.rowShows(items.datRung, lent);
  expect(acs.lentTo(items.datRung)).toBe(cards.john);
  for (const [item, patron] of before) expect(acs.lentTo(item)).toBe(patron);
};

for (const lie of [...lies, ...liesOfLoans]) {
  story(
    `a checkout: ${lie.does}`,
    async (scene) => {
      const { glass, bench, acs, journal } = scene;
      await glass.borrowAs(cards.an);
      lieTo(scene, 'checkout', lie);
      await bench.put(items.kieu);
      await glass.rowShows(items.kieu, lie.done ? lent : notLent, patience);
      expect(acs.lentTo(items.kieu)).toBe(lie.done ? cards.an : null);
      expect(bench.tag(items.kieu).security).toBe(lie.done ? 'disarmed' : 'armed');
      expect(journal.read('checkout-asked')).toHaveLength(1);
      expect(journal.read('lent')).toHaveLength(lie.done ? 1 : 0);
      expect(journal.read('outcome-unknown')).toHaveLength(lie.foundOut ? 1 : 0);
      isTold(scene, lie, 'checkout', scene.health());
      await nextIsClean(scene, [items.kieu]);
    },
    { wire: 'tcp' },
  );

  story(
    `a pile, and the first of it: ${lie.does}`,
    async (scene) => {
      const { glass, bench, acs, journal } = scene;
      await glass.borrowAs(cards.an);
      lieTo(scene, 'checkout', lie);
      const pile = [items.kieu, items.chiPheo, items.tatDen];
      for (const item of pile) await bench.put(item);
      for (const item of pile) await glass.rowShows(item, { at: expect.stringMatching(/^(lent|refused)$/) }, patience);
      const refused = pile.filter((item) => glass.row(item)?.state.at === 'refused');
      expect(refused).toHaveLength(lie.done ? 0 : 1);
      for (const item of pile) {
        const isLent = !refused.includes(item);
        expect(glass.row(item)?.state).toMatchObject(isLent ? lent : notLent);
        expect(acs.lentTo(item)).toBe(isLent ? cards.an : null);
        expect(bench.tag(item).security).toBe(isLent ? 'disarmed' : 'armed');
      }
      expect(journal.read('checkout-asked')).toHaveLength(3);
      expect(new Set(journal.read('checkout-asked').map((entry) => Reflect.get(entry, 'item')))).toEqual(new Set(pile));
      await nextIsClean(scene, pile);
    },
    { wire: 'tcp' },
  );

  story(
    `a renewal: ${lie.does}`,
    async (scene) => {
      const { glass, acs, journal, clock } = scene;
      await openAccount(scene, cards.an);
      const before = scene.works().library?.acs.loanOf(items.doiGioHu)?.dueAt ?? 0;
      lieTo(scene, 'renew', lie);
      await glass.press({ kind: 'renew', row: loan(scene).key });
      for (let waited = 0; waited < patience && isWaiting(loan(scene)); waited += 500) await clock.pass(500);
      expect(loan(scene).state).toMatchObject(lie.done ? { at: 'renewed' } : { at: 'refused', because: 'acs-silent' });
      expect(loan(scene).due).toEqual(day);
      expect((scene.works().library?.acs.loanOf(items.doiGioHu)?.dueAt ?? 0) > before).toBe(lie.done);
      expect(acs.lentTo(items.doiGioHu)).toBe(cards.an);
      expect(journal.read('renewal-asked')).toHaveLength(1);
      expect(journal.read('outcome-unknown')).toHaveLength(lie.foundOut ? 1 : 0);
      isTold(scene, lie, 'renew', scene.health());
    },
    { wire: 'tcp' },
  );
}

for (const lie of lies) {
  story(
    `a checkin: ${lie.does}`,
    async (scene) => {
      const { glass, bench, acs, journal } = scene;
      await glass.shows({ at: 'welcome' });
      await glass.press({ kind: 'return' });
      await glass.shows({ at: 'checkin' });
      lieTo(scene, 'checkin', lie);
      await bench.put(items.doiGioHu);
      await glass.rowShows(items.doiGioHu, { at: lie.done ? 'returned' : 'refused' }, patience);
      expect(acs.lentTo(items.doiGioHu)).toBe(lie.done ? null : cards.an);
      // What was not taken back stays as it was lent.
      expect(bench.tag(items.doiGioHu).security).toBe(lie.done ? 'armed' : 'disarmed');
      expect(journal.read('checkin-asked')).toHaveLength(1);
      expect(journal.read('returned')).toHaveLength(lie.done ? 1 : 0);
      isTold(scene, lie, 'checkin', scene.health());
      await nextIsClean(scene, [items.doiGioHu]);
    },
    { wire: 'tcp' },
  );
}

const openAccount = async ({ glass, clock }: Story, card: string): Promise<void> => {
  await glass.shows({ at: 'welcome' });
  await glass.press({ kind: 'account' });
  await glass.press({ kind: 'type-card', number: card });
  await glass.shows({ at: 'account' }, patience);
  await clock.pass(5000);
};

const loan = ({ glass }: Story) => {
  const { screen } = glass.view();
  const found = screen.at === 'account' ? screen.loans.find(({ number }) => number === items.doiGioHu) : undefined;
  if (found === undefined) throw new Error(`the loan is not shown: ${JSON.stringify(screen)}`);
  return found;
};

const isWaiting = ({ state }: ReturnType<typeof loan>): boolean =>
  ['waiting', 'asking', 'finding-out'].includes(state.at);
