// The small ACS in Koha's ways, as bytes: each point was seen on a running Koha 3.17.

import { type BehaviourName } from 'sip2/acs';
import { describe, expect, test } from 'vitest';
import { barcodeOf, cardOf, catalogue } from './library.ts';
import {
  an,
  ask11,
  ask63,
  at,
  blank18,
  checked,
  greeted,
  login,
  opened,
  right,
  status,
  unknown,
  wrong,
} from './raw-acs.ts';

describe('Koha: the line', () => {
  test('the end of a message without AY and AZ is cut: a PIN "pa!" is "pa" then', async () => {
    const patrons = catalogue.patrons.map((patron) => (patron.card === an ? { ...patron, pin: 'pa!' } : patron));
    const { say } = await greeted('koha', { ...catalogue, patrons });
    expect(await say(ask63(an, 'AC|ADpa!|'))).toContain('|CQN|');
    expect(await say(ask63(an, 'ADpa!|AC|'))).toContain('|CQY|');
    expect(await say(checked(ask63(an, 'AC|ADpa!|').slice(0, -1)))).toContain('|CQY|');
  });

  test('1.00 until a 93, or a 99 that says 2.00', async () => {
    const { dial } = opened('koha');
    const { say } = await dial();
    expect(await say(ask63(an))).toBe('96\r');
    const older = await say(`23001${at}AOX|AA${an}|AC|AD|\r`);
    expect(older).toMatch(/^24 {14}001/);
    expect(older).not.toMatch(/\|(BL|CQ|BV)/);
    expect(await say('9900801.00\r')).toMatch(/^98.*1\.00AOTVT\|\r\n$/);
    expect(await say('9900803.00\r')).toContain('1.00AOTVT');
    expect(await say(status)).toContain('2.00AOTVT');
    expect(await say(ask63(an))).toMatch(/^64.*\|BLY\|/);
  });

  test.each([
    ['a return without its date', `09N${at}${blank18}AP|AOTVT|AB1|AC|\r`],
    ['a patron without a number', `63001${at}${' '.repeat(10)}AOTVT|\r`],
    ['a hold without its branch', `15+${at}BS|AOTVT|AA${an}|AB1|\r`],
    ['an empty line', '\r'],
  ])('%s ends the connection, and nothing is done', async (_, wire) => {
    const { say, isClosed, acs } = await greeted('koha');
    const before = acs.loans();
    expect(await say(wire)).toBe('');
    expect(isClosed()).toBe(true);
    expect(acs.loans()).toEqual(before);
  });

  test('a hold that is taken back needs no branch', async () => {
    const { say } = await greeted('koha');
    expect(await say(`15-${at}BS|AOTVT|AA${an}|AB1|\r`)).toMatch(/^160N/);
  });
});

describe('Koha: its workers', () => {
  test('the next caller is logged in as the last one was', async () => {
    const { dial } = opened('koha', { login });
    const first = await dial();
    expect(await first.say(right)).toBe('941\r\n');
    await first.hangUp();
    const second = await dial();
    expect(await second.say(status)).toMatch(/^98/);
    // A stranger's login is refused, and changes nothing of that; a wrong password of the same user does.
    expect(await second.say(unknown)).toBe('940\r\n');
    expect(await second.say(status)).toMatch(/^98/);
    expect(await second.say(wrong)).toBe('940\r\n');
    expect(await second.say(status)).toBe('');
    expect(second.isClosed()).toBe(true);
  });

  test('after a wrong password, a right one on the same connection is taken', async () => {
    const { dial } = opened('koha', { login });
    const { say } = await dial();
    expect(await say(wrong)).toBe('940\r\n');
    expect(await say(right)).toBe('941\r\n');
    expect(await say(status)).toMatch(/^98/);
  });

  test('the sample has one: the second caller waits, and then comes in as the first', async () => {
    const { dial } = opened('koha-sample', { login });
    const first = await dial();
    await first.say(right);
    const second = await dial();
    expect(await second.say(status)).toBe('');
    await first.hangUp();
    expect(second.heard()).toMatch(/^98/);
    expect(await second.say(status)).toMatch(/^98/);
  });

  test('the data base was away: right logins are refused until the old workers are gone', async () => {
    const { acs, dial } = opened('koha', { login });
    acs.setFaults([{ asked: 'any', does: { kind: 'data-base-lost' }, times: 2 }]);
    for (const question of [status, right]) {
      // One caller after the other.
      // oxlint-disable-next-line no-await-in-loop
      const { say, isClosed } = await dial();
      // oxlint-disable-next-line no-await-in-loop
      expect(await say(right)).toBe('940\r\n');
      // oxlint-disable-next-line no-await-in-loop
      expect(await say(question)).toBe('');
      expect(isClosed()).toBe(true);
    }
    expect(await (await dial()).say(right)).toBe('941\r\n');
  });
});

