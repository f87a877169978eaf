// The rooms of a desk: how each is opened, how it takes an event, how it is put away. One case each; the rooms themselves stand
// beside it. Pure.
import type { RoomName } from '../../contract/desk-view.ts';
import { stay, type Event, type Step } from '../flow.ts';
import { leaveCirculation } from './desk-circulation-ends.ts';
import { openCirculation, resumeCirculation, stepCirculation } from './desk-circulation.ts';
import { leaveInspector } from './inspector-write.ts';
import { openInspector, resumeInspector, stepInspector } from './inspector.ts';
import { leaveRegister, openRegister, stepRegister } from './register.ts';
import type { Staff } from '../staff.ts';
import type { Desk, DeskRules, Door, Room } from './desk-state.ts';
import { leaveTrainingRoom, openTrainingRoom, stepTrainingRoom } from './training.ts';
import { leaveTaggingRoom, openTaggingRoom, stepTaggingRoom } from './tagging.ts';

export type OpenDoor = Extract<Door, { at: 'open' }>;

/** A new room for whoever works here; `desk.session` is its own already. */
export const openRoom = (rules: DeskRules, desk: Desk, who: Staff, name: RoomName, nowMs: number): Step<Desk> => {
  const inside = (room: Room): Step<Desk> => stay({ ...desk, door: { at: 'open', who, room } });
  switch (name) {
    case 'board':
      return inside({ at: 'board' });
    case 'inspector':
      return openInspector(desk, who);
    case 'circulation':
      return openCirculation(rules, desk, who);
    case 'register':
      return openRegister(rules, desk, who, nowMs);
    case 'tagging':
      return openTaggingRoom(desk, who);
    case 'training':
      return openTrainingRoom(desk, who);
  }
};

/**
 * What happened, to the room that somebody works in (or that waits behind the lock: then only answers, never a hand). A room puts
 * itself back by `within`.
 */
export const stepRoom = (rules: DeskRules, desk: Desk, room: Room, event: Event, nowMs: number): Step<Desk> => {
  switch (room.at) {
    case 'board':
      return stay(desk);
    case 'inspector':
      return stepInspector(rules, desk, room, event, nowMs);
    case 'circulation':
      return stepCirculation(rules, desk, room, event, nowMs);
    case 'register':
      return stepRegister(rules, desk, room, event, nowMs);
    case 'tagging':
      return stepTaggingRoom(rules, desk, event, nowMs);
    case 'training':
      return stepTrainingRoom(desk, room, event, nowMs);
  }
};

/** The lock is open again: what came meanwhile is told to the room. */
export const resumeRoom = (rules: DeskRules, desk: Desk, room: Room): Step<Desk> => {
  switch (room.at) {
    case 'circulation':
      return resumeCirculation(rules, desk, room);
    case 'inspector':
      return resumeInspector(desk, room);
    default:
      return stay(desk);
  }
};

/** Another room is opened, or somebody goes: questions under way become the place's, nothing is left half done unsaid. */
export const leaveRoom = (rules: DeskRules, desk: Desk, room: Room): Step<Desk> => {
  switch (room.at) {
    case 'board':
      return stay(desk);
    case 'inspector':
      return leaveInspector(desk, room);
    case 'circulation':
      return leaveCirculation(desk, room);
    case 'register':
      return leaveRegister(rules, desk, room);
    case 'tagging':
      return leaveTaggingRoom(desk);
    case 'training':
      return leaveTrainingRoom(desk, room);
  }
};
