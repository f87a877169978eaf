// The console of devices, over the demonstration's simulated pad, scanner and printer: what a technician sees, what they may do, and what
// is never shown or done while patrons are served.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { DeskAct } from '../../contract/desk-calls.ts';
import { settings as schema } from '../../station/settings/schema.ts';
import { hadMs } from '../../station/technician/devices-state.ts';
import { layoutCode, layoutVerdict } from '../../station/technician/devices-scans.ts';
import { benchOf, bodyOf, card, kieu, open, put, screenOf, settings, take, withDevices } from './devices-console.ts';
import { technicianStory } from './technician.ts';

const withPrefix = schema.parse({
  ...settings,
  places: settings.places.map((place) => ({ ...place, cardNumber: { add: { prefix: 'TV' } } })),
});

technicianStory(
  'each device of each place stands there with its state, and one that is pulled out says so, with its history',
  async (told) => {
    await open(told);
    expect(screenOf(told).rows.map(({ place, device }) => `${place} ${device}`)).toEqual(
      expect.arrayContaining(['K1 pad', 'K1 scanner', 'K1 printer', 'K1 glass', 'D1 pad']),
    );
    await told.until(() => expect(screenOf(told).state).toMatchObject({ at: 'ready' }));
    benchOf(told).hand({ kind: 'plug-reader', plugged: false });
    await told.until(() => expect(screenOf(told).state).toMatchObject({ at: 'trouble' }));
    // A kind that the glass has words for in each language, and the driver's sentence for beside them.
    expect(screenOf(told).state?.fault).toEqual({ fault: 'unplugged', because: expect.stringContaining('unplugged') });
    benchOf(told).hand({ kind: 'plug-reader', plugged: true });
    await told.until(() => expect(screenOf(told).state).toMatchObject({ at: 'ready' }), 60_000);
    await told.tend({ kind: 'device-tab', tab: 'history' });
    expect(bodyOf(told, 'history').moments.map(({ at }) => at)).toEqual(['ready', 'trouble', 'ready']);
  },
  withDevices,
);

technicianStory(
  'while patrons are served no command is given by hand, and nothing that names one is shown',
  async (told) => {
    await open(told);
    const uid = put(told, card);
    put(told, kieu);
    await told.until(() => expect(bodyOf(told, 'tags').tags).toHaveLength(2));
    for (const act of [
      { kind: 'ask-inventory' },
      { kind: 'examine-tag', uid },
      { kind: 'secure-tag', uid, want: 'disarmed' },
      { kind: 'record-traffic' },
      { kind: 'ask-all-spellings' },
      { kind: 'check-glass', check: 'touch', on: 'there' },
    ] as const) {
      await told.tend(act);
      expect(screenOf(told).told).toBe('take-place-first');
    }
    expect(bodyOf(told, 'tags').outcomes).toEqual([]);
    await told.tend({ kind: 'device-tab', tab: 'traffic' });
    await told.tend({ kind: 'hide-idle', hides: false });
    await told.until(() => expect(bodyOf(told, 'traffic').lines.length).toBeGreaterThan(4));
    expect(bodyOf(told, 'traffic').lines.filter(({ hex }) => hex !== null)).toEqual([]);
    await told.tend({ kind: 'choose-device', place: 'K1', device: 'scanner' });
    await told.tend({ kind: 'device-tab', tab: 'scans' });
    benchOf(told).hand({ kind: 'scan', text: card });
    await told.until(() => expect(bodyOf(told, 'scans').scans).toMatchObject([{ verdict: 'patron', text: null }]));
    expect(told.everything()).not.toContain(card);
    expect(told.everything()).not.toContain(uid);
    expect(told.journal('device-tried')).toEqual([]);
  },
  withDevices,
);

