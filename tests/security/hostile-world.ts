// A station among enemies: a library system on a real socket whose every text is an attack, and tags whose contents are. What
// the station says to it is kept as it came. Real sockets, journal on disk, the log kept line by line.
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../drivers/clock.ts';
import { slixTag } from '../../drivers/rfid/field.ts';
import { writeIso28560_2 } from '../../drivers/tags/iso28560-2.ts';
import { createLog } from '../../station/log.ts';
import { kioskTimes } from '../../station/modes/kiosk-state.ts';
import { demonstration, demonstrationKiosk, settings } from '../../station/settings/schema.ts';
import { openStation } from '../../station/station.ts';
import type { Station } from '../../station/works.ts';
import { noVoice } from '../../station/voice.ts';
import { openWeb, type Web } from '../../station/web.ts';
import { pagesOf } from '../../station/web-pages.ts';
import { joinGlass, until, type Glass } from '../station/doorway.ts';
import { newFolder, newGlassFolder } from '../station/open-house.ts';

/** Markup, placeholders of two languages, a terminal's colour and bell, a NUL, an override of writing direction. */
export const attack =
  '<img src=x onerror="window.owned=1"><script>window.owned=1</script>{count, plural}%s%n${7*7}\u001B[31m\u0007\u0000\u202Eevil';

/** What may be left of the attack where it is shown: its letters, not its control characters. */
export const harmless = '<img src=x onerror="window.owned=1">';

const at = '20261122    093000';
const field = (line: string, code: string): string => new RegExp(`${code}([^|]*)\\|`).exec(line)?.[1] ?? '';

/** The answer of a library system that was taken over, or whose catalogue was. */
const answerTo = (line: string): string | null => {
  const [card, item] = [field(line, 'AA'), field(line.slice(2), 'AB')];
  const texts = `AF${attack}|AG${attack}|`;
  switch (line.slice(0, 2)) {
    case '93':
      return '941';
    case '99':
      return `98YYYYNN600003${at}2.00AOTVT|AM${attack}|BXYYYYYYYYYYYYYYYY|${texts}`;
    case '63':
      return `64${' '.repeat(14)}000${at}000000000000000000000000AOTVT|AA${card}|AE${attack}|BE${attack}|BLY|CQY|${texts}`;
    case '17':
      return `18030201${at}AB${item}|AJ${attack}|AQ${attack}|CS${attack}|${texts}`;
    case '11':
      return item.endsWith('9')
        ? `120NUN${at}AOTVT|AA${card}|AB${item}|AJ${attack}|AH|${texts}`
        : `121NUY${at}AOTVT|AA${card}|AB${item}|AJ${attack}|AH${attack}|${texts}`;
    case '09':
      return `101YNY${at}AOTVT|AB${item}|AQ${attack}|AJ${attack}|CT${attack}|CV01|CY${attack}|DA${attack}|${texts}`;
    case '35':
      return `36Y${at}AOTVT|AA${card}|${texts}`;
    default:
      return null;
  }
};

export type HostileWorld = {
  readonly station: Station;
  readonly web: Web;
  readonly folder: string;
  /** Every message the library system was sent, as it came. */
  readonly asked: readonly string[];
  /** Every line of the log. */
  readonly log: readonly string[];
  /** Joins as a page does, and waits for the welcome. */
  glass(): Promise<Glass>;
  /** Lays an item with this number and title on the pad. */
  lay(id: string, title: string): void;
};

const openAcs = async (asked: string[]): Promise<number> => {
  const server = createServer((socket) => {
    let rest = '';
    socket.on('error', () => undefined).setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      rest += chunk;
      for (let end = rest.search(/[\r\n]/); end >= 0; end = rest.search(/[\r\n]/)) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 1);
        if (line === '') continue;
        asked.push(line);
        const answer = answerTo(line);
        if (answer !== null) socket.write(`${answer}\r`);
      }
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the library system has no port');
  return (address satisfies AddressInfo).port;
};

/** `glassFolder`: the built pages, where a browser looks at them. */
export const openHostileWorld = async (glassFolder: string = newGlassFolder()): Promise<HostileWorld> => {
  const asked: string[] = [];
  const lines: string[] = [];
  const folder = newFolder();
  const port = await openAcs(asked);
  const kiosk = demonstrationKiosk;
  const station = await openStation({
    loaded: {
      kind: 'settings',
      settings: settings.parse({
        ...demonstration,
        acs: {
          connection: { kind: 'tcp', host: '127.0.0.1', port },
          institution: 'TVT',
          showMessages: true,
          patronMessages: true,
          line: { errorDetection: 'off' },
        },
        // Any number may be a card's or an item's: nothing is kept away by its looks.
        places: [{ ...kiosk, numbers: {} }],
      }),
    },
    settingsFile: join(folder, 'settings.json'),
    journalFile: join(folder, 'journal.sqlite'),
    clock: systemClock,
    random: () => 0.5,
    log: createLog('debug', { write: (line) => void lines.push(line) }),
  });
  onTestFinished(() => station.close());
  const log = createLog('debug', { write: (line) => void lines.push(line) });
  const pages = pagesOf({ glassFolder, words: {}, pictures: [] });
  const web = await openWeb({ pages, port: 0, behind: station, voice: noVoice, log });
  onTestFinished(() => web.close());
  // What a reader sees so soon after it came up lay there before, and is nobody's.
  await until('the pad to be awake', () => {
    const since = station.works?.kiosks[0]?.state().padReadyAtMs ?? null;
    return since !== null && systemClock.now() > since + kioskTimes.padWakesMs;
  });
  let laid = 0;
  return {
    station,
    web,
    folder,
    asked,
    log: lines,
    glass: async () => {
      const glass = await joinGlass(web.address);
      await until('the welcome', () => glass.view()?.mode === 'kiosk' && glass.kiosk().screen.at === 'welcome');
      return glass;
    },
    lay: (id, title) => {
      const content = writeIso28560_2({ id, part: null, usage: 0x10, owner: 'VN-HN1', title });
      laid += 1;
      const uid = `E0040150AA${laid.toString(16).toUpperCase().padStart(6, '0')}`;
      station.works?.kiosks[0]?.devices.hands.pad?.field.lay(slixTag({ uid, content, afi: 0x07 }), {});
    },
  };
};
