// The technician's place: who comes in, who does not, and what stands there while nobody can.
import { expect } from 'vitest';
import { lockMs } from '../../station/technician/technician.ts';
import { quietSettings, technicianStory } from './technician.ts';

technicianStory('a technician signs in beside the station’s own places, and is journalled', async (told) => {
  expect(told.behind.places.map(({ name, kind }) => [name, kind])).toEqual([
    ['K1', 'kiosk'],
    ['D1', 'desk'],
    ['technician', 'technician'],
  ]);
  expect(told.view()).toMatchObject({ at: 'sign-in', applying: { at: 'works', outcome: null } });
  await told.signIn('Tuấn');
  expect(told.view()).toMatchObject({
    at: 'pages',
    who: { name: 'Tuấn', level: 'technician' },
    page: { at: 'settings' },
  });
  expect(told.journal('staff-signed-in')).toMatchObject([{ staff: 'Tuấn', by: 'pin' }]);
  await told.tend({ kind: 'sign-out' });
  expect(told.view().at).toBe('sign-in');
  expect(told.journal('staff-signed-out')).toMatchObject([{ staff: 'Tuấn', because: 'left' }]);
});

technicianStory('staff of another level come no further than the door', async (told) => {
  for (const name of ['Lan', 'Minh']) {
    await told.signIn(name);
    expect(told.view()).toMatchObject({ at: 'sign-in', signIn: { wrong: 'not-here' } });
  }
  expect(told.journal('staff-signed-in', 'staff-wrong')).toEqual([]);
  // Nothing is done there without a sign-in, whatever is called.
  for (const act of [
    { kind: 'mend' },
    { kind: 'open-page', page: 'settings' },
    { kind: 'set-field', path: 'library.name', value: 'Khác' },
    { kind: 'save-settings', how: 'at-once' },
    { kind: 'export-settings', passphrase: null },
  ] as const) {
    await told.tend(act);
    expect(told.view().at).toBe('sign-in');
  }
});

technicianStory('wrong PINs are counted, slowed and locked, at the desk too', async (told) => {
  for (let tries = 0; tries < 3; tries += 1) {
    await told.signIn('Hà', 'wrong!');
    await told.clock.pass(70_000);
  }
  expect(told.journal('staff-wrong')).toMatchObject([{ staff: 'Hà', tries: 1 }, { tries: 2 }, { tries: 3 }]);
  await told.signIn('Hà');
  expect(told.view()).toMatchObject({ at: 'sign-in', signIn: { wrong: 'locked' } });
  const desk = told.join('D1');
  const seen = desk.view();
  if (seen?.mode !== 'desk') throw new Error('no desk is there');
  desk.joined?.call({ kind: 'act', session: seen.session, act: { kind: 'sign-in', name: 'Hà', pin: '246810' } });
  await told.clock.pass(0);
  expect(desk.view()).toMatchObject({ screen: { at: 'sign-in', wrong: 'locked' } });
});

technicianStory('the page is covered when nobody touches it, and only its owner comes back to it', async (told) => {
  await told.signIn('Hà');
  await told.tend({ kind: 'set-field', path: 'library.name', value: 'Thư viện Mới' });
  expect(told.settings().changes).toHaveLength(1);
  await told.clock.pass(lockMs + 1000);
  expect(told.view()).toMatchObject({ at: 'sign-in', signIn: { lockedBy: 'Hà' } });
  await told.signIn('Hà');
  expect(told.settings().changes).toHaveLength(1);
  await told.tend({ kind: 'lock' });
  await told.signIn('Tuấn');
  expect(told.settings().changes).toEqual([]);
  expect(told.journal('desk-locked', 'desk-unlocked', 'staff-signed-out')).toMatchObject([
    { kind: 'desk-locked', because: 'idle' },
    { kind: 'desk-unlocked' },
    { kind: 'desk-locked', because: 'hand' },
    { kind: 'staff-signed-out', staff: 'Hà', because: 'another' },
  ]);
});

technicianStory(
  'where nobody can sign in the settings open with the ticket alone, and no longer once somebody can',
  async (told) => {
    expect(told.view()).toMatchObject({ at: 'faults', issues: [], mayMend: true });
    await told.signIn('Hà');
    expect(told.view().at).toBe('faults');
    await told.tend({ kind: 'mend' });
    expect(told.view()).toMatchObject({ at: 'pages', who: null });
    await told.tend({ kind: 'add-item', path: 'staff', value: null });
    await told.tend({ kind: 'set-field', path: 'staff.0.name', value: 'Hà' });
    await told.tend({ kind: 'set-field', path: 'staff.0.level', value: 'administrator' });
    await told.tend({ kind: 'set-secret', path: 'staff.0.pin', value: 'short' });
    expect(told.settings()).toMatchObject({ told: 'pin-too-short', wrong: [{ path: 'staff.0.pin' }] });
    await told.tend({ kind: 'set-secret', path: 'staff.0.pin', value: 'a long one' });
    await told.untilTruly(() => expect(told.settings().wrong).toEqual([]));
    await told.tend({ kind: 'save-settings', how: 'when-free' });
    await told.untilTruly(() => expect(told.view().at).toBe('sign-in'));
    expect(told.journal('settings-changed')).toMatchObject([{ staff: null, because: 'edited' }]);
    await told.signIn('Hà', 'a long one');
    expect(told.view()).toMatchObject({ at: 'pages', who: { name: 'Hà' } });
    expect(told.everything()).not.toContain('scrypt:');
    expect(told.everything()).not.toContain('a long one');
  },
  { settings: { ...quietSettings, payment: null, staff: [], places: quietSettings.places.slice(0, 1) } },
);

technicianStory(
  'settings that cannot be used are mended at the place itself, and the station opens with them',
  async (told) => {
    expect(told.behind.places).toEqual([{ name: 'technician', kind: 'technician' }]);
    expect(told.view()).toMatchObject({ at: 'faults', issues: [{ path: 'library.colour' }, { path: '' }] });
    await told.tend({ kind: 'mend' });
    const strange = told.settings().wrong.map(({ path }) => path);
    expect(strange).toEqual(['library.colour', 'libary']);
    await told.tend({ kind: 'open-section', path: 'else' });
    expect(told.settings().fields).toMatchObject([{ path: 'libary', shape: { kind: 'stranger' }, mayReset: true }]);
    await told.tend({ kind: 'reset-field', path: 'libary' });
    await told.tend({ kind: 'set-field', path: 'library.colour', value: '#23407a' });
    expect(told.settings().wrong).toEqual([]);
    await told.tend({ kind: 'save-settings', how: 'when-free' });
    await told.untilTruly(() => expect(told.behind.places).toHaveLength(3));
    await told.untilTruly(() => expect(told.view().at).toBe('sign-in'));
    expect(told.join('K1').view()?.mode).toBe('kiosk');
  },
  { settings: { ...quietSettings, library: { ...quietSettings.library, colour: 'blue' }, libary: {} } },
);

technicianStory('while the station opens anew nobody comes in by the ticket alone', async (told) => {
  // A technician, who may not say who works here, and not seal passwords into a file.
  await told.signIn('Tuấn');
  await told.tend({ kind: 'set-field', path: 'library.name', value: 'Thư viện Mới' });
  told.tendInOneBreath({ kind: 'save-settings', how: 'at-once' }, { kind: 'lock' }, { kind: 'mend' });
  expect(told.view()).toMatchObject({ at: 'faults', applying: { at: 'opening' }, mayMend: false });
  await told.untilTruly(() => expect(told.view()).toMatchObject({ at: 'sign-in', signIn: { lockedBy: 'Tuấn' } }));
});