technicianStory(
  'a place that is had serves nobody; its tags are read, written with a second look, read back and never locked',
  async (told) => {
    await open(told);
    const glass = told.join('K1');
    await take(told);
    expect(glass.view()).toMatchObject({ screen: { at: 'closed', because: 'tended' } });
    const uid = put(told, kieu);
    await told.until(() => expect(bodyOf(told, 'tags').tags).toMatchObject([{ uid, number: kieu, security: 'armed' }]));
    await told.tend({ kind: 'ask-inventory' });
    await told.until(() => expect(bodyOf(told, 'tags').outcomes[0]).toMatchObject({ came: 'done', count: 1 }));
    await told.tend({ kind: 'secure-tag', uid, want: 'disarmed' });
    await told.until(() =>
      expect(bodyOf(told, 'tags').outcomes[0]).toMatchObject({ order: 'disarm', came: 'verified' }),
    );
    // The pad is drawn with what it carries now.
    await told.until(() => expect(bodyOf(told, 'tags').tags).toMatchObject([{ uid, security: 'disarmed' }]));
    await told.tend({ kind: 'examine-tag', uid });
    await told.until(() => expect(bodyOf(told, 'tags').open).toMatchObject({ uid, blockSize: 4 }));
    const blocks = (): readonly string[] => bodyOf(told, 'tags').open?.blocks.map(({ bytes }) => bytes.join('')) ?? [];
    const before = blocks();

    for (const [hex, wrong] of [
      ['xyz', 'no-hex'],
      [before[20] ?? '', 'same'],
      ['00'.repeat(400), 'too-long'],
    ] as const) {
      await told.tend({ kind: 'plan-write', block: 20, hex });
      expect(bodyOf(told, 'tags').writing).toMatchObject({ wrong });
      await told.tend({ kind: 'write-tag-now' });
    }
    expect(told.journal('device-tried').filter((entry) => 'what' in entry && entry.what === 'write')).toEqual([]);
    await told.tend({ kind: 'plan-write', block: 20, hex: 'de ad be ef' });
    expect(bodyOf(told, 'tags').writing).toMatchObject({
      wrong: null,
      says: kieu,
      changes: [{ block: 20, after: 'DE AD BE EF' }],
    });
    await told.tend({ kind: 'write-tag-now' });
    await told.until(() =>
      expect(bodyOf(told, 'tags').outcomes[0]).toMatchObject({ order: 'write', came: 'verified' }),
    );
    // What was read before is no longer what is there.
    expect(bodyOf(told, 'tags').open).toBeNull();
    await told.tend({ kind: 'examine-tag', uid });
    await told.until(() => expect(blocks()[20]).toBe('DEADBEEF'));
    expect(bodyOf(told, 'tags').open?.blocks.some(({ isLocked }) => isLocked)).toBe(false);

    expect(told.journal('device-tried')).toMatchObject([
      { staff: 'Tuấn', place: 'K1', device: 'pad', what: 'inventory', came: 'done' },
      { what: 'disarm', tag: uid, came: 'asked' },
      { what: 'disarm', tag: uid, came: 'verified' },
      { what: 'examine', tag: uid },
      { what: 'write', tag: uid, came: 'asked' },
      { what: 'write', tag: uid, came: 'verified' },
      { what: 'examine', tag: uid },
    ]);
    await told.tend({ kind: 'give-place' });
    await told.until(() => expect(glass.view()).toMatchObject({ screen: { at: 'welcome' } }));
  },
  withDevices,
);

technicianStory(
  'of a tag that is nobody’s the technician reads why in words, and what the decoder said beside them',
  async (told) => {
    await open(told);
    await take(told);
    const uid = put(told, 'other-trade');
    await told.until(() => expect(bodyOf(told, 'tags').tags).toMatchObject([{ uid, is: 'foreign' }]));
    await told.tend({ kind: 'examine-tag', uid });
    await told.until(() =>
      expect(bodyOf(told, 'tags').open?.fields).toContainEqual({
        field: 'foreign',
        value: 'no-format',
        because: 'The bytes on the tag are not data sets of ISO 28560-2.',
      }),
    );
  },
  withDevices,
);

