// How a library's settings look before they are used: a sample patron and sample books through the kiosk's own steps, to the views
// and the slip that come of them. Nothing is opened, asked or written. Started by itself (`--settings FILE`) it checks the file as a
// start does, and prints the preview, or what is wrong, as JSON.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { SettingsIssue } from '../contract/settings-view.ts';
import type { View } from '../contract/view.ts';
import type { Language } from '../contract/terms.ts';
import { takeOwnWords, type OwnWords } from '../contract/words/words.ts';
import { systemClock } from '../drivers/clock.ts';
import { preview as drawSlip } from '../drivers/printer/picture.ts';
import { loadAttract, type Attract } from './attract.ts';
import type { Effect, Event } from './flow.ts';
import { noWrongs } from './flows/guard.ts';
import { openingAt } from './hours.ts';
import { lineTo } from './line.ts';
import { createLog, type Log } from './log.ts';
import { newKiosk, type Kiosk } from './modes/kiosk-state.ts';
import { stepKiosk } from './modes/kiosk.ts';
import type { SlipFacts } from './receipts/facts.ts';
import { slipLines } from './receipts/slips.ts';
import { openStaffBook } from './staff.ts';
import { rulesOf, type ViewRules } from './rules.ts';
import { readCredentials } from './settings/credentials.ts';
import { loadOwnWords, ownWordsFile } from './settings/own-words.ts';
import { libraryPicture } from './settings/pictures.ts';
import type { KioskSettings, Settings } from './settings/schema.ts';
import { checkSettings } from './settings/store.ts';
import { viewOf } from './view.ts';

/** `slip`: an SVG, as on paper. */
export type Shown = { readonly name: string } & (
  { readonly kind: 'screen'; readonly view: View } | { readonly kind: 'slip'; readonly slip: string }
);

export type Preview =
  | { readonly kind: 'preview'; readonly words: OwnWords; readonly shown: readonly Shown[] }
  | { readonly kind: 'issues'; readonly issues: readonly SettingsIssue[] };

const books = [
  ['31234000001014', 'Truyện Kiều'],
  ['31234000001022', 'Số đỏ'],
  ['31234000001055', 'Đất rừng phương Nam'],
] as const;
const day = { kind: 'day', day: '2027-01-15' } as const;
const patron = {
  number: '21234000000018',
  name: 'Nguyễn Thị Ánh Hồng',
  email: 'anhhong@example.org',
  block: null,
  fee: null,
  isFeeTold: true,
  messages: [],
  readyHolds: null,
  loans: { count: 0, limit: 5, numbers: [] },
} as const;

/** A library system and a pad that say yes to everything. */
const answerTo = (effect: Effect): Event | null => {
  switch (effect.kind) {
    case 'ask-patron':
      return {
        kind: 'patron-answered',
        ticket: effect.ticket,
        answer: { kind: 'known', patron, verified: effect.pin !== null },
      };
    case 'ask-checkout': {
      const title = books.find(([number]) => number === effect.item)?.[1] ?? null;
      const loan = {
        item: effect.item,
        title,
        due: day,
        renewed: false,
        ours: true,
        leaveArmed: false,
        media: null,
        offline: null,
      };
      return { kind: 'checkout-answered', ticket: effect.ticket, answer: { kind: 'lent', loan } };
    }
    case 'ask-checkin': {
      const title = books.find(([number]) => number === effect.item)?.[1] ?? null;
      const back = { item: effect.item, title, notes: [], fee: null, bin: null };
      return { kind: 'checkin-answered', ticket: effect.ticket, answer: { kind: 'returned', return: back } };
    }
    case 'secure':
      return { ...effect, kind: 'secured', outcome: { kind: 'done' } };
    default:
      return null;
  }
};

type Play = { readonly kiosk: Kiosk; readonly slip: SlipFacts | null };

const play = (rules: ViewRules, from: Play, events: readonly Event[], nowMs: number): Play =>
  events.reduce((before, event) => {
    const step = stepKiosk(rules, before.kiosk, event, nowMs);
    const slip = step.effects.find((effect) => effect.kind === 'print-slip')?.slip ?? before.slip;
    const answers = step.effects.map(answerTo).filter((answer) => answer !== null);
    return answers.reduce((now, answer) => playOn(rules, now, answer, nowMs), { kiosk: step.state, slip });
  }, from);

const playOn = (rules: ViewRules, from: Play, event: Event, nowMs: number): Play => play(rules, from, [event], nowMs);

const pressed = (press: Extract<Event, { kind: 'pressed' }>['press']): Event => ({ kind: 'pressed', press });

const laid = (rules: ViewRules): readonly Event[] =>
  books.flatMap(([number, title], at): readonly Event[] => {
    if (!rules.hasPad) return [{ kind: 'scanned', scan: { kind: 'number', number, mayBe: 'item' } }];
    const uid = `E00401500000000${at}`;
    const item = { kind: 'item', number, part: null, title, security: 'armed', discarded: false, usage: null } as const;
    return [
      { kind: 'tag-seen', uid },
      { kind: 'tag-read', uid, thing: item },
    ];
  });

/** The nearest moment, looked at each quarter of an hour of a week, at which the library is as wished; null for none. */
const momentWhen = (rules: ViewRules, at: 'open' | 'closed', nowMs: number): number | null =>
  Array.from({ length: 7 * 96 }, (_, quarter) => nowMs + quarter * 15 * 60_000).find(
    (ms) => openingAt(rules.hours, ms).at === at,
  ) ?? null;

