// What is new between two views of one pile, for the ear: which rows to say, which cue to play.
import type { Row } from '../../contract/row-view.ts';
import type { KioskScreen } from '../../contract/view.ts';
import { lookOf, titleOf, whyOf, type Flow } from './rows.ts';
import type { Speech } from '../parts/speech.ts';

export type Cue = 'done' | 'attention' | 'refused';
export type News = { readonly row: Row; readonly cue: Cue };

type Pile = { readonly flow: Flow; readonly seen: number; readonly rows: readonly Row[] };

export function pileOf(screen: KioskScreen): Pile | null {
  if (screen.at !== 'checkout' && screen.at !== 'checkin') return null;
  return { flow: screen.at, seen: screen.seen, rows: screen.rows };
}

/** Rows that came to rest, or to a question, since `before`. What is still under way stays unsaid: it would only chatter. */
export function newsBetween(before: KioskScreen, after: KioskScreen): readonly News[] {
  const now = pileOf(after);
  if (now === null) return [];
  const then = pileOf(before);
  const old = new Map(then?.flow === now.flow ? then.rows.map((row) => [row.key, row.state.at]) : []);
  return now.rows.flatMap((row) => {
    const { tone } = lookOf(row.state, now.flow);
    if (tone === 'quiet' || tone === 'working' || old.get(row.key) === row.state.at) return [];
    return [{ row, cue: tone }];
  });
}

/** The most pressing cue of several that fall together; null for silence. */
export function loudest(news: readonly { readonly cue: Cue }[]): Cue | null {
  const cues = news.map(({ cue }) => cue);
  return (['refused', 'attention', 'done'] as const).find((cue) => cues.includes(cue)) ?? null;
}

/** What stays in the house has no day. */
const dueOf = (
  state: Extract<Row['state'], { at: 'lent' | 'lent-offline' | 'theirs' }>,
  { say, day }: Speech,
): string => {
  if (state.due === null && state.release === 'left-armed') return '';
  return `${say('row.due')} ${state.due === null ? say('row.due-untold') : day(state.due)}.`;
};

export type Spoken = { readonly polite: string; readonly assertive: string };

/** What a screen reader says of a change: counts and good news politely, problems at once. */
export function spokenBetween(before: KioskScreen, after: KioskScreen, speech: Speech): Spoken {
  const now = pileOf(after);
  if (now === null) return { polite: '', assertive: '' };
  const seenBefore = pileOf(before)?.seen ?? 0;
  const count = now.seen === seenBefore ? [] : [speech.say('pile.count-say', { count: now.seen })];
  const news = newsBetween(before, after);
  const sentence = ({ row }: News) => {
    const { word } = lookOf(row.state, now.flow);
    const { state: at } = row;
    const hasDue = at.at === 'lent' || at.at === 'lent-offline' || at.at === 'theirs';
    const due = hasDue ? dueOf(at, speech) : '';
    const state = `${speech.say(word)}. ${due} ${whyOf(row.state, speech)}`.replaceAll(/\s+/g, ' ').trim();
    return speech.say('announce.row', { title: titleOf(row, speech), state });
  };
  return {
    polite: [...count, ...news.filter(({ cue }) => cue === 'done').map(sentence)].join(' '),
    assertive: news
      .filter(({ cue }) => cue !== 'done')
      .map(sentence)
      .join(' '),
  };
}