technicianStory(
  'a place is given back when the page is left, and when nobody touches it any more',
  async (told) => {
    await open(told);
    const glass = told.join('K1');
    await take(told);
    await told.tend({ kind: 'open-page', page: 'settings' });
    await told.until(() => expect(glass.view()).toMatchObject({ screen: { at: 'welcome' } }), 3000);
    await told.tend({ kind: 'open-page', page: 'devices' });
    await told.until(() => expect(screenOf(told).chosen).not.toBeNull());
    await told.tend({ kind: 'choose-device', place: 'K1', device: 'pad' });
    await take(told);
    await told.until(() => expect(glass.view()).toMatchObject({ screen: { at: 'welcome' } }), hadMs + 5000);
    expect(screenOf(told)).toMatchObject({ had: { at: 'in-use' }, told: 'staff-took-it' });
    expect(told.journal('place-tended')).toHaveLength(2);
  },
  withDevices,
);

technicianStory(
  'a place is waited for while staff are at work there: had for its whole time afterwards, and not waited for without end',
  async (told) => {
    const desk = told.join('D1');
    const act = (what: DeskAct): void =>
      void desk.joined?.call({ kind: 'act', session: desk.view()?.session ?? 0, act: what });
    const isIn = (): boolean => {
      const view = desk.view();
      return view?.mode === 'desk' && view.screen.at !== 'sign-in';
    };
    act({ kind: 'sign-in', name: 'Minh', pin: '246810' });
    await told.untilTruly(() => expect(isIn()).toBe(true));
    await open(told);
    await told.tend({ kind: 'choose-device', place: 'D1', device: 'pad' });
    await told.tend({ kind: 'take-place' });
    await told.until(() => expect(screenOf(told).had).toMatchObject({ at: 'waiting' }));
    await told.until(
      () => expect(screenOf(told)).toMatchObject({ had: { at: 'in-use' }, told: 'waited-long' }),
      hadMs + 5000,
    );
    expect(told.journal('place-tended')).toEqual([]);
    await told.tend({ kind: 'take-place' });
    await told.clock.pass(hadMs / 2);
    act({ kind: 'sign-out' });
    await told.until(() => expect(screenOf(told).had).toMatchObject({ at: 'mine' }));
    const untilMs = screenOf(told).had?.untilMs ?? 0;
    expect(untilMs - screenOf(told).nowMs).toBeGreaterThan(hadMs - 5000);
  },
  withDevices,
);

technicianStory(
  'rounds that see what the one before them saw are hidden, and push nothing out that happened',
  async (told) => {
    await open(told);
    await take(told);
    const uid = put(told, kieu);
    await told.tend({ kind: 'device-tab', tab: 'traffic' });
    await told.until(() =>
      expect(bodyOf(told, 'traffic').lines.some(({ told: [one] }) => one?.did === 'read')).toBe(true),
    );
    await told.clock.pass(2000);
    const news = bodyOf(told, 'traffic').lines.map(({ nth }) => nth);
    await told.clock.pass(60_000);
    expect(bodyOf(told, 'traffic').lines.map(({ nth }) => nth)).toEqual(news);
    expect(bodyOf(told, 'traffic').hidden).toBeGreaterThan(20);
    benchOf(told).hand({ kind: 'take-off-pad', uid });
    await told.until(() => expect(bodyOf(told, 'traffic').lines.length).toBeGreaterThan(news.length));
    // The round that saw it no longer is news, once.
    expect(bodyOf(told, 'traffic').lines.length).toBeLessThan(news.length + 4);
  },
  withDevices,
);

