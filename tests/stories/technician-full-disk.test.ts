// The disk takes nothing more while the station works: whoever is to make room must come in, and nobody else does for that.
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { historyFolderOf } from '../../station/settings/history.ts';
import { fillDisk, roomAgain } from '../full-disk.ts';
import { technicianStory, type TechnicianStory } from './technician.ts';

const journalOf = ({ file }: TechnicianStory): string => join(dirname(file), 'journal.sqlite');

technicianStory(
  'a technician signs in and works while the disk is full, and all of it is journalled later',
  async (told) => {
    fillDisk(journalOf(told));
    await told.signIn('Tuấn');
    expect(told.view()).toMatchObject({ at: 'pages', who: { name: 'Tuấn' } });
    await told.tend({ kind: 'lock' });
    await told.signIn('Tuấn');
    await told.tend({ kind: 'sign-out' });
    expect(told.view().at).toBe('sign-in');
    expect(told.journal('staff-signed-in')).toEqual([]);
    roomAgain(journalOf(told));
    await told.until(() =>
      expect(
        told.journal('staff-signed-in', 'desk-locked', 'desk-unlocked', 'staff-signed-out').map(({ kind }) => kind),
      ).toEqual(['staff-signed-in', 'desk-locked', 'desk-unlocked', 'staff-signed-out']),
    );
  },
);

technicianStory('wrong PINs are counted, slowed and locked while the disk is full', async (told) => {
  fillDisk(journalOf(told));
  await told.signIn('Hà', 'wrong!');
  await told.signIn('Hà');
  expect(told.view()).toMatchObject({ at: 'sign-in', signIn: { wrong: 'pin', waits: 3 } });
  for (let tries = 1; tries < 3; tries += 1) {
    await told.clock.pass(70_000);
    await told.signIn('Hà', 'wrong!');
  }
  await told.clock.pass(70_000);
  await told.signIn('Hà');
  expect(told.view()).toMatchObject({ at: 'sign-in', signIn: { wrong: 'locked' } });
  roomAgain(journalOf(told));
  await told.until(() =>
    expect(told.journal('staff-wrong')).toMatchObject([{ staff: 'Hà', tries: 1 }, { tries: 2 }, { tries: 3 }]),
  );
  await told.signIn('Hà');
  expect(told.view()).toMatchObject({ at: 'sign-in', signIn: { wrong: 'locked' } });
});

technicianStory(
  'a disk that is full as new settings are taken up is told, and whoever made them is journalled',
  async (told) => {
    const name = (value: string) => told.tend({ kind: 'set-field', path: 'library.name', value });
    await told.signIn('Hà');
    await name('Thư viện Mới');
    fillDisk(journalOf(told), ['insert']);
    await told.tend({ kind: 'save-settings', how: 'at-once' });
    await told.untilTruly(() =>
      expect(told.view()).toMatchObject({ at: 'pages', applying: { at: 'fell-back', issues: [{ path: 'journal' }] } }),
    );
    roomAgain(journalOf(told));
    await name('Thư viện Mới Hơn');
    await told.tend({ kind: 'save-settings', how: 'at-once' });
    await told.untilTruly(() =>
      expect(told.journal('settings-changed', 'settings-fell-back')).toMatchObject([
        { kind: 'settings-changed', staff: 'Hà' },
        { kind: 'settings-fell-back' },
        { kind: 'settings-changed', staff: 'Hà' },
      ]),
    );
  },
);

technicianStory('settings are saved and taken up, and taken back, though no copy of them can be kept', async (told) => {
  const folder = historyFolderOf(told.file);
  rmSync(folder, { recursive: true, force: true });
  writeFileSync(folder, 'in the way of a folder');
  await told.signIn('Hà');
  await told.tend({ kind: 'set-field', path: 'library.name', value: 'Thư viện Mới' });
  await told.tend({ kind: 'save-settings', how: 'at-once' });
  await told.untilTruly(() => expect(told.view()).toMatchObject({ applying: { at: 'proving' } }));
  expect(told.saved()).toMatchObject({ library: { name: 'Thư viện Mới' } });
  await told.tend({ kind: 'take-back-settings' });
  await told.untilTruly(() => expect(told.view()).toMatchObject({ applying: { at: 'fell-back' } }));
  expect(told.saved()).not.toMatchObject({ library: { name: 'Thư viện Mới' } });
  expect(() => told.keeper.check()).not.toThrow();
  expect(told.log.join('')).toContain('copies of the settings cannot be kept');
});
