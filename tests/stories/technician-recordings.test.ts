// Recordings of the console of devices, and what may happen to their files: a full disk, time that goes by, a file that is none of ours.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { demonstration, settings as schema } from '../../station/settings/schema.ts';
import { openRecordings, recordingLimits } from '../../station/technician/recordings.ts';
import { benchOf, bodyOf, kieu, put, screenOf, take, withDevices, open } from './devices-console.ts';
import { technicianStory } from './technician.ts';

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
      expect(lines.flatMap((one) => one.told).some(({ says }) => says.some(({ text }) => text === uid))).toBe(true);
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

const feig = (at: number, hex: string): string => `${JSON.stringify({ at, kind: 'sent', hex })}\n`;
const version = '05FF65E5CB';
const packedAs = (text: string): string => gzipSync(text).toString('base64');

technicianStory(
  'a recording is carried away as one file and opened at another station; what is no recording, or too large, is not taken',
  async (told) => {
    await open(told);
    await take(told);
    await told.tend({ kind: 'record-traffic' });
    const uid = put(told, kieu);
    await told.clock.pass(2000);
    // Whatever is looked at meanwhile, it is the pad that is recorded.
    await told.tend({ kind: 'choose-device', place: 'K1', device: 'scanner' });
    benchOf(told).hand({ kind: 'scan', text: kieu });
    await told.clock.pass(2000);
    await told.tend({ kind: 'end-recording' });
    await told.tend({ kind: 'open-recordings' });
    await told.untilTruly(() => expect(bodyOf(told, 'recordings').all).toHaveLength(1));
    const name = bodyOf(told, 'recordings').all[0]?.name ?? '';
    await told.tend({ kind: 'pack-recording', name });
    await told.untilTruly(() => expect(bodyOf(told, 'recordings').packed).not.toBeNull());
    const packed = bodyOf(told, 'recordings').packed;
    expect(packed?.name).toBe(`${name}.gz`);
    const text = gunzipSync(Buffer.from(packed?.base64 ?? '', 'base64')).toString();
    expect(text).toContain(uid);
    expect(text).not.toContain(Buffer.from(kieu).toString('hex').toUpperCase());
    expect(JSON.parse(text.split('\n')[0] ?? '')).toMatchObject({ at: 0 });
    expect(told.journal('device-tried')).toMatchObject([
      { what: 'record', device: 'pad' },
      { what: 'carry-recording-away', staff: 'Tuấn' },
    ]);
    await told.tend({ kind: 'put-recording-away' });
    await told.tend({ kind: 'bring-recording', name: `${name}.gz`, packed: packed?.base64 ?? '' });
    await told.untilTruly(() => expect(screenOf(told).told).toBe('brought-before'));
    await told.tend({ kind: 'delete-recording', name });
    await told.untilTruly(() => expect(bodyOf(told, 'recordings').all).toEqual([]));
    // As a browser names what it saves a second time.
    await told.tend({
      kind: 'bring-recording',
      name: name.replace('.jsonl', ' (1).jsonl.gz'),
      packed: packed?.base64 ?? '',
    });
    await told.untilTruly(() =>
      expect(bodyOf(told, 'recordings').all).toMatchObject([{ name, place: 'K1', device: 'pad' }]),
    );
    await told.tend({ kind: 'read-recording', name, from: 0 });
    await told.until(() =>
      expect(
        bodyOf(told, 'recordings').open?.lines.flatMap((one) => one.told.flatMap(({ says }) => says)),
      ).toContainEqual({
        is: 'uid',
        text: uid,
      }),
    );
    const another = '20261115-103000_K9_pad_feig-standard.jsonl';
    for (const [given, bytes, came] of [
      [another, packedAs('no lines of ours'), 'no-recording'],
      [another, 'AAAA', 'no-recording'],
      ['../../settings.json', packedAs(feig(0, version)), 'no-recording'],
      ['20261115-103000_../x_pad_feig-standard.jsonl', packedAs(feig(0, version)), 'not-recorded'],
      ['notes.jsonl', packedAs(feig(0, version)), 'no-recording'],
      [another, packedAs(feig(0, version).repeat(300_000)), 'too-large'],
      [another, null, 'too-large'],
    ] as const) {
      await told.tend({ kind: 'bring-recording', name: given, packed: bytes });
      await told.untilTruly(() => expect(screenOf(told).told).toBe(came));
    }
    expect(readdirSync(join(dirname(told.file), 'recordings'))).toEqual([name]);
  },
  withDevices,
);