technicianStory(
  'traffic is told byte by byte and in words, recorded to a file of the station, and looked through without a device',
  async (told) => {
    await open(told);
    await take(told);
    await told.tend({ kind: 'device-tab', tab: 'traffic' });
    await told.tend({ kind: 'record-traffic' });
    await told.until(() => expect(bodyOf(told, 'traffic').recording).not.toBeNull());
    const uid = put(told, kieu);
    await told.until(() => {
      const lines = bodyOf(told, 'traffic').lines;
      expect(
        lines
          .flatMap((one) => one.told)
          .some(({ did, says }) => did === 'inventory' && says.some(({ text }) => text === uid)),
      ).toBe(true);
      expect(lines.find(({ hex }) => hex !== null)?.hex).toMatch(/^[0-9A-F]+$/);
    });
    // Rounds without news are left out; a pause holds what is there.
    await told.tend({ kind: 'pause-traffic', paused: true });
    const held = bodyOf(told, 'traffic').lines.length;
    await told.clock.pass(3000);
    expect(bodyOf(told, 'traffic').lines).toHaveLength(held);
    await told.tend({ kind: 'end-recording' });
    const folder = join(dirname(told.file), 'recordings');
    const [name = ''] = readdirSync(folder);
    expect(name).toMatch(/^\d{8}-\d{6}_K1_pad_feig-standard\.jsonl$/);
    await told.tend({ kind: 'give-place' });
    await told.tend({ kind: 'open-recordings' });
    expect(bodyOf(told, 'recordings').all).toMatchObject([{ name, place: 'K1', device: 'pad' }]);
    await told.tend({ kind: 'read-recording', name, from: 0 });
    await told.untilTruly(() => expect(bodyOf(told, 'recordings').open?.wrong).toBeNull());
    const read = bodyOf(told, 'recordings').open;
    expect(read?.lines.flatMap((one) => one.told).some(({ says }) => says.some(({ text }) => text === uid))).toBe(true);
    await told.tend({ kind: 'delete-recording', name });
    expect(existsSync(join(folder, name))).toBe(false);
    expect(bodyOf(told, 'recordings')).toMatchObject({ all: [], open: null });
  },
  withDevices,
);

technicianStory(
  'a scan is taken apart: its bytes, what stood around it, and which pattern took it; papers are never shown',
  async (told) => {
    await open(told, 'scanner');
    await take(told);
    benchOf(told).hand({ kind: 'scan', text: kieu });
    await told.until(() =>
      expect(bodyOf(told, 'scans').scans).toMatchObject([
        {
          verdict: 'item',
          text: kieu,
          number: kieu,
          hex: `${Buffer.from(kieu).toString('hex').toUpperCase()}0D`,
          ends: ['cr'],
          patterns: [
            { of: 'patron', fits: false },
            { of: 'item', fits: true },
          ],
        },
      ]),
    );
    benchOf(told).hand({ kind: 'scan', text: '012345678901|123456789|Nguyễn Văn A|01011990|Nam|12 Phố Huế|15042021' });
    await told.until(() =>
      expect(bodyOf(told, 'scans').scans[0]).toMatchObject({ verdict: 'identity-card', hex: null }),
    );
    for (const word of ['Nguyễn', '012345678901', Buffer.from('012345678901').toString('hex')])
      expect(told.everything()).not.toContain(word);
    await told.tend({ kind: 'typed-scan', text: '9780306406157' });
    expect(bodyOf(told, 'scans').scans[0]).toMatchObject({ by: 'keyboard', verdict: 'publisher' });
    await told.tend({ kind: 'typed-layout', text: 'Tram-âzyđ/123|;@Q' });
    expect(bodyOf(told, 'scans')).toMatchObject({ layout: 'typing-program', came: 'Tram-âzyđ/123|;@Q' });
    for (const [typed, verdict] of [
      [layoutCode, 'right'],
      [layoutCode.toUpperCase(), 'caps'],
      ['Trq,)qqwydd!&é"', 'azerty'],
      ['Tramßaayzdd', 'qwertz'],
      ['Tram-aazy', 'letters-missing'],
      ['Tram-aazydd/123~;"Q', 'british'],
      ['Ｔｒａｍ', 'typing-program'],
      ['9780306406157', 'another-code'],
      ['Tram-aazydd/123|;@W', 'other'],
      ['', 'waiting'],
    ] as const)
      expect(layoutVerdict(typed)).toBe(verdict);
  },
  withDevices,
);

