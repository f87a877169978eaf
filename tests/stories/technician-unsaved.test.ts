// What a technician changed and did not save waits for them: on another page, behind the lock, and for nobody else.
import { expect } from 'vitest';
import type { TechnicianAct } from '../../contract/technician-calls.ts';
import { assistant } from './assistant.ts';
import { technicianStory, type TechnicianStory } from './technician.ts';

const type: TechnicianAct = { kind: 'set-field', path: 'library.name', value: 'Thư viện huyện Tram' };
const look = (told: TechnicianStory) => assistant(told).look?.name;
const open = (told: TechnicianStory, page: 'settings' | 'assistant' | 'devices' | 'acs-check') =>
  told.tend({ kind: 'open-page', page });

technicianStory(
  'what was typed in the assistant is there again after a look at other pages, and can be saved',
  async (told) => {
    await told.signIn();
    await open(told, 'assistant');
    await told.tend({ kind: 'begin-set-up' });
    await told.tend(type);
    await open(told, 'devices');
    await open(told, 'acs-check');
    await open(told, 'assistant');
    expect(assistant(told).changes).toBe(1);
    expect(look(told)).toBe('Thư viện huyện Tram');
    // The settings' page shows the same, and gives it back.
    await open(told, 'settings');
    expect(told.settings().changes).toMatchObject([{ path: 'library.name' }]);
    await open(told, 'assistant');
    await told.tend({ kind: 'end-step' });
    expect(told.saved()).toMatchObject({ library: { name: 'Thư viện huyện Tram' } });
    await told.untilTruly(() => expect(told.keeper.applying().at).toBe('works'));
    await open(told, 'settings');
    expect(told.settings().changes).toEqual([]);
  },
);

technicianStory('behind the lock it waits for whoever typed it, and for nobody else', async (told) => {
  await told.signIn('Hà');
  await open(told, 'settings');
  await told.tend(type);
  await open(told, 'devices');
  await told.tend({ kind: 'lock' });
  await told.signIn('Hà');
  await open(told, 'settings');
  expect(told.settings().changes).toHaveLength(1);
  await open(told, 'devices');
  await told.tend({ kind: 'lock' });
  await told.signIn('Tuấn');
  await open(told, 'settings');
  expect(told.settings().changes).toEqual([]);
});

technicianStory('what was discarded comes back nowhere', async (told) => {
  await told.signIn();
  await open(told, 'settings');
  await told.tend(type);
  await open(told, 'devices');
  await open(told, 'settings');
  await told.tend({ kind: 'discard-changes' });
  await open(told, 'devices');
  await open(told, 'settings');
  expect(told.settings().changes).toEqual([]);
});
