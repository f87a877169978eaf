// Every call that the contract knows, from every door and level that must not make it: made of the contract's own tables, so that a new one
// is tried by itself. Whole programs without a browser.
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { hand } from '../../contract/bench.ts';
import { press, type Call } from '../../contract/calls.ts';
import { spotNames } from '../../contract/calibration-grid.ts';
import { deskAct, type DeskAct } from '../../contract/desk-calls.ts';
import { roomNames } from '../../contract/desk-view.ts';
import { technicianAct, type TechnicianAct } from '../../contract/technician-calls.ts';
import { pageNames } from '../../contract/technician-view.ts';
import { entryKinds, type EntryKind } from '../../station/journal/entries.ts';
import { createDeskTurns } from '../../station/desk-turns.ts';
import { settings as schema } from '../../station/settings/schema.ts';
import { pin, technicianStory, type TechnicianStory } from '../stories/technician.ts';

/** Values of all shapes that a field may have; the first that its field takes is put there. */
const texts =
  'staff K1 E004010046A847AD 20261115-103000_K1_pad_feig-standard.jsonl 21234000000018 all 246810 vi en 2026-11-22 reader there armed';
const candidates: readonly unknown[] = [
  ...texts.split(' '),
  ...spotNames.slice(0, 1),
  'AB 01',
  1,
  0,
  7,
  true,
  null,
  ['loans'],
  { letters: 'normal', contrast: 'normal', reach: 'normal', motion: 'normal', sounds: true, voice: false },
];

type Field = { safeParse(value: unknown): { readonly success: boolean } };
type Option = { readonly shape: Readonly<Record<string, unknown>>; parse(value: unknown): unknown };

const isField = (value: unknown): value is Field =>
  typeof value === 'object' && value !== null && 'safeParse' in value && typeof value.safeParse === 'function';

/** What a field of these few words takes: one of them, where none of the candidates does. */
const wordsOf = (field: object): readonly unknown[] =>
  'options' in field && Array.isArray(field.options) ? field.options : [];
const literalOf = (field: object): readonly unknown[] =>
  'values' in field && field.values instanceof Set ? [...field.values] : [];

const filled = (name: string, field: unknown): unknown => {
  if (!isField(field)) throw new Error(`${name} is no field`);
  const value = [...literalOf(field), ...wordsOf(field), ...candidates].find((one) => field.safeParse(one).success);
  if (value === undefined && !field.safeParse(undefined).success)
    throw new Error(`no candidate fits the field ${name}: add one`);
  return value;
};

/** One of each kind. */
const every = <T>(union: { readonly options: readonly Option[]; parse(value: unknown): T }): readonly T[] =>
  union.options.map(({ shape }) =>
    union.parse(Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, filled(name, field)]))),
  );

const acts = every(deskAct);
const tends = every(technicianAct);
const presses = every(press);
const hands = every(hand);

const calls = (session: number): readonly Call[] => [
  ...acts.map((act) => ({ kind: 'act', session, act }) as const),
  ...tends.map((act) => ({ kind: 'tend', session, act }) as const),
];
const count = (told: TechnicianStory): number => told.journal(...entryKinds).length;
const faults = (told: TechnicianStory): readonly unknown[] => told.journal('fault');
const saved = (told: TechnicianStory): string => readFileSync(told.file, 'utf8');

technicianStory('a kiosk’s glass does nothing of staff’s and nothing of the technician’s', async (told) => {
  const glass = told.join('K1');
  const kiosk = told.keeper.works()?.kiosks[0];
  const state = (): string => JSON.stringify(kiosk?.state());
  const [before, entries, file] = [state(), count(told), saved(told)];
  for (const call of calls(kiosk?.state().session ?? 0)) {
    const because = glass.joined?.call(call);
    if (call.kind === 'tend') expect(because).toContain('technician');
    expect([call, state()]).toEqual([call, before]);
  }
  for (const one of hands)
    expect(
      glass.joined?.call({ kind: 'in-training', run: 'x', glass: 'kiosk', call: { kind: 'hand', hand: one } }),
    ).not.toBeNull();
  expect([count(told), saved(told), faults(told)]).toEqual([entries, file, []]);
});

technicianStory('a desk where nobody signed in does nothing at all, whichever way it is reached', async (told) => {
  const works = told.keeper.works();
  const desk = works?.desks[0];
  if (works === null || desk === undefined) throw new Error('there is no desk');
  const turns = createDeskTurns(told.keeper.station(), told.clock);
  const browser = { browser: 'b', view: () => undefined, ends: { taken: () => undefined, cutOff: () => undefined } };
  for (const join of [() => told.join('D1').joined, () => turns.join('D1', { ...browser, mayTry: () => true })]) {
    const glass = join();
    const state = (): string => JSON.stringify({ ...desk.state(), session: 0 });
    const [before, entries, file] = [state(), count(told), saved(told)];
    const { session } = desk.state();
    const more: readonly Call[] = presses.map((one) => ({ kind: 'press', session, press: one }));
    for (const call of [...calls(session), ...more]) {
      if (call.kind === 'act' && (call.act.kind === 'sign-in' || call.act.kind === 'forget-name')) continue;
      const because = glass?.call(call);
      if (call.kind === 'tend') expect(because).toContain('technician');
      expect([call, state()]).toEqual([call, before]);
    }
    await told.clock.pass(1000);
    expect([count(told), saved(told), faults(told)]).toEqual([entries, file, []]);
    glass?.leave();
  }
  // A hand at the bench is for whoever stands at the machine.
  const far = turns.join('D1', { ...browser, mayTry: () => true });
  for (const one of hands) expect(far?.call({ kind: 'hand', hand: one })).toContain('no bench');
  expect(far?.call({ kind: 'scan', session: desk.state().session, text: '21234000000018' })).toContain('sign in');
});

