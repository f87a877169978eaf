// The station as a library runs it, over real lines only: reader and scanner on ptys or TCP, printer and library system on
// TCP, each a program of its own; the real program between them, and a glass over a real WebSocket. Real time passes.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Press } from '../../contract/calls.ts';
import type { Row } from '../../contract/row-view.ts';
import type { KioskScreen } from '../../contract/view.ts';
import { openJournal } from '../../station/journal/journal.ts';
import { demonstrationKiosk } from '../../station/settings/schema.ts';
import { createHandClock } from '../clock.ts';
import { cards, items } from '../stories/story.ts';
import { joinGlass, until } from './doorway.ts';
import { newFolder } from './open-house.ts';
import { startNode, type Program } from './programs.ts';
import { afisOn, libraryOnTcp, onPty, onTcp, order, runningWith, standingOf, type Device } from './real-parts.ts';

const built = existsSync(join(import.meta.dirname, '../../build/glass/index.html'));
const hasSocat = spawnSync('socat', ['-V']).status === 0;

const [armed, disarmed] = [0x07, 0xc2];
const uids = ['E004010000000001', 'E004010000000002', 'E004010000000003'] as const;
const lay = (pad: Device, uid: string, id: string, afi = armed): Promise<unknown> =>
  order(pad.control, { kind: 'lay', uid, id, owner: 'VN-HN1', afi });
const lift = (pad: Device, uid: string): Promise<unknown> => order(pad.control, { kind: 'lift', uid });

const startStation = (folder: string, parts: { acs: number; place: object }): Program => {
  const file = join(folder, 'settings.json');
  const settings = {
    version: 1,
    library: { name: 'Thư viện tỉnh', isil: 'VN-HN1' },
    acs: {
      connection: { kind: 'tcp', host: '127.0.0.1', port: parts.acs },
      institution: 'TVT',
      answerTimeoutSeconds: 5,
    },
    places: [{ kind: 'kiosk', name: 'K1', numbers: demonstrationKiosk.numbers, ...parts.place }],
  };
  writeFileSync(file, JSON.stringify(settings));
  return startNode(['station/main.ts', '--settings', file, '--data', join(folder, 'data'), '--port', '0']);
};

/** A person in front of the glass. */
const standBefore = async (station: Program) => {
  const [, address = ''] = await station.says(/^Tram is ready: (\S+)$/m);
  const glass = await joinGlass(address);
  const screen = (): KioskScreen | null => (glass.view()?.mode === 'kiosk' ? glass.kiosk().screen : null);
  const rows = (): readonly Row[] => {
    const now = screen();
    return now !== null && 'rows' in now ? now.rows : [];
  };
  return {
    glass,
    shows: async (at: KioskScreen['at'], like: object = {}): Promise<void> => {
      await until(`${at} ${JSON.stringify(like)}, not ${JSON.stringify(screen())}`, () => {
        const now = screen();
        return now?.at === at && Object.entries(like).every(([name, value]) => Reflect.get(now, name) === value);
      }).catch(() => expect(screen()).toMatchObject({ at, ...like }));
    },
    notices: (notice: string | null): Promise<unknown> =>
      until(`the notice ${notice}`, () => glass.view()?.mode === 'kiosk' && glass.kiosk().notice === notice),
    row: async (number: string, at: Row['state']['at']): Promise<Row['state']> =>
      until(
        `${number} to be ${at}`,
        () => rows().find((row) => row.number === number && row.state.at === at)?.state,
      ).catch((error: unknown) => {
        throw new Error(`${String(error)}; shown is ${JSON.stringify(screen())}`);
      }),
    press: async (press: Press): Promise<void> => {
      const session = glass.kiosk().session;
      expect(await glass.call({ kind: 'press', session, press })).toMatchObject({ kind: 'answer' });
    },
    scan: async (text: string): Promise<void> => {
      expect(await glass.call({ kind: 'scan', session: glass.kiosk().session, text })).toMatchObject({
        kind: 'answer',
      });
    },
  };
};

/** The promise of the program: told to end, it has ended within two seconds, and well. */
const endsWell = async (station: Program): Promise<void> => {
  let ended: Awaited<Program['ended']> | null = null;
  void station.ended.then((how) => (ended = how));
  station.kill('SIGTERM');
  await until('the end of the station', () => ended, 2_000);
  expect(ended).toEqual({ code: 0, signal: null });
};

