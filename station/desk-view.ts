// The doorway from a desk's state to its glass: what is known there, as the view that a screen can draw. Decides nothing.
import { roomNames, type DeskScreen, type DeskTrouble, type DeskView } from '../contract/desk-view.ts';
import { boardScreen, waitingOf } from './board-view.ts';
import { hasRoom, type Desk, type DeskRules, type Door } from './modes/desk-state.ts';
import { inspectorScreen } from './inspector-view.ts';
import { circulationScreen } from './circulation-view.ts';
import { registerScreen } from './register-view.ts';
import { mayOpen } from './staff.ts';
import { taggingScreenOf } from './tagging-view.ts';
import { trainingScreen } from './training-view.ts';

/** What a desk's view is drawn by. */
export type DeskViewRules = DeskRules & { readonly library: DeskView['library']; readonly hasPrinter: boolean };

export const deskViewOf = (rules: DeskViewRules, desk: Desk): DeskView => {
  const { session, language, notice, door } = desk;
  const who = door.at === 'open' ? door.who : null;
  const rooms = who === null ? [] : roomNames.filter((room) => mayOpen(who, room) && hasRoom(rules, room));
  return {
    mode: 'desk',
    session,
    language,
    library: rules.library,
    place: rules.place,
    who,
    rooms,
    waiting: who === null ? 0 : waitingOf(desk.board),
    chimes: desk.sound ? desk.board.arrived : null,
    trouble: troubleOf(desk),
    notice,
    screen: door.at === 'open' ? roomScreen(rules, desk, door, rooms) : signInScreen(rules, desk, door),
  };
};

const troubleOf = ({ acs, padReadyAtMs, printerTrouble }: Desk): readonly DeskTrouble[] => [
  ...(acs === 'silent' || acs === 'lost' ? (['acs-silent'] as const) : []),
  ...(padReadyAtMs === null ? (['pad-trouble'] as const) : []),
  ...(printerTrouble === null ? [] : [printerTrouble]),
];

const signInScreen = ({ staffCard }: DeskRules, { glass }: Desk, door: Exclude<Door, { at: 'open' }>): DeskScreen => ({
  at: 'sign-in',
  // Who works here is for whoever works here: another browser may be anybody's.
  lockedBy: door.at === 'locked' && door.glass === glass ? door.who.name : null,
  name: door.signing.card,
  checking: door.signing.ticket !== null,
  wrong: door.signing.wrong,
  waits: door.signing.waits,
  byCard: staffCard !== 'never',
});

const roomScreen = (
  rules: DeskViewRules,
  desk: Desk,
  { who, room }: Extract<Door, { at: 'open' }>,
  rooms: DeskView['rooms'],
): DeskScreen => {
  const { board, sound, language, tagging, pad } = desk;
  switch (room.at) {
    case 'inspector':
      return inspectorScreen(rules.tagging, desk, room);
    case 'circulation':
      return circulationScreen(rules.circulation, room, who);
    case 'register':
      return rules.register === null
        ? boardScreen(board, { who, rooms, sound })
        : registerScreen(rules.register, room, language);
    case 'board':
      return boardScreen(board, { who, rooms, sound });
    case 'training':
      return trainingScreen(rules.hasPrinter, room);
    case 'tagging':
      return taggingScreenOf(tagging, { pad, place: rules.place, hasPad: rules.hasPad });
  }
};
