// The doorway from loans to paper: what a session did, as lines of a slip. Knows no printer and no pixels.
import { createSay, sayDay, sayMoney } from '../../contract/words/words.ts';
import type { Due, Language } from '../../contract/terms.ts';
import type { Tally } from '../../contract/view.ts';
import type { PrintLine } from '../../drivers/ports/receipt-printer.ts';
import type { LoanState } from '../flows/loan.ts';
import { needsHand, type Checkin, type ReturnState } from '../flows/checkin.ts';
import type { LibraryPicture } from '../settings/pictures.ts';
import { partsOf, unseenParts, type Line, type Pile } from '../flows/pile.ts';
import type { SlipFacts, SlipItem } from './facts.ts';

const base = (line: Line<LoanState> | Line<ReturnState>): Pick<SlipItem, 'title' | 'number' | 'parts'> => ({
  title: line.title,
  number: line.number ?? '',
  parts: partsOf(line),
});

/** What of a pile belongs on paper: loans and what is open about them. Refusals do not, nor what only stays as it was. */
export const slipOfLoans = (pile: Pile<LoanState>): readonly SlipItem[] =>
  pile.lines.flatMap((line): readonly SlipItem[] => {
    const { state } = line;
    switch (state.at) {
      case 'lent':
        if (state.loan.stood !== undefined) return [];
        if (state.loan.offline !== null) return [{ ...base(line), kind: 'lent-offline', due: state.loan.due }];
        return [{ ...base(line), kind: 'lent', due: state.loan.due, renewed: state.loan.renewed }];
      case 'put-back':
      case 'lent-armed':
        return [{ ...base(line), kind: state.at, due: state.loan.due }];
      case 'unclear':
        return [{ ...base(line), kind: 'unclear', due: null }];
      default:
        return [];
    }
  });

/** Who gave something into a slot has given it: what is left to do with it is the library's. */
export const slipOfReturns = ({ pile, isSlot }: Checkin): readonly SlipItem[] =>
  pile.lines.flatMap((line): readonly SlipItem[] => {
    const { state } = line;
    switch (state.at) {
      case 'returned':
        if (state.told.offline) return [{ ...base(line), kind: 'returned-offline' }];
        return [{ ...base(line), kind: 'returned', notes: state.told.notes, fee: state.told.fee }];
      case 'return-put-back':
      case 'returned-unarmed':
        return isSlot
          ? [{ ...base(line), kind: 'returned', notes: state.told.notes, fee: state.told.fee }]
          : [{ ...base(line), kind: 'returned-unarmed' }];
      case 'refused':
        return isSlot ? [{ ...base(line), kind: 'unclear', due: null }] : [];
      case 'unclear':
        return [{ ...base(line), kind: 'unclear', due: null }];
      default:
        return [];
    }
  });

export const tallyOfLoans = (pile: Pile<LoanState>): Tally =>
  tally(
    pile.lines.map(({ state }) => (state.at === 'lent' && state.loan.stood !== undefined ? 'theirs' : state.at)),
    ['lent'],
    ['put-back', 'lent-armed', 'unclear'],
    ['refused', 'taken-back'],
  );

export const tallyOfReturns = ({ pile, isSlot }: Checkin): Tally =>
  isSlot
    ? tally(
        pile.lines.map((line) => line.state.at),
        ['returned', 'return-put-back', 'returned-unarmed'],
        ['refused', 'unclear'],
        [],
      )
    : tally(
        pile.lines.map((line) => (isOpenReturn(line) ? 'returned-unarmed' : line.state.at)),
        ['returned'],
        ['return-put-back', 'returned-unarmed', 'unclear'],
        ['refused'],
      );

const isOpenReturn = (line: Line<ReturnState>): boolean =>
  line.state.at === 'returned' && (needsHand(line.state.told) || unseenParts(line).length > 0);

const tally = (
  all: readonly string[],
  done: readonly string[],
  attention: readonly string[],
  refused: readonly string[],
): Tally => {
  const count = (some: readonly string[]): number => all.filter((at) => some.includes(at)).length;
  return { done: count(done), attention: count(attention), refused: count(refused) };
};

/** Whose slip it is, and what stands on each of them. */
export type SlipHead = {
  readonly library: string;
  readonly station: string;
  /** How the library can be reached. */
  readonly contact: string | null;
  readonly logo: LibraryPicture | null;
};

