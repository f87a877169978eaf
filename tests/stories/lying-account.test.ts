// A library system that lies about a patron's account, that lies again and again, or whose clock drifts while the line stands: over
// a real socket.
import { expect } from 'vitest';
import type { FaultRule } from 'sip2/acs';
import { cards, items, story, type Story } from './story.ts';

const fault = ({ works }: Story, rule: FaultRule): void => works().library?.acs.setFaults([rule]);
const warned = ({ log }: Story, because: string): readonly string[] =>
  log.filter((line) => line.includes('"level":40') && line.includes(`"acs":"${because}"`));

const account = ({ glass }: Story) => {
  const { screen } = glass.view();
  if (screen.at !== 'account') throw new Error(`the account is not shown, but ${screen.at}`);
  return screen;
};

const open = async ({ glass, clock }: Story, card: string): Promise<void> => {
  await glass.shows({ at: 'welcome' });
  await glass.press({ kind: 'account' });
  await glass.press({ kind: 'type-card', number: card });
  await clock.pass(5000);
};

story(
  'a card that is answered with another’s number lets nobody in, and the next try does',
  async (scene) => {
    const { glass, clock } = scene;
    fault(scene, { asked: ['patron-information'], does: { kind: 'other-patron' }, times: 1 });
    await open(scene, cards.an);
    await clock.pass(5000);
    expect(glass.everything()).not.toContain('29999999999999');
    expect(glass.view().screen.at).not.toBe('account');
    expect(warned(scene, 'other-patron')).toHaveLength(1);
    await clock.pass(120_000);
    await open(scene, cards.an);
    await glass.shows({ at: 'account' }, 60_000);
    expect(account(scene).loans.map(({ number }) => number)).toContain(items.doiGioHu);
  },
  { wire: 'tcp' },
);

story(
  'lists in another’s name are not shown, and nobody is lent to in it',
  async (scene) => {
    const { glass, bench, acs } = scene;
    await glass.shows({ at: 'welcome' });
    await glass.press({ kind: 'account' });
    await glass.press({ kind: 'type-card', number: cards.an });
    await glass.shows({ at: 'account' }, 60_000);
    await glass.press({ kind: 'finish' });
    await scene.clock.pass(60_000);
    await glass.borrowAs(cards.an);
    // The loan, and every list that could tell what became of it: nothing is believed, and staff are to look.
    fault(scene, { asked: ['checkout', 'patron-information'], does: { kind: 'other-patron' }, times: null });
    await bench.put(items.kieu);
    await glass.rowShows(items.kieu, { at: 'unclear' }, 120_000);
    expect(bench.tag(items.kieu).security).toBe('armed');
    expect(acs.lentTo(items.kieu)).toBe(cards.an);
    expect(glass.everything()).not.toContain('29999999999999');
  },
  { wire: 'tcp' },
);

for (const does of ['prose', 'silence', 'wrong-sequence', 'other-patron', 'status-instead', 'half-answer'] as const) {
  story(
    `the list of a patron’s loans: ${does}`,
    async (scene) => {
      const { glass, bench, clock } = scene;
      await bench.hand({ kind: 'acs-delay', answerDelayMs: 300 });
      await glass.shows({ at: 'welcome' });
      await glass.press({ kind: 'account' });
      await glass.press({ kind: 'type-card', number: cards.an });
      await glass.shows({ at: 'account' });
      fault(scene, { asked: ['patron-information'], does: { kind: does }, times: 1 });
      await clock.pass(25_000);
      // What may be asked twice was; what came in another's name is no list.
      const { loans, lists } = account(scene);
      expect(lists.loans.state).toBe(does === 'other-patron' ? 'silent' : 'here');
      expect(loans.map(({ number }) => number)).toEqual(does === 'other-patron' ? [] : [items.doiGioHu]);
      expect(scene.log.filter((line) => line.includes('"level":40'))).toHaveLength(does === 'wrong-sequence' ? 2 : 1);
      expect(scene.works().client.state().kind).toBe('up');
    },
    { wire: 'tcp' },
  );
}

story(
  'a loan whose due date nobody tells is lent, told to ask about at the desk, and no day is made up',
  async (scene) => {
    const { glass, bench, acs, journal } = scene;
    await glass.borrowAs(cards.an);
    fault(scene, { asked: ['checkout', 'item-information'], does: { kind: 'no-due-date' }, times: null });
    for (const item of [items.kieu, items.chiPheo]) {
      await bench.put(item);
      await glass.rowShows(item, { at: 'lent', release: 'read-back', due: null });
      expect(acs.lentTo(item)).toBe(cards.an);
    }
    expect(journal.read('lent')).toMatchObject([{ due: null }, { due: null }]);
    expect(warned(scene, 'no-due-date')).toHaveLength(1);
  },
  { wire: 'tcp' },
);

story(
  'the same lie all day long is counted, and does not flood the log',
  async (scene) => {
    const { works, clock, log, health } = scene;
    await scene.glass.shows({ at: 'welcome' });
    fault(scene, { asked: ['item-information'], does: { kind: 'prose' }, times: null });
    const client = works().client;
    const begun = log.length;
    const hours = 2;
    let asked = 0;
    for (let minute = 0; minute < hours * 60; minute += 2, asked += 1) {
      void client.ask({ kind: 'item-information', itemId: items.kieu });
      await clock.pass(120_000);
    }
    const told = warned(scene, 'prose');
    const times = told.map((line) => Number(/"times":(\d+)/.exec(line)?.[1]));
    // Each question is asked three times. Told at once, then every ten minutes or so, with what was not told between.
    expect(times[0]).toBe(1);
    expect(told.length).toBeGreaterThan(hours * 4);
    expect(told.length).toBeLessThanOrEqual(hours * 6 + 1);
    expect(times.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(asked * 3 - 20);
    // Ups and downs of the line as well: four lines in ten minutes at the most, and not four a question.
    expect(log.length - begun).toBeLessThan(hours * 6 * 4);
    expect(log.join()).not.toContain('Problems handling');
    expect(health().find((sentence) => sentence.includes('no SIP2'))).toMatch(
      /Item information request \(17\).*times\)$/,
    );
    fault(scene, { asked: ['item-information'], does: { kind: 'cr-lf' }, times: 1 });
    await clock.pass(61 * 60_000);
    expect(health().filter((sentence) => sentence.includes('no SIP2'))).toEqual([]);
  },
  { wire: 'tcp' },
);
