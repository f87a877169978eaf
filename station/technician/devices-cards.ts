// A card at hand, and how the library system spells it: every spelling that the settings can make, asked for one by one. Pure.
import type { CardHow, CardSpelling } from '../../contract/devices-view.ts';
import { bytesOf } from '../../drivers/rfid/uii.ts';
import { cardNumber, spellingsOf, type CardNumberSettings, type CardReading } from '../../drivers/tags/card-number.ts';
import { tried, type DevicesStep, type Tended } from './devices-base.ts';
import { deviceOf, isMine, noCards, placeOf, type DevicesPage, type SpellingWork } from './devices-state.ts';
import type { DevicesEvent, HandedSettings, LaidTag } from './devices-talk.ts';
import { goOn, type PageGround } from './talk.ts';

export const stepCards = (
  page: DevicesPage,
  event: Tended | Extract<DevicesEvent, { kind: 'spelling-asked' }>,
  ground: PageGround,
): DevicesStep => {
  if (event.kind === 'spelling-asked') return answered(page, event, ground);
  const { act } = event;
  switch (act.kind) {
    case 'ask-spelling':
      return ask(taken(page), [act.nth], ground);
    case 'ask-all-spellings': {
      const now = taken(page);
      return ask(
        now,
        now.cards.spellings.map(({ nth }) => nth),
        ground,
      );
    }
    case 'take-spelling': {
      const now = taken(page);
      const chosen = now.cards.spellings.find(({ nth }) => nth === act.nth);
      const place = placeOf(page);
      if (chosen === undefined || place === null || !isMine(page)) return goOn(page);
      return goOn(now, { kind: 'hand-to-settings', of: editsOf(place.name, chosen.settings) });
    }
    default:
      return goOn(page);
  }
};

/** Which setting of which place; the settings' page knows where in the file that is. */
const editsOf = (place: string, { keep, order, base, letters, strip, width }: CardNumberSettings): HandedSettings => ({
  place,
  under: 'cardNumber',
  value: { ...(keep === null ? {} : { keep }), order, base, letters, ...(strip.zeros ? { strip } : {}), width },
});

/** The one card that lies there; null for none, and for several: then nobody knows which is meant. */
export const cardThere = (page: DevicesPage): { readonly card: LaidTag | null; readonly several: boolean } => {
  const laid = deviceOf(page)?.laid ?? [];
  const cards = laid.filter(({ uid, thing, text }) => isCardUid(uid) || text !== null || thing?.kind === 'patron-card');
  const [card] = cards.length > 0 ? cards : laid;
  return { card: card ?? null, several: (cards.length > 0 ? cards : laid).length > 1 };
};

/** ISO 15693 UIDs have 8 bytes and begin with E0; cards have 4, 7 or 10. */
const isCardUid = (uid: string): boolean => [8, 14, 20].includes(uid.length);

export const readingOf = ({ uid, text }: LaidTag): CardReading | null => {
  if (text !== null) return { kind: 'text', text };
  const bytes = bytesOf(uid);
  return bytes.length <= 10 ? { kind: 'uid', bytes } : null;
};

/** The spellings of the card that lies there: as they were asked for already, where it is the same card. */
export const spelt = (page: DevicesPage): SpellingWork => {
  const { card, several } = cardThere(page);
  if (card === null || several) return page.cards.ticket === null ? noCards : page.cards;
  if (page.cards.uid === card.uid) return page.cards;
  const reading = readingOf(card);
  const now = placeOf(page)?.settings.cardNumber;
  if (reading === null || now === undefined) return noCards;
  const set = cardNumber(reading, now);
  const found = spellingsOf(reading);
  const isThere = set.kind === 'number' && found.some(({ number }) => number === set.number);
  const all = isThere || set.kind !== 'number' ? found : [{ settings: now, number: set.number }, ...found];
  const spellings = all.map(({ settings, number }, nth): SpellingWork['spellings'][number] => ({
    nth,
    number,
    settings,
    how: howOf(reading, settings),
    isSet: set.kind === 'number' && set.number === number,
    known: 'not-asked',
  }));
  return { uid: card.uid, spellings, waiting: [], ticket: null };
};

const taken = (page: DevicesPage): DevicesPage => ({ ...page, cards: spelt(page) });

const howOf = (
  { kind }: CardReading,
  { keep, order, base, letters, strip, width }: CardNumberSettings,
): readonly CardHow[] => [
  ...(kind === 'text'
    ? (['text'] as const)
    : [base, order === 'reversed' ? ('reversed' as const) : ('as-read' as const)]),
  ...(keep === null ? [] : [keep.from === 'start' ? ('first-4' as const) : ('last-4' as const)]),
  ...(letters === 'lower' && base === 'hex' ? (['lower'] as const) : []),
  ...(strip.zeros ? (['no-zeros'] as const) : []),
  ...(width === 10 ? (['ten-digits'] as const) : []),
];

/** One question after another: they go behind whatever patrons ask. */
const ask = (page: DevicesPage, nths: readonly number[], ground: PageGround): DevicesStep => {
  if (!isMine(page)) return goOn({ ...page, told: 'take-place-first' });
  const { cards } = page;
  if (cards.ticket !== null) return goOn(page);
  const [first, ...waiting] = nths;
  const spelling = cards.spellings.find(({ nth }) => nth === first);
  if (spelling === undefined) return goOn(page);
  const made = page.made + 1;
  const ticket = `card-${ground.session}-${made}`;
  return goOn(
    { ...page, made, cards: { ...known(cards, spelling.nth, 'asking'), waiting, ticket } },
    { kind: 'ask-about-card', ticket, nth: spelling.nth, number: spelling.number },
  );
};

const known = (cards: SpellingWork, nth: number, is: CardSpelling['known']): SpellingWork => ({
  ...cards,
  spellings: cards.spellings.map((one) => (one.nth === nth ? { ...one, known: is } : one)),
});

const answered = (
  page: DevicesPage,
  { ticket, nth, known: is }: Extract<DevicesEvent, { kind: 'spelling-asked' }>,
  ground: PageGround,
): DevicesStep => {
  if (ticket !== page.cards.ticket) return goOn(page);
  const cards = known(page.cards, nth, is);
  const next: DevicesPage = { ...page, cards: { ...cards, ticket: null, waiting: [] } };
  const noted = tried(ground, page, 'ask-card', { came: is });
  // One that is silent is silent to the next question, too.
  const { waiting } = page.cards;
  if (is === 'silent' || waiting.length === 0 || !isMine(page)) return goOn(next, noted);
  const { state, effects } = ask(next, waiting, ground);
  return goOn(state, noted, ...effects);
};