/** The slip's lines, in the patron's language. `at`: the station's local time. */
export const slipLines = (
  slip: SlipFacts,
  place: SlipHead & { readonly at: Date; readonly language: Language },
): readonly PrintLine[] => {
  const say = createSay(place.language);
  const small = (text: string): PrintLine => ({ kind: 'small', text, align: 'start' });
  const isGood = ({ kind }: SlipItem): boolean =>
    ['lent', 'lent-offline', 'returned', 'returned-offline', 'paid'].includes(kind);
  const good = slip.items.filter(isGood);
  const open = slip.items.filter((item) => !isGood(item));
  const count = good.filter((item) => item.kind !== 'paid').length;
  return [
    ...(place.logo === null ? [] : [{ kind: 'picture', ...place.logo } as const]),
    { kind: 'text', text: place.library, align: 'middle', weight: 'strong' },
    { kind: 'title', text: say(`slip.${slip.of}-title`) },
    ...(slip.copy ? [{ kind: 'small', text: say('slip.copy'), align: 'middle' } as const] : []),
    { kind: 'rule' },
    small(say('slip.at', { when: place.at })),
    ...(slip.datedMs === null ? [] : [small(say('slip.dated', { when: new Date(slip.datedMs) }))]),
    small(say('slip.station', { station: place.station })),
    ...(slip.name === null ? [] : [small(say('slip.name', { name: slip.name }))]),
    ...(slip.card === null ? [] : [small(say(`slip.card-${slip.card.kind}`, { number: slip.card.number }))]),
    { kind: 'rule' },
    ...good.flatMap((item) => itemLines(item, place.language)),
    ...(open.length === 0
      ? []
      : ([
          { kind: 'rule' },
          { kind: 'text', text: say('slip.attention-title'), align: 'start', weight: 'strong' },
        ] as const)),
    ...open.flatMap((item) => itemLines(item, place.language)),
    { kind: 'rule' },
    { kind: 'text', text: say('slip.count', { count }), align: 'start', weight: 'strong' },
    small(say('slip.reference', { reference: slip.reference })),
    { kind: 'space' },
    { kind: 'small', text: say(slip.of === 'checkin' ? 'slip.keep' : 'slip.thanks'), align: 'middle' },
    ...(place.contact === null ? [] : [{ kind: 'small', text: place.contact, align: 'middle' } as const]),
  ];
};

const itemLines = (item: SlipItem, language: Language): readonly PrintLine[] => {
  const say = createSay(language);
  const strong = (text: string): PrintLine => ({ kind: 'text', text, align: 'start', weight: 'strong' });
  const small = (text: string): PrintLine => ({ kind: 'small', text, align: 'start' });
  const parts =
    item.parts === null ? [] : [small(say('slip.parts', { here: item.parts.here.length, of: item.parts.of }))];
  const number = small(say('slip.number', { number: item.number }));
  const title: PrintLine = {
    kind: 'text',
    text: item.title ?? item.number,
    align: 'start',
    weight: 'strong',
    linesAtMost: 2,
  };
  const head = [title, ...(item.title === null ? [] : [number]), ...parts];
  const due = (day: Due | null): readonly PrintLine[] => [
    strong(day === null ? say('slip.due-untold') : say('slip.due', { day: sayDay(language, day) })),
  ];
  switch (item.kind) {
    case 'lent':
      return [...head, ...due(item.due), ...(item.renewed ? [small(say('slip.renewed'))] : []), { kind: 'space' }];
    case 'lent-offline':
      return [...head, ...due(item.due), small(say('slip.lent-offline')), { kind: 'space' }];
    case 'returned-offline':
      return [...head, small(say('slip.returned-offline')), { kind: 'space' }];
    case 'put-back':
    case 'lent-armed':
      return [...head, ...due(item.due), small(say(`slip.${item.kind}`)), { kind: 'space' }];
    case 'unclear':
    case 'returned-unarmed':
      return [...head, small(say(`slip.${item.kind}`)), { kind: 'space' }];
    case 'paid':
    case 'paid-unrecorded':
      return [
        strong(say(`slip.${item.kind}`, { money: sayMoney(language, item.fee) })),
        small(say('slip.payment', { reference: item.number })),
        { kind: 'space' },
      ];
    case 'returned':
      return [
        ...head,
        ...(item.notes.includes('overdue') ? [small(say('slip.overdue'))] : []),
        ...(item.notes.includes('not-on-loan') ? [small(say('slip.not-on-loan'))] : []),
        ...(item.fee === null ? [] : [small(say('slip.fee', { money: sayMoney(language, item.fee) }))]),
        { kind: 'space' },
      ];
  }
};