test.skipIf(!built || !hasSocat)(
  'from card to receipt and back over serial lines; a reader that dies comes back',
  async () => {
    const folder = newFolder();
    const [reader, scanner, printer, library] = await Promise.all([
      onPty(folder, 'pad', 'feig'),
      onPty(folder, 'scanner', 'scanner'),
      onTcp(folder, 'printer', ['drivers/simulate.ts', 'printer']),
      libraryOnTcp(),
    ]);
    const station = startStation(folder, {
      acs: library.port,
      place: {
        reader: { maker: 'feig', connection: { kind: 'serial', path: reader.path } },
        scanner: { connection: { kind: 'serial', path: scanner.path } },
        printer: { connection: { kind: 'tcp', host: '127.0.0.1', port: printer.port } },
      },
    });
    const { shows, row, press, notices, glass } = await standBefore(station);
    await shows('welcome');
    expect(glass.kiosk().has).toMatchObject({ pad: true, printer: true, desensitiser: false });

    // A card before the scanner, a pile of two on the pad.
    await order(scanner.control, { kind: 'scan', text: cards.an });
    await shows('checkout');
    await lay(reader, uids[0], items.kieu);
    await lay(reader, uids[1], items.chiPheo);
    for (const item of [items.kieu, items.chiPheo]) {
      expect(await row(item, 'lent')).toMatchObject({ release: 'read-back', renewed: false, due: { kind: 'day' } });
      expect(await standingOf(library.port, item)).toBe('charged');
    }
    expect(await afisOn(reader)).toEqual({ [uids[0]]: disarmed, [uids[1]]: disarmed });

    // The reader's program dies in the middle, and is started again at the same path.
    reader.program.kill('SIGKILL');
    await notices('pad-trouble');
    await reader.program.ended;
    const again = await onPty(folder, 'pad', 'feig');
    await notices(null);
    await lay(again, uids[2], items.tatDen);
    expect(await row(items.tatDen, 'lent')).toMatchObject({ release: 'read-back' });
    expect(await afisOn(again)).toEqual({ [uids[2]]: disarmed });
    // What was lent before stands as it was.
    expect(await row(items.kieu, 'lent')).toMatchObject({ release: 'read-back' });

    await press({ kind: 'finish' });
    await shows('receipt', { of: 'checkout', paper: 'offered' });
    await press({ kind: 'print' });
    await shows('goodbye', { of: 'checkout', printed: true });
    const slips = join(folder, 'slips');
    expect(await order(printer.control, { kind: 'slips', directory: slips })).toEqual([join(slips, 'slip-1.png')]);
    expect(statSync(join(slips, 'slip-1.png')).size).toBeGreaterThan(2000);

    // One comes back.
    await lift(again, uids[2]);
    await press({ kind: 'leave' });
    const left = Date.now();
    await shows('welcome');
    await press({ kind: 'return' });
    await shows('checkin');
    // What lies there within a second of somebody's going counts as left behind.
    await until('the next patron to step up', () => Date.now() > left + 1500);
    await lay(again, uids[0], items.kieu, disarmed);
    await row(items.kieu, 'returned');
    expect(await afisOn(again)).toEqual({ [uids[0]]: armed });
    expect(await standingOf(library.port, items.kieu)).toBe('available');
    expect(await standingOf(library.port, items.chiPheo)).toBe('charged');

    await endsWell(station);
    expect(runningWith(join(folder, 'data'))).toEqual([]);
    const journal = openJournal(join(folder, 'data', 'journal.sqlite'), createHandClock());
    const lent = journal.read(['lent']).map((entry) => ('item' in entry ? (entry.item ?? '') : ''));
    expect(lent.toSorted((one, other) => one.localeCompare(other))).toEqual([items.kieu, items.chiPheo, items.tatDen]);
    expect(journal.read(['returned', 'slip-printed', 'fault'])).toMatchObject([
      { kind: 'slip-printed', reference: expect.stringMatching(/^K1-\d{6}$/) },
      { kind: 'returned', item: items.kieu },
    ]);
    expect([...journal.security()]).toEqual([]);
    journal.close();
    for (const { program } of [again, scanner, printer, library]) program.kill('SIGTERM');
    await until('the devices to be gone', () => runningWith(folder).length === 0);
  },
  120_000,
);