technicianStory(
  'a card at hand is spelled in every way, the library system says which it knows, and the settings get it as a draft',
  async (told) => {
    await open(told);
    await take(told);
    await told.tend({ kind: 'device-tab', tab: 'cards' });
    expect(bodyOf(told, 'cards')).toMatchObject({ read: null, spellings: [] });
    put(told, card);
    await told.until(() => expect(bodyOf(told, 'cards').read).toMatchObject({ kind: 'text', shown: card }));
    await told.tend({ kind: 'ask-all-spellings' });
    await told.until(() =>
      expect(bodyOf(told, 'cards').spellings.find(({ number }) => number === card)).toMatchObject({ known: 'yes' }),
    );
    await told.until(() => expect(bodyOf(told, 'cards').asking).toBe(false));
    const entries = JSON.stringify(told.journal('device-tried'));
    expect(entries).toContain('ask-card');
    expect(entries).not.toContain(card);
    const other = bodyOf(told, 'cards').spellings.find(({ number }) => number === card);
    expect(other).toMatchObject({ isSet: false, known: 'yes' });
    await told.tend({ kind: 'take-spelling', nth: other?.nth ?? 0 });
    await told.until(() => expect(told.page().at).toBe('settings'));
    await told.until(() =>
      expect(told.settings().changes.every(({ path }) => path.startsWith('places.0.cardNumber'))).toBe(true),
    );
    expect(told.settings().changes.length).toBeGreaterThan(0);
    expect(told.saved()).toEqual(JSON.parse(JSON.stringify(withPrefix)));
  },
  {
    ...withDevices,
    // Set up wrongly: the system stores no letters before the number.
    settings: withPrefix,
  },
);

technicianStory(
  'the printer is asked for a slip with all letters, and says live what it lacks',
  async (told) => {
    await open(told, 'printer');
    // What it said before anybody looked.
    await told.until(() => expect(bodyOf(told, 'paper')).toMatchObject({ paper: 'ok', cover: 'closed' }));
    await told.tend({ kind: 'print-test' });
    expect(screenOf(told).told).toBe('take-place-first');
    await take(told);
    await told.tend({ kind: 'print-test' });
    await told.until(() => expect(bodyOf(told, 'paper').print).toMatch(/^(?:printed|sent)$/));
    benchOf(told).hand({ kind: 'paper', loaded: false });
    await told.until(() => expect(bodyOf(told, 'paper').paper).toBe('out'), 60_000);
    await told.tend({ kind: 'print-test' });
    await told.until(() => expect(bodyOf(told, 'paper').print).toBe('no-paper'));
    expect(told.journal('device-tried').map((entry) => 'came' in entry && entry.came)).toContain('no-paper');
  },
  withDevices,
);

technicianStory(
  'a glass is tried where it stands, what is touched there is seen here, and it is said which glass it was',
  async (told) => {
    await open(told, 'glass');
    expect(bodyOf(told, 'glass')).toMatchObject({ isLooked: false });
    const glass = told.join('K1');
    await take(told);
    await told.until(() => expect(bodyOf(told, 'glass').isLooked).toBe(true));
    await told.tend({ kind: 'check-glass', check: 'touch', on: 'there' });
    expect(glass.view()).toMatchObject({ screen: { at: 'glass-check', shown: { check: 'touch', cells: [] } } });
    const seen = glass.view();
    glass.joined?.call({ kind: 'press', session: seen?.session ?? 0, press: { kind: 'touch-cell', cell: 7 } });
    await told.until(() => expect(bodyOf(told, 'glass').shown).toEqual({ check: 'touch', cells: [7] }));
    await told.tend({ kind: 'glass-said', good: true });
    expect(glass.view()).toMatchObject({ screen: { at: 'closed', because: 'tended' } });
    await told.tend({ kind: 'check-glass', check: 'colours', on: 'here' });
    expect(glass.view()).toMatchObject({ screen: { at: 'closed' } });
    await told.tend({ kind: 'glass-said', good: false });
    expect(bodyOf(told, 'glass').said).toEqual([
      { check: 'touch', on: 'there', good: true },
      { check: 'colours', on: 'here', good: false },
    ]);
    expect(told.journal('device-tried')).toMatchObject([
      { what: 'glass-touch-there', came: 'good' },
      { what: 'glass-colours-here', came: 'bad' },
    ]);
  },
  withDevices,
);
