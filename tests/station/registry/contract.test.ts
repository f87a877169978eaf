// One contract for every way into a library system that has an interface: nobody is registered twice, nobody is lost, and every
// answer says what is certain.
import { describe, expect, test, vi } from 'vitest';
import type { Change, Person, Registration } from '../../../station/registry/registry.ts';
import { an, binh } from './people.ts';
import { answerTimeoutMs, systems } from './systems.ts';
import type { Trouble } from './trouble.ts';

describe.each(systems)('$name', ({ open }) => {
  const opened = async () => {
    const system = await open();
    const fit = (who: Registration): Registration => ({ ...who, category: system.category });
    return { ...system, an: fit(an), binh: fit(binh), find: (card: string) => system.registry.find(card) };
  };

  test('registers, and finds by the card, as the name is spoken', async () => {
    const { registry, an: she, count, find } = await opened();
    expect(await find(she.card)).toEqual({ kind: 'nobody' });
    expect(await registry.register(she)).toMatchObject({ kind: 'registered', patron: { card: she.card } });
    expect(count(she.card)).toBe(1);
    expect(await find(she.card)).toMatchObject({
      kind: 'found',
      patron: {
        name: 'Nguyễn Thị Minh Khai',
        born: '1990-05-12',
        phone: '0912345678',
        expiry: '2027-11-22',
        isBlocked: false,
      },
    });
  });

  test('the same registration a second time is there already', async () => {
    const { registry, an: she, count } = await opened();
    await registry.register(she);
    expect(await registry.register(she)).toMatchObject({ kind: 'already-there', patron: { card: she.card } });
    expect(count(she.card)).toBe(1);
  });

  test('two desks at once make one patron', async () => {
    const { registry, again, an: she, count } = await opened();
    const answers = await Promise.all([registry.register(she), again().register(she)]);
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['already-there', 'registered']);
    expect(count(she.card)).toBe(1);
  });

  test('the card of somebody else is refused', async () => {
    const { registry, an: she, binh: he, count } = await opened();
    await registry.register(she);
    expect(await registry.register({ ...he, card: she.card })).toMatchObject({
      kind: 'refused',
      because: 'card-taken',
    });
    expect(count(she.card)).toBe(1);
  });

  test('a category that is not there is refused by name', async () => {
    const { registry, an: she, count } = await opened();
    const answer = await registry.register({ ...she, category: '00000000-0000-4000-8000-000000000000' });
    expect(answer).toMatchObject({ kind: 'refused', because: 'bad-category' });
    expect(count(she.card)).toBe(0);
  });

  const first: readonly (readonly [Trouble, string, string])[] = [
    ['lose-before', 'unknown', 'registered'],
    ['lose-after', 'unknown', 'already-there'],
    ['twice', 'already-there', 'already-there'],
    ['fault-after', 'unknown', 'already-there'],
    ['garbage', 'unknown', 'already-there'],
    ['too-long', 'unknown', 'already-there'],
    ['maintenance', 'silent', 'registered'],
    ['elsewhere', 'silent', 'registered'],
  ];
  test.each(first)('an answer that goes wrong (%s) is %s, and asked again it is %s', async (what, then, again) => {
    const { registry, goesWrong, an: she, count } = await opened();
    goesWrong(what);
    expect(await registry.register(she)).toMatchObject({ kind: then });
    expect(await registry.register(she)).toMatchObject({ kind: again });
    expect(count(she.card)).toBe(1);
  });

  test('an answer that is too slow is unknown; done late, it is there already', async () => {
    const { registry, goesWrong, clock, asked, an: she, count } = await opened();
    goesWrong('slow');
    const answer = registry.register(she);
    await vi.waitFor(() => expect(asked()).toBe(1));
    await clock.pass(answerTimeoutMs);
    expect(await answer).toEqual({ kind: 'unknown' });
    expect(count(she.card)).toBe(0);
    await clock.pass(60_000);
    await vi.waitFor(() => expect(count(she.card)).toBe(1));
    expect(await registry.register(she)).toMatchObject({ kind: 'already-there' });
  });

  test('a library system that is not there is silent, in every question', async () => {
    const { again, an: she } = await opened();
    const nowhere = again({ baseUrl: 'http://127.0.0.1:1/api/v1' });
    expect(await nowhere.register(she)).toEqual({ kind: 'silent' });
    expect(await nowhere.find(she.card)).toEqual({ kind: 'silent' });
    expect(await nowhere.alike(she)).toEqual({ kind: 'silent' });
    expect(await nowhere.lists()).toEqual({ kind: 'silent' });
    expect(await nowhere.change(she.card, { kind: 'block' })).toEqual({ kind: 'silent' });
  });

  test('a wrong secret is no silence: nothing is tried again', async () => {
    const { again, an: she, count } = await opened();
    expect(await again({ secret: 'other' }).register(she)).toMatchObject({ kind: 'refused', because: 'not-allowed' });
    expect(count(she.card)).toBe(0);
  });

  test('a card is blocked, freed, lost, prolonged, replaced and given a PIN, each also twice', async () => {
    const { registry, an: she, find, count, pinOf } = await opened();
    await registry.register(she);
    const does = async (change: Change, card = she.card) => {
      expect(await registry.change(card, change)).toMatchObject({ kind: 'changed' });
      return registry.change(card, change);
    };
    const { capabilities } = registry;
    expect(capabilities.changes.toSorted()).toEqual(['block', 'extend', 'lost', 'pin', 'replace', 'unblock']);
    expect(await does({ kind: 'block' })).toMatchObject({ patron: { isBlocked: true } });
    expect(await does({ kind: 'unblock' })).toMatchObject({ patron: { isBlocked: false } });
    expect(await does({ kind: 'lost' })).toMatchObject({ patron: { isBlocked: true } });
    expect(await does({ kind: 'extend', expiry: '2029-02-28' })).toMatchObject({ patron: { expiry: '2029-02-28' } });
    expect(await does({ kind: 'pin', pin: '4711' })).toMatchObject({ kind: 'changed' });
    expect(pinOf(she.card)).toBe('4711');
    // The old number leads nowhere from then on: the second time there is nobody with it.
    expect(await does({ kind: 'replace', card: '21234000100034' })).toMatchObject({
      kind: 'refused',
      because: 'not-there',
    });
    expect(await find(she.card)).toEqual({ kind: 'nobody' });
    expect(await find('21234000100034')).toMatchObject({
      patron: { name: 'Nguyễn Thị Minh Khai', expiry: '2029-02-28', isBlocked: false },
    });
    expect(count('21234000100034')).toBe(1);
  });

  test('a PIN that is too short, a number that is taken and a card that nobody has are refused', async () => {
    const { registry, an: she, binh: he } = await opened();
    await registry.register(she);
    await registry.register(he);
    expect(await registry.change(she.card, { kind: 'pin', pin: '1' })).toMatchObject({ because: 'bad-pin' });
    expect(await registry.change(she.card, { kind: 'replace', card: he.card })).toMatchObject({
      because: 'card-taken',
    });
    expect(await registry.change('29999999999999', { kind: 'block' })).toMatchObject({ because: 'not-there' });
  });

  test.each([
    ['lose-after', 'changed'],
    ['fault-after', 'changed'],
    ['garbage', 'changed'],
    ['lose-before', 'unknown'],
    ['maintenance', 'silent'],
  ] as const)('a change whose answer goes wrong (%s) is looked after: %s', async (what, then) => {
    const { registry, goesWrong, an: she, find } = await opened();
    await registry.register(she);
    goesWrong('maintenance');
    expect((await registry.register(binh)).kind).not.toBe('registered');
    goesWrong(what);
    expect((await registry.change(she.card, { kind: 'extend', expiry: '2030-01-01' })).kind).toBe(then);
    const isDone = then === 'changed';
    expect(await find(she.card)).toMatchObject({ patron: { expiry: isDone ? '2030-01-01' : '2027-11-22' } });
  });

  test('who may be the same person is found by name and birth, telephone, e-mail or card', async () => {
    const { registry, an: she, binh: he } = await opened();
    await registry.register(she);
    await registry.register(he);
    const nobody: Person = { card: '29999999999999', name: he.name, born: null, phone: null, email: null };
    const by = async (person: Partial<Person>) => {
      const answer = await registry.alike({ ...nobody, ...person });
      return answer.kind === 'silent' ? answer : answer.patrons.map((one) => [one.patron.card, one.by]);
    };
    expect(await by({})).toEqual([]);
    // Typed without marks, and the middle names in another field.
    const typed = { family: 'nguyen', middle: 'thi', given: 'minh khai' };
    expect(await by({ name: typed, born: '1990-05-12' })).toEqual([[she.card, ['name-and-birth']]]);
    expect(await by({ name: typed, born: '1990-05-13' })).toEqual([]);
    expect(await by({ phone: '+84 912 345 678' })).toEqual([[she.card, ['phone']]]);
    expect(await by({ phone: '0987654321' })).toEqual([[he.card, ['phone']]]);
    expect(await by({ email: 'KHAI@example.org' })).toEqual([[she.card, ['email']]]);
    expect(await by({ card: he.card, phone: '0912345678' })).toEqual([
      [she.card, ['phone']],
      [he.card, ['card']],
    ]);
  });

  test.each(['"', '\\', '*', '%', '?', '^', '_', "O'Neil", '" or barcode=="*', '{"-or":1}'])(
    'a name, an address or a card with %s in it asks for nothing else',
    async (odd) => {
      const { registry, an: she } = await opened();
      await registry.register(she);
      const name = { family: odd, middle: odd, given: odd };
      expect(await registry.find(odd)).toEqual({ kind: 'nobody' });
      expect(await registry.alike({ card: odd, name, born: '1990-05-12', phone: odd, email: odd })).toEqual({
        kind: 'alike',
        patrons: [],
      });
      const made = { ...she, id: 'a1b2c3d4-0009-4000-8000-000000000009', card: `9${odd}`, name, citizenNumber: null };
      expect(await registry.register(made)).toMatchObject({ kind: 'registered' });
      expect(await registry.find(made.card)).toMatchObject({ kind: 'found', patron: { card: made.card } });
    },
  );

  test('the log has neither patrons nor secrets', async () => {
    const { registry, goesWrong, log, an: she, again } = await opened();
    goesWrong('lose-after');
    await registry.register(she);
    await registry.change(she.card, { kind: 'pin', pin: '471100' });
    await again({ baseUrl: 'http://127.0.0.1:1/api/v1' }).alike(she);
    expect(log.length).toBeGreaterThan(0);
    for (const word of ['Khai', she.card, '471100', '0912', 'khai@', 'KS-Loan', 'KP-Mai', 'FP-Yen', she.id])
      expect(log.join('\n')).not.toContain(word);
  });

  test('it lists what a form offers', async () => {
    const { registry, category } = await opened();
    const lists = await registry.lists();
    expect(lists).toMatchObject({ kind: 'lists' });
    expect(lists.kind === 'lists' ? lists.categories.map(({ code }) => code) : []).toContain(category);
  });
});