test.skipIf(!built)(
  'over TCP, in advanced frames: reader, printer and library system die in turn and come back',
  async () => {
    const folder = newFolder();
    const padProgram = ['drivers/simulate.ts', 'feig', '--set', 'frames=advanced'];
    const [reader, printer, library] = await Promise.all([
      onTcp(folder, 'pad', padProgram),
      onTcp(folder, 'printer', ['drivers/simulate.ts', 'printer']),
      libraryOnTcp(),
    ]);
    const station = startStation(folder, {
      acs: library.port,
      place: {
        reader: {
          maker: 'feig',
          frames: 'advanced',
          connection: { kind: 'tcp', host: '127.0.0.1', port: reader.port },
        },
        printer: { connection: { kind: 'tcp', host: '127.0.0.1', port: printer.port } },
      },
    });
    const { shows, row, press, scan } = await standBefore(station);
    await shows('welcome');

    // Nobody is served while the pad is away; while the library system is, returns alone are taken.
    reader.program.kill('SIGKILL');
    await shows('closed', { because: 'pad-trouble' });
    const pad = await onTcp(folder, 'pad', padProgram, reader.port);
    await shows('welcome');
    library.program.kill('SIGKILL');
    await shows('welcome', { doors: ['return'] });
    await library.program.ended;
    const reopened = await libraryOnTcp(library.port);
    await shows('welcome', { doors: ['borrow', 'return', 'account'] });

    // A card by a keyboard scanner, one item on the pad.
    await scan(cards.an);
    await shows('checkout');
    await lay(pad, uids[0], items.kieu);
    expect(await row(items.kieu, 'lent')).toMatchObject({ release: 'read-back' });
    expect(await afisOn(pad)).toEqual({ [uids[0]]: disarmed });
    expect(await standingOf(reopened.port, items.kieu)).toBe('charged');

    // The printer is away when its turn comes: said, and tried again when it is back.
    printer.program.kill('SIGKILL');
    await press({ kind: 'finish' });
    await shows('receipt', { paper: 'offered' });
    await printer.program.ended;
    await press({ kind: 'print' });
    await shows('receipt', { paper: 'printer-silent' });
    const newPrinter = await onTcp(folder, 'printer', ['drivers/simulate.ts', 'printer'], printer.port);
    await until('the printer to be ready', () => {
      const line = station
        .err()
        .trim()
        .split('\n')
        .findLast((text) => text.includes('"printer"'));
      return line?.includes('"ready"');
    });
    await press({ kind: 'print' });
    await shows('goodbye', { printed: true });
    expect(await order(newPrinter.control, { kind: 'slips', directory: folder })).toHaveLength(1);

    await endsWell(station);
    expect(runningWith(join(folder, 'data'))).toEqual([]);
  },
  120_000,
);

test.skipIf(!built)(
  'told to end while reader, printer and library system hang, it ends as soon and as well',
  async () => {
    const folder = newFolder();
    const [reader, printer, library] = await Promise.all([
      onTcp(folder, 'pad', ['drivers/simulate.ts', 'feig']),
      onTcp(folder, 'printer', ['drivers/simulate.ts', 'printer']),
      libraryOnTcp(),
    ]);
    const station = startStation(folder, {
      acs: library.port,
      place: {
        reader: { maker: 'feig', connection: { kind: 'tcp', host: '127.0.0.1', port: reader.port } },
        printer: { connection: { kind: 'tcp', host: '127.0.0.1', port: printer.port } },
      },
    });
    const { shows, press, scan, row } = await standBefore(station);
    await shows('welcome');
    await scan(cards.an);
    await shows('checkout');
    library.program.kill('SIGSTOP');
    await lay(reader, uids[0], items.kieu);
    await row(items.kieu, 'asking');
    for (const { program } of [reader, printer]) program.kill('SIGSTOP');
    await press({ kind: 'finish' });
    await endsWell(station);
    const journal = openJournal(join(folder, 'data', 'journal.sqlite'), createHandClock());
    // What it had asked and not heard is written down: the next morning knows that it does not know.
    expect(journal.read(['checkout-asked', 'lent', 'outcome-unknown', 'fault'])).toMatchObject([
      { kind: 'checkout-asked', item: items.kieu },
      { kind: 'outcome-unknown', item: items.kieu },
    ]);
    journal.close();
  },
  120_000,
);