/** What opens the door, or is of nobody's work. */
const ofTheDoor: ReadonlySet<TechnicianAct['kind']> = new Set(['sign-in', 'language']);

technicianStory(
  'the technician’s place does nothing for whoever did not sign in, has another level, or finds it locked',
  async (told) => {
    const refuses = async (): Promise<void> => {
      const shut = JSON.stringify(told.view());
      const [entries, file] = [count(told), saved(told)];
      for (const act of tends.filter(({ kind }) => !ofTheDoor.has(kind))) {
        await told.tend(act);
        expect([act, JSON.stringify(told.view())]).toEqual([act, shut]);
      }
      await told.clock.pass(2000);
      expect([count(told), saved(told), faults(told)]).toEqual([entries, file, []]);
      const glass = told.join('technician');
      expect(glass.joined).toBeNull();
    };
    await refuses();
    for (const name of ['Minh', 'Lan']) {
      await told.signIn(name);
      await refuses();
    }
    for (const page of pageNames) {
      await told.signIn('Tuấn');
      await told.tend({ kind: 'open-page', page });
      await told.clock.pass(2000);
      await told.tend({ kind: 'lock' });
      const shown = told.everything().length;
      await refuses();
      // What the page learnt meanwhile is nobody's to see.
      expect(told.everything().slice(shown)).not.toContain('"at":"pages"');
      await told.signIn('Tuấn');
      await told.tend({ kind: 'sign-out' });
    }
  },
  { timeout: 120_000 },
);

technicianStory(
  'a technician who is no administrator changes nothing of who works here, by no act on any page, and no act is a fault',
  async (told) => {
    const staffOf = (): unknown => schema.parse(told.saved()).staff;
    const before = staffOf();
    const paths = ['staff', 'staff.0', 'staff.0.name', 'staff.0.level', 'staff.0.pin', 'staff.0.card'];
    const aimed = tends.flatMap((act) =>
      'path' in act ? paths.map((path) => technicianAct.parse({ ...act, path })) : [],
    );
    for (const page of pageNames) {
      await told.signIn('Tuấn');
      await told.tend({ kind: 'open-page', page });
      await told.clock.pass(2000);
      for (const act of [...aimed, ...tends]) {
        // Whoever is out, or on another page, is where they were.
        if (told.view().at !== 'pages') await told.signIn('Tuấn');
        const now = told.view();
        if (now.at === 'pages' && now.page.at !== page) await told.tend({ kind: 'open-page', page });
        await told.tend(act);
        expect([act, faults(told)]).toEqual([act, []]);
      }
      for (const act of [
        { kind: 'close-sheet' },
        { kind: 'open-export' },
        { kind: 'export-settings', passphrase: 'long enough' },
        { kind: 'save-settings', how: 'when-free' },
      ] as const)
        if (told.view().at === 'pages') await told.tend(act);
      await told.untilTruly(() => expect(told.keeper.applying().at).toBe('works'));
      if (told.view().at === 'pages') await told.tend({ kind: 'sign-out' });
      expect([page, staffOf()]).toEqual([page, before]);
    }
    expect(told.everything()).not.toContain('age-encryption.org');
    expect(told.everything()).not.toContain('BEGIN AGE');
    expect(told.everything()).not.toContain('scrypt:');
  },
  { timeout: 180_000 },
);

/** What a level that is not allowed it must never have done. */
const notOf = {
  Lan: ['block-passed', 'refusal-passed', 'conflict-settled', 'settings-changed', 'place-tended', 'set-up-changed'],
  Tuấn: ['block-passed', 'refusal-passed', 'conflict-settled', 'payment-taken', 'settings-changed', 'set-up-changed'],
} as const satisfies Readonly<Record<string, readonly EntryKind[]>>;

technicianStory(
  'at a desk no act in any room is a fault, and none does what its level may not',
  async (told) => {
    const desk = told.keeper.works()?.desks[0];
    const glass = told.join('D1');
    const isOpen = (): boolean => desk?.state().door.at === 'open';
    const say = async (act: DeskAct): Promise<void> => {
      glass.joined?.call({ kind: 'act', session: desk?.state().session ?? 0, act });
      await told.clock.pass(10);
    };
    for (const name of ['Lan', 'Tuấn'] as const) {
      const signIn = async (): Promise<void> => {
        await say({ kind: 'sign-in', name, pin });
        await told.untilTruly(() => expect(isOpen()).toBe(true));
      };
      for (const room of roomNames)
        for (const act of acts.filter(({ kind }) => kind !== 'sign-in' && kind !== 'begin-practice')) {
          if (!isOpen()) await signIn();
          await say({ kind: 'open-room', room });
          await say(act);
          expect([room, act, faults(told)]).toEqual([room, act, []]);
        }
      if (isOpen()) await say({ kind: 'sign-out' });
      expect(told.journal(...notOf[name])).toEqual([]);
    }
  },
  { timeout: 180_000 },
);
