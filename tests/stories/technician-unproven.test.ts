// New settings that nobody has seen work: however many come one after another, it is the last that served that come back.
import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { keeperTimes } from '../../station/keeper.ts';
import { goodCopyOf } from '../../station/settings/store.ts';
import { pin, quietSettings, technicianStory, type TechnicianStory } from './technician.ts';

const serving = (told: TechnicianStory) =>
  told.until(() => expect(readFileSync(goodCopyOf(told.file), 'utf8')).toBe(readFileSync(told.file, 'utf8')));

const saveWithPort = async (told: TechnicianStory, port: string): Promise<void> => {
  await told.tend({ kind: 'choose-kind', path: 'acs.connection', value: 'tcp' });
  await told.tend({ kind: 'set-field', path: 'acs.connection.host', value: '127.0.0.1' });
  await told.tend({ kind: 'set-field', path: 'acs.connection.port', value: port });
  await told.tend({ kind: 'choose-kind', path: 'registry', value: '' });
  await told.tend({ kind: 'review-changes' });
  await told.tend({ kind: 'save-settings', how: 'when-free' });
  await told.untilTruly(() => expect(told.view().applying.at).toBe('proving'));
};

const fallenBack = async (told: TechnicianStory): Promise<void> => {
  await told.until(() => expect(told.keeper.applying().at).not.toBe('proving'), 2 * keeperTimes.provingMs);
  await told.untilTruly(() => expect(told.view().applying.at).toBe('fell-back'));
};

technicianStory(
  'a second try before the first proved itself falls back to the last that served, and not to the first',
  async (told) => {
    await serving(told);
    await told.signIn();
    await saveWithPort(told, '1');
    await saveWithPort(told, '2');
    expect(told.saved()).toMatchObject({ acs: { connection: { port: 2 } } });
    await fallenBack(told);
    expect(told.saved()).toEqual(quietSettings);
    await serving(told);
    // What went back once is watched again.
    await saveWithPort(told, '3');
    await fallenBack(told);
    expect(told.saved()).toEqual(quietSettings);
  },
  { timeout: 120_000 },
);

technicianStory('taken back by hand, a second try goes to the last that served, too', async (told) => {
  await serving(told);
  await told.signIn();
  await saveWithPort(told, '1');
  await saveWithPort(told, '2');
  await told.tend({ kind: 'take-back-settings' });
  await told.untilTruly(() => expect(told.view().applying.at).toBe('fell-back'));
  expect(told.saved()).toEqual(quietSettings);
});

technicianStory('a second try that cannot even be opened goes to the last that served', async (told) => {
  await serving(told);
  await told.signIn();
  await saveWithPort(told, '1');
  await told.tend({ kind: 'choose-kind', path: 'acs.connection', value: 'tls' });
  await told.tend({ kind: 'set-field', path: 'acs.connection.trust.file', value: 'there-is-none.pem' });
  await told.tend({ kind: 'review-changes' });
  await told.tend({ kind: 'save-settings', how: 'when-free' });
  await told.untilTruly(() => expect(told.view().applying).toMatchObject({ at: 'fell-back', issues: [{}] }));
  expect(told.saved()).toEqual(quietSettings);
});

technicianStory('what somebody kept though it does not serve is what stands from then on', async (told) => {
  await serving(told);
  await told.signIn();
  await saveWithPort(told, '1');
  await told.tend({ kind: 'keep-settings' });
  expect(told.view().applying).toEqual({ at: 'works', outcome: 'applied' });
  await told.tend({ kind: 'set-field', path: 'acs.connection.port', value: '2' });
  await told.tend({ kind: 'review-changes' });
  await told.tend({ kind: 'save-settings', how: 'when-free' });
  await told.untilTruly(() => expect(told.keeper.settings()?.acs.connection).toMatchObject({ kind: 'tcp', port: 2 }));
  await told.clock.pass(2 * keeperTimes.provingMs);
  expect(told.saved()).toMatchObject({ acs: { connection: { port: 2 } } });
});

technicianStory('settings that wait for their turn are not taken for those that serve', async (told) => {
  const mood = (of: 'gone' | 'normal') => told.keeper.works()?.library?.setMood({ kind: 'acs-mood', mood: of });
  mood('gone');
  const desk = told.join('D1');
  const at = desk.view();
  if (at?.mode !== 'desk') throw new Error('no desk is there');
  desk.joined?.call({ kind: 'act', session: at.session, act: { kind: 'sign-in', name: 'Lan', pin } });
  await told.untilTruly(() => expect(desk.view()).toMatchObject({ who: { name: 'Lan' } }));
  await told.signIn();
  await told.tend({ kind: 'set-field', path: 'library.name', value: 'Thư viện Mới' });
  await told.tend({ kind: 'review-changes' });
  await told.tend({ kind: 'save-settings', how: 'when-free' });
  expect(existsSync(goodCopyOf(told.file))).toBe(false);
  mood('normal');
  await told.until(() => expect(existsSync(goodCopyOf(told.file))).toBe(true), 120_000);
  expect(told.view().applying.at).toBe('waiting');
  expect(JSON.parse(readFileSync(goodCopyOf(told.file), 'utf8'))).toEqual(quietSettings);
});

technicianStory(
  'what was missing before may be missing more often since: that proves the settings all the same',
  async (told) => {
    const conflicts = (): unknown => told.keeper.works()?.offline.facts().conflicts;
    const conflict = (ticket: string): void =>
      told.keeper.works()?.journal.append('K1', [
        {
          kind: 'forward-conflict',
          ticket,
          item: '31234000001014',
          patron: '21234000000018',
          because: 'fees',
          remedy: 'look-up',
        },
      ]);
    await serving(told);
    conflict('1-1');
    expect(told.behind.health().missing).toEqual([{ kind: 'conflicts', count: 1 }]);
    await told.signIn();
    told.keeper.changed(() => {
      if (told.keeper.applying().at === 'proving' && conflicts() === 1) conflict('1-2');
    });
    await told.tend({ kind: 'set-field', path: 'library.name', value: 'Thư viện Mới' });
    await told.tend({ kind: 'review-changes' });
    await told.tend({ kind: 'save-settings', how: 'when-free' });
    await told.untilTruly(() => expect(told.keeper.applying()).toEqual({ at: 'works', outcome: 'applied' }));
    expect(told.behind.health().missing).toEqual([{ kind: 'conflicts', count: 2 }]);
    await serving(told);
  },
);