/** The screens of one place, in its own language, and its slips. `nowMs`: when it is looked at. */
export const previewOf = async (
  settings: Settings,
  place: KioskSettings,
  { slides, pictures }: Attract,
  nowMs: number,
): Promise<readonly Shown[]> => {
  const shownSlides = slides.map(({ picture, ...slide }) => ({
    ...slide,
    picture: picture === null ? null : { ...picture, src: asDataUrl(pictures, picture.src) },
  }));
  const rules = rulesOf(settings, place, { staff: openStaffBook([]), unsupported: [], slides: shownSlides });
  const openMs = momentWhen(rules, 'open', nowMs) ?? nowMs;
  const look = { kind: 'time-up', timer: 'hours' } as const;
  const fresh = newKiosk(rules, {
    session: 1,
    book: new Map(),
    guard: noWrongs,
    orphans: [],
    accountOrphans: [],
    isOutOfUse: false,
    isCovered: false,
  });
  const start = { kiosk: fresh, slip: null };
  const awake = [{ kind: 'acs-up' }, { kind: 'pad-changed', ready: true }, look] as const;
  const ready = play(rules, start, awake, openMs);
  const screen = (name: string, { kiosk }: Play): Shown => ({ name, kind: 'screen', view: viewOf(rules, kiosk) });
  const session = async (name: 'checkout' | 'checkin'): Promise<readonly Shown[]> => {
    const door = name === 'checkout' ? 'borrow' : 'return';
    if (!rules.functions.includes(door)) return [];
    const begun = play(rules, ready, [pressed({ kind: door })], openMs);
    const card = play(rules, begun, [pressed({ kind: 'type-card', number: patron.number })], openMs);
    const known = play(rules, card, [pressed({ kind: 'type-pin', pin: '0000' })], openMs);
    const pile = play(rules, known, laid(rules), openMs);
    const finish = Array.from({ length: 2 }, () => pressed({ kind: 'finish' }));
    const done = play(rules, pile, finish, openMs);
    const { slip } = play(rules, done, [pressed({ kind: 'print' })], openMs);
    const drawn = slip === null ? [] : [await slipOf(settings, place, slip, openMs, `${name}-slip`)];
    return [screen(name, pile), screen(`${name}-end`, done), ...drawn];
  };
  const closedMs = momentWhen(rules, 'closed', nowMs);
  return [
    screen('welcome', ready),
    ...(rules.attract === null
      ? []
      : Array.from({ length: 2 * Math.max(1, slides.length) }, (_, step) =>
          screen(`attract-${step + 1}`, { ...ready, kiosk: { ...ready.kiosk, attract: { step, held: false } } }),
        )),
    ...(await session('checkout')),
    ...(await session('checkin')),
    ...(closedMs === null ? [] : [screen('closed', play(rules, ready, [look], closedMs))]),
    screen('acs-silent', play(rules, ready, [{ kind: 'acs-down' }], openMs)),
  ];
};

const slipOf = async (
  { library }: Settings,
  place: KioskSettings,
  slip: SlipFacts,
  atMs: number,
  name: string,
): Promise<Shown> => {
  const { name: title, contact, logo } = library;
  const lines = slipLines(slip, {
    library: title,
    station: place.name,
    contact,
    logo: logo === null ? null : libraryPicture(logo),
    at: new Date(atMs),
    language: place.language,
  });
  const { paperWidthMm, dotsPerInch } = place.printer ?? { paperWidthMm: 80, dotsPerInch: 203 };
  return { name, kind: 'slip', slip: await drawSlip(lines, { paperWidthMm, dotsPerInch }) };
};

const asDataUrl = (pictures: Attract['pictures'], src: string): string => {
  const picture = pictures[Number(src.split('/').at(-1))];
  return picture === undefined ? src : `data:${picture.type};base64,${picture.body.toString('base64')}`;
};

/** The file as a start would take it; in both languages, place by place. */
export const previewFile = async (file: string, log: Log, nowMs: number): Promise<Preview> => {
  const loaded = checkSettings(readFileSync(file, 'utf8'), readCredentials(process.env['CREDENTIALS_DIRECTORY']));
  const own = loadOwnWords(join(dirname(file), ownWordsFile));
  const line =
    loaded.kind === 'settings' ? lineTo(loaded.settings.acs, { folder: dirname(file), clock: systemClock }) : loaded;
  const issues = [line, own].flatMap((one) => (one.kind === 'issues' ? one.issues : []));
  if (loaded.kind === 'issues' || own.kind === 'issues' || issues.length > 0) return { kind: 'issues', issues };
  const { settings } = loaded;
  takeOwnWords(own.words);
  const attract = loadAttract(settings.attract, dirname(file), log);
  const languages: readonly Language[] = ['vi', 'en'];
  const shown: Shown[] = [];
  for (const place of settings.places) {
    if (place.kind !== 'kiosk') continue;
    for (const language of languages) {
      const all = await previewOf(settings, { ...place, language }, attract, nowMs);
      shown.push(...all.map((one) => ({ ...one, name: `${place.name}.${language}.${one.name}` })));
    }
  }
  return { kind: 'preview', words: own.words, shown };
};

if (import.meta.main) {
  const { values } = parseArgs({ options: { settings: { type: 'string', default: 'data/settings.json' } } });
  process.stdout.write(JSON.stringify(await previewFile(values.settings, createLog('info'), Date.now())));
}
