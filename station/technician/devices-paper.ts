// A printer at hand: a slip with every Vietnamese letter, the drawer, and what it says of itself. Pure.
import { faultIn } from '../../drivers/ports/fault.ts';
import { tried, type DevicesStep, type Tended } from './devices-base.ts';
import { isMine, type DevicesPage, type PaperWork } from './devices-state.ts';
import type { DevicesEvent } from './devices-talk.ts';
import { goOn, type PageGround } from './talk.ts';

export const stepPaper = (
  page: DevicesPage,
  event: Tended | Extract<DevicesEvent, { kind: 'device-came' }>,
  ground: PageGround,
): DevicesStep => {
  if (event.kind === 'device-came') return answered(page, event, ground);
  switch (event.act.kind) {
    case 'print-test':
      return ask(page, 'print', { print: 'printing', failure: null }, ground);
    case 'kick-drawer':
      return ask(page, 'kick', { drawer: 'none' }, ground);
    default:
      return goOn(page);
  }
};

const ask = (page: DevicesPage, what: 'print' | 'kick', paper: Partial<PaperWork>, ground: PageGround): DevicesStep => {
  const { chosen } = page;
  if (chosen === null || chosen === 'recordings' || page.paper.ticket !== null) return goOn(page);
  // A slip between two of a patron's is taken for theirs.
  if (!isMine(page)) return goOn({ ...page, told: 'take-place-first' });
  const made = page.made + 1;
  const ticket = `paper-${ground.session}-${made}`;
  return goOn(
    { ...page, made, paper: { ...page.paper, ...paper, ticket } },
    // Money may lie in a drawer: that it is opened is on record before it is.
    ...(what === 'kick' ? [tried(ground, page, what, { came: 'asked' })] : []),
    {
      kind: 'do-with-device',
      ticket,
      ...chosen,
      order: { do: what },
      by: ground.who?.name ?? '',
      language: ground.language,
    },
  );
};

const answered = (
  page: DevicesPage,
  { ticket, came: outcome }: Extract<DevicesEvent, { kind: 'device-came' }>,
  ground: PageGround,
): DevicesStep => {
  if (ticket !== page.paper.ticket) return goOn(page);
  const rest: PaperWork = { ...page.paper, ticket: null };
  switch (outcome.did) {
    case 'print': {
      const { printed } = outcome;
      const print = printed.kind === 'printed' ? (printed.seen ? 'printed' : 'sent') : printed.kind;
      const failure = printed.kind === 'printer-silent' ? faultIn(printed) : null;
      return goOn({ ...page, paper: { ...rest, print, failure } }, tried(ground, page, 'print', { came: print }));
    }
    case 'kick': {
      const drawer = outcome.kicked.kind;
      return goOn({ ...page, paper: { ...rest, drawer } }, tried(ground, page, 'kick', { came: drawer }));
    }
    default:
      return goOn({ ...page, paper: { ...rest, print: 'printer-silent', failure: null } });
  }
};
