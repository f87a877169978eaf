// Recordings of the console of devices, and what may happen to their files: a full disk, time that goes by, a file that is none of ours.
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { DeviceBody, DevicesScreen } from '../../contract/devices-view.ts';
import { demonstration, settings as schema } from '../../station/settings/schema.ts';
import { openRecordings, recordingLimits } from '../../station/technician/recordings.ts';
import { technicianStory, type TechnicianStory } from './technician.ts';

const withPad = schema.parse({
  ...demonstration,
  acs: { ...demonstration.acs, connection: { kind: 'embedded', wire: 'memory', as: 'usual' } },
  places: demonstration.places.map((place) => ({
    ...place,
    reader: { maker: 'feig', connection: { kind: 'simulated' } },
    scanner: null,
    printer: null,
  })),
});

const screenOf = (told: TechnicianStory): DevicesScreen => {
  const page = told.page();
  if (page.at !== 'devices') throw new Error(`${page.at} is open`);
  return page;
};
const bodyOf = <At extends DeviceBody['at']>(told: TechnicianStory, at: At): Extract<DeviceBody, { at: At }> => {
  const { body } = screenOf(told);
  const isIt = (one: DeviceBody | null): one is Extract<DeviceBody, { at: At }> => one?.at === at;
  if (!isIt(body)) throw new Error(`${body?.at ?? 'nothing'} is shown`);
  return body;
};

technicianStory(
  'a disk that is full ends the recording and nothing else: the pad goes on, and the technician is told',
  async (told) => {
    await told.signIn();
    await told.tend({ kind: 'open-page', page: 'devices' });
    await told.until(() => expect(screenOf(told).rows.length).toBeGreaterThan(3));
    await told.tend({ kind: 'choose-device', place: 'K1', device: 'pad' });
    await told.tend({ kind: 'take-place' });
    await told.until(() => expect(screenOf(told)).toMatchObject({ had: { at: 'mine' } }));
    await told.tend({ kind: 'device-tab', tab: 'traffic' });
    await told.tend({ kind: 'record-traffic' });
    await told.until(() => expect(screenOf(told).told).toBe('not-recorded'));
    await told.until(() => expect(bodyOf(told, 'traffic').recording).toBeNull());
    const bench = told.keeper.works()?.benches.get('K1');
    const uid = bench?.view().items[0]?.tags[0]?.uid ?? '';
    expect(bench?.hand({ kind: 'put-on-pad', uid })).toBeNull();
    await told.until(() => {
      const { lines } = bodyOf(told, 'traffic');
      expect(lines.flatMap((one) => one.told).some(({ uids }) => uids.includes(uid))).toBe(true);
    });
  },
  {
    settings: withPad,
    recordings: (folder) => ({
      ...openRecordings(folder),
      begin: () => {
        const pen = (): never => {
          throw new Error('ENOSPC: no space left on device, write');
        };
        return { file: join(folder, 'full.jsonl'), pen: Object.assign(pen, { close: () => undefined }) };
      },
    }),
  },
);

const recorded = '20261115-103000_K1_pad_feig-standard.jsonl';
/** What stands for its place is no text. */
const strange = '20261115-103000_%E1_pad_feig-standard.jsonl';
const notOurs = [strange, 'notes.jsonl'];

technicianStory(
  'recordings are forgotten after a week though nobody looks at them, and a file that is none of ours is let be',
  async (told) => {
    const folder = join(dirname(told.file), 'recordings');
    expect(readdirSync(folder)).toHaveLength(3);
    await told.clock.pass(24 * 3_600_000);
    expect(readdirSync(folder).toSorted()).toEqual(notOurs);
    await told.signIn();
    await told.tend({ kind: 'open-page', page: 'devices' });
    await told.tend({ kind: 'open-recordings' });
    expect(bodyOf(told, 'recordings').all).toEqual([]);
  },
  {
    timeout: 120_000,
    recordings: (folder) => {
      mkdirSync(folder);
      const almostAWeekAgo = new Date(new Date(2026, 10, 22, 9, 30).getTime() - recordingLimits.keptMs + 3_600_000);
      for (const name of [recorded, ...notOurs]) {
        writeFileSync(join(folder, name), '');
        utimesSync(join(folder, name), almostAWeekAgo, almostAWeekAgo);
      }
      return openRecordings(folder);
    },
  },
);