describe('Koha: what it tells', () => {
  test('BP and BQ: the end is one too far', async () => {
    const hai = cardOf('Đỗ Thanh Hải');
    const count = async (as: BehaviourName, rest: string): Promise<number> =>
      ((await (await greeted(as)).say(ask63(hai, rest, 2))).match(/\|AU|(?<=\d)AU/g) ?? []).length;
    expect(await count('koha', 'BP1|BQ2|')).toBe(3);
    expect(await count('koha', 'BP2|BQ2|')).toBe(2);
    expect(await count('usual', 'BP1|BQ2|')).toBe(2);
  });

  test('a wrong card case is found by 63, and a stranger to 11', async () => {
    const patrons = catalogue.patrons.map((patron) => (patron.card === an ? { ...patron, card: 'P0006' } : patron));
    const renamed = <T extends { readonly card: string }>(rows: readonly T[]): readonly T[] =>
      rows.map((row) => (row.card === an ? { ...row, card: 'P0006' } : row));
    const { loans, holds, fees } = catalogue;
    const own = { ...catalogue, patrons, loans: renamed(loans), holds: renamed(holds), fees: renamed(fees) };
    const mine = barcodeOf('Đồi gió hú');
    const koha = await greeted('koha', own);
    expect(await koha.say(ask63('p0006'))).toContain('|AAP0006|');
    expect(await koha.say(ask11('p0006', mine))).toMatch(/^120.*AAp0006\|.*AFItem checked out to another patron\|/);
    expect(await koha.say(ask11('P0006', mine))).toMatch(/^121YNY.*AFItem already checked out to you/);
    const usual = await greeted('usual', own);
    expect(await usual.say(ask63('p0006'))).toContain('|BLN|');
  });

  test('CQ only for a password; without one in the account, an empty one is right', async () => {
    const { say } = await greeted('koha');
    expect(await say(ask63(an))).not.toContain('|CQ');
    expect(await say(ask63(an, 'AD|AC|'))).toContain('|CQY|');
    const binh = cardOf('Trần Thị Bình');
    expect(await say(ask63(binh, 'AD|AC|'))).toContain('|CQN|');
    const told = await say(ask63(binh, 'AD9999|AC|'));
    expect(told).toMatch(/\|AETrần Thị Bình\|.*\|CQN\|.*-- Invalid password\|/);
    expect(await say(`23001${at}AOX|AA${binh}|AC|AD|\r`)).toMatch(/AOX\|.*\|CQN\|/);
    expect(await say(`23001${at}AOX|AAnobody|AC|AD|\r`)).toMatch(/^24YYYY {10}.*\|BLN\|\r\n$/);
  });

  test('all four flags for whatever reason, and fees in two more; no limit of loans', async () => {
    const { say } = await greeted('koha');
    expect(await say(ask63(cardOf('Phạm Quốc Dũng')))).toMatch(/^64YYYY {10}/);
    expect(await say(ask63(cardOf('Emma Wilson')))).toMatch(/^64YYYYY {9}/);
    expect(await say(ask63(cardOf('Vũ Ngọc Lan')))).toMatch(/^64YYYY {6}YY {2}.*\|BV72000\|.*Patron owes 72000/);
    expect(await say(ask63(cardOf('Đỗ Thanh Hải')))).toMatch(/^64 {14}/);
  });

  test('PB, PC and PI, and never PA, BH or CB', async () => {
    const told = await (await greeted('koha')).say(ask63(cardOf('Vũ Ngọc Lan')));
    expect(told).toMatch(/\|PC.*\|PIY\|.*AFGreetings from Koha/);
    expect(told).not.toMatch(/\|(PA|BH|CB|XI)/);
  });

  test('a refusal over a hold: anything about whoever waits, the same again for the same seed', async () => {
    const wanted = barcodeOf('Nineteen Eighty-Four');
    const texts = async (seed: number): Promise<readonly string[]> => {
      const { dial } = opened('koha', { seed });
      const { say } = await dial();
      await say(status);
      const heard: string[] = [];
      for (let time = 0; time < 12; time++) {
        // One question after the other.
        // oxlint-disable-next-line no-await-in-loop
        heard.push(/AF([^|]*)/.exec(await say(ask11(cardOf('John Carter'), wanted)))?.[1] ?? '');
      }
      return heard;
    };
    const one = await texts(7);
    expect(new Set(one).size).toBeGreaterThan(2);
    expect(await texts(7)).toEqual(one);
    expect(await texts(8)).not.toEqual(one);
  });

  test('a hold that came by SIP2 is queued, and keeps nobody from anything', async () => {
    const { say } = await greeted('koha');
    const item = barcodeOf('Matilda');
    expect(await say(`15+${at}BSTT|AOTVT|AA${cardOf('John Carter')}|AB${item}|\r`)).toMatch(/^161/);
    expect(await say(ask11(an, item))).toMatch(/^121/);
    expect(await say(`09N${at}${at}AP|AOTVT|AB${item}|AC|\r`)).toMatch(/^101YNN/);
  });

  test('an item of another branch: CV04, and no CT with it', async () => {
    const { say } = await greeted('koha');
    const told = await say(`09N${at}${at}AP|AOTVT|AB${barcodeOf('Đồi gió hú')}|AC|\r`);
    expect(told).toMatch(/^101YNY.*\|CV04\|/);
    expect(told).not.toMatch(/\|(CT|CL|CK)/);
  });

  test('no block changes nothing: what was lent off-line is refused by the rules, and its date is Koha’s own', async () => {
    const { say } = await greeted('koha');
    const offline = (card: string, item: string) => `11YY${at}20261201    235900AOTVT|AA${card}|AB${item}|AC|\r`;
    expect(await say(offline(an, barcodeOf('Số đỏ')))).toMatch(/^120NUN/);
    const lent = await say(offline(an, barcodeOf('Matilda')));
    expect(lent).toMatch(/^121/);
    expect(lent).not.toContain('|AH20261201');
  });
});