technicianStory(
  'of papers that are scanned no byte is shown on the line or recorded; what is scanned before and after is',
  async (told) => {
    await open(told, 'scanner');
    await take(told);
    await told.tend({ kind: 'device-tab', tab: 'traffic' });
    await told.tend({ kind: 'record-traffic' });
    const scan = async (text: string, lines: number): Promise<void> => {
      benchOf(told).hand({ kind: 'scan', text });
      await told.until(() => expect(bodyOf(told, 'traffic').lines).toHaveLength(lines));
    };
    await scan(kieu, 1);
    await scan('012345678901|123456789|Nguyễn Văn A|01011990|Nam|12 Phố Huế|15042021', 2);
    await scan(kieu, 3);
    expect(bodyOf(told, 'traffic').lines.map(({ hex }) => hex !== null)).toEqual([true, false, true]);
    await told.tend({ kind: 'end-recording' });
    const folder = join(dirname(told.file), 'recordings');
    const [name = ''] = readdirSync(folder);
    const file = readFileSync(join(folder, name), 'utf8');
    const hexOf = (text: string): string => Buffer.from(text).toString('hex').toUpperCase();
    expect(file.split(hexOf(kieu))).toHaveLength(3);
    for (const word of ['Nguyễn', '012345678901', 'Phố'])
      for (const text of [told.everything(), file])
        expect([word, text.includes(word), text.includes(hexOf(word))]).toEqual([word, false, false]);
  },
  withDevices,
);

const refused = (): never => {
  throw new Error('EACCES: permission denied');
};

technicianStory(
  'a folder that may not be looked into is an empty one, and nobody is sent out for that',
  async (told) => {
    await told.signIn('Tuấn');
    await told.tend({ kind: 'open-page', page: 'devices' });
    await told.tend({ kind: 'open-recordings' });
    await told.tend({ kind: 'delete-recording', name: recorded });
    expect(bodyOf(told, 'recordings').all).toEqual([]);
    expect(told.journal('fault')).toEqual([]);
    expect(told.log.join('')).toContain('EACCES');
  },
  { ...withDevices, recordings: (folder) => ({ ...openRecordings(folder), list: refused, remove: refused }) },
);

const damaged = '20261120-103000_K1_pad_feig-standard.jsonl';
/** What no packing makes small. */
const large = '20261119-103000_K1_pad_feig-standard.jsonl';
const foreign = '20261121-103000_K1_pad_feig-standard.jsonl';

technicianStory(
  'of a damaged recording all that is whole is read, and its lines are named; of a foreign one nothing',
  async (told) => {
    await told.signIn('Tuấn');
    await told.tend({ kind: 'open-page', page: 'devices' });
    await told.tend({ kind: 'open-recordings' });
    await told.tend({ kind: 'read-recording', name: damaged, from: 0 });
    await told.untilTruly(() =>
      expect(bodyOf(told, 'recordings').open).toMatchObject({ count: 251, damaged: [2], wrong: null }),
    );
    const { open: read } = bodyOf(told, 'recordings');
    expect(read?.lines).toHaveLength(199);
    expect(read?.lines[0]).toMatchObject({ nth: 0, atMs: 0, told: [{ did: 'version' }] });
    await told.tend({ kind: 'read-recording', name: damaged, from: 200 });
    // The second half of a frame whose first stands on the page before.
    await told.untilTruly(() =>
      expect(bodyOf(told, 'recordings').open?.lines[0]).toMatchObject({ nth: 200, told: [{ did: 'inventory' }] }),
    );
    expect(bodyOf(told, 'recordings').open).toMatchObject({ damaged: [251] });
    await told.tend({ kind: 'read-recording', name: foreign, from: 0 });
    await told.untilTruly(() => expect(bodyOf(told, 'recordings').open?.wrong).toMatch(foreign));
    await told.tend({ kind: 'pack-recording', name: large });
    await told.untilTruly(() => expect(screenOf(told).told).toBe('packed-too-large'));
    expect(bodyOf(told, 'recordings').packed).toBeNull();
    await told.tend({ kind: 'pack-recording', name: damaged.replace('K1', 'K2') });
    await told.untilTruly(() => expect(screenOf(told).told).toBe('no-such-recording'));
  },
  {
    ...withDevices,
    recordings: (folder) => {
      mkdirSync(folder);
      const half = '07FFB001001C56';
      writeFileSync(
        join(folder, damaged),
        // It began long after its connection did; a line is damaged, and the last one cut off.
        `${feig(60_000, version)}{"at":60001,"kind":"sent","hex":"0G"}\n${feig(60_002, version).repeat(197)}` +
          `${feig(60_003, half.slice(0, 6))}${feig(60_004, half.slice(6))}${feig(60_005, version).repeat(49)}{"at":60006,"kind":"se`,
      );
      writeFileSync(join(folder, large), feig(0, randomBytes(1_000_000).toString('hex').toUpperCase()));
      writeFileSync(join(folder, foreign), 'notes of somebody\nand more of them\n');
      return openRecordings(folder);
    },
  },
);
