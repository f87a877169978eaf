// The training room: opens the practice station for whoever works here, follows the exercise, keeps that it was done and nothing else,
// and ends it when they go or nobody touches it. Pure; what happens inside of the practice station is not known here.
import { exerciseIds } from '../../contract/training-view.ts';
import type { DeskAct } from '../../contract/desk-calls.ts';
import { go, record, stay, type Effect, type Event, type Step } from '../flow.ts';
import type { Staff } from '../staff.ts';
import type { Done } from '../training-talk.ts';
import { within, type Desk } from './desk-state.ts';
import type { TrainingRoom, TrainingRoomStage } from './training-state.ts';

/** Nobody touched it for so long: what it takes is given back. Behind the lock it waits no longer than that, too. */
export const trainingRestMs = 20 * 60_000;

type Running = Extract<TrainingRoomStage, { at: 'running' }>;

const restTimer: Effect = { kind: 'set-timer', timer: 'training', afterMs: trainingRestMs };
const ending: readonly Effect[] = [{ kind: 'close-training' }, { kind: 'cancel-timer', timer: 'training' }];

export const openTrainingRoom = (desk: Desk, who: Staff): Step<Desk> => {
  const ticket = ticketOf(desk, 1);
  const stage = { at: 'lobby', wrong: null, takenBy: null } as const;
  const room: TrainingRoom = { at: 'training', asked: 1, done: [], stage, slip: { at: 'offered' } };
  return go({ ...desk, door: { at: 'open', who, room } }, { kind: 'look-at-training', ticket, staff: who.name });
};

export const leaveTrainingRoom = (desk: Desk, { stage }: TrainingRoom): Step<Desk> =>
  stage.at === 'lobby' ? stay(desk) : go(desk, ...ending);

export const stepTrainingRoom = (desk: Desk, room: TrainingRoom, event: Event, nowMs: number): Step<Desk> => {
  if (desk.door.at === 'shut') return stay(desk);
  const { who } = desk.door;
  const { stage } = room;
  const become = (next: Partial<TrainingRoom>, ...effects: readonly Effect[]): Step<Desk> =>
    go(within(desk, { ...room, ...next }), ...effects);
  switch (event.kind) {
    case 'acted':
      return acted(desk, room, who, event.act);
    case 'training-known':
      if (stage.at !== 'lobby' || event.ticket !== ticketOf(desk, room.asked)) return stay(desk);
      return become({ done: event.done, stage: { ...stage, takenBy: event.takenBy } });
    case 'training-opened': {
      if (stage.at !== 'opening' || event.ticket !== stage.ticket) return stay(desk);
      const { run, glass, progress } = event;
      return become(
        { stage: { at: 'running', practice: stage.practice, run, glass, progress, finished: null } },
        restTimer,
      );
    }
    case 'training-not-opened': {
      if (stage.at !== 'opening' || event.ticket !== stage.ticket) return stay(desk);
      const { takenBy } = event;
      return become({ stage: { at: 'lobby', wrong: takenBy === null ? 'failed' : 'in-use', takenBy } });
    }
    case 'training-went-on': {
      if (stage.at !== 'running' || event.run !== stage.run) return stay(desk);
      const now: Running = { ...stage, progress: event.progress };
      return now.finished === null && event.progress.isDone
        ? finished(desk, room, now, who, nowMs)
        : become({ stage: now });
    }
    case 'training-failed':
      return stage.at === 'running' && event.run === stage.run ? toLobby(desk, room, 'failed') : stay(desk);
    case 'training-touched':
      return stage.at === 'running' ? go(desk, restTimer) : stay(desk);
    case 'time-up':
      return event.timer === 'training' && stage.at === 'running' ? toLobby(desk, room, 'rested') : stay(desk);
    case 'training-slip-printed':
      if (room.slip.at !== 'printing' || event.ticket !== room.slip.ticket) return stay(desk);
      return become({ slip: { at: event.outcome.kind === 'printed' ? 'printed' : 'failed' } });
    default:
      return stay(desk);
  }
};

const acted = (desk: Desk, room: TrainingRoom, who: Staff, act: DeskAct): Step<Desk> => {
  const { stage } = room;
  const asked = room.asked + 1;
  const ticket = ticketOf(desk, asked);
  const become = (next: Partial<TrainingRoom>, ...effects: readonly Effect[]): Step<Desk> =>
    go(within(desk, { ...room, asked, ...next }), ...effects);
  switch (act.kind) {
    case 'begin-practice': {
      if (stage.at !== 'lobby') return stay(desk);
      const { practice } = act;
      const { language } = desk;
      const opens: Effect = { kind: 'open-training', ticket, staff: who.name, language, practice };
      return become({ stage: { at: 'opening', practice, ticket } }, opens);
    }
    case 'end-practice':
      return stage.at === 'lobby' ? stay(desk) : toLobby(desk, room, null);
    case 'show-practice':
      return stage.at === 'running' ? become({ stage: { ...stage, glass: act.glass } }, restTimer) : stay(desk);
    case 'use-thing':
      if (stage.at !== 'running') return stay(desk);
      return become({}, { kind: 'use-thing', run: stage.run, thing: act.thing }, restTimer);
    case 'answer-question':
      if (stage.at !== 'running') return stay(desk);
      return become({}, { kind: 'answer-question', run: stage.run, option: act.option }, restTimer);
    case 'set-fault':
      if (stage.at !== 'running') return stay(desk);
      return become({}, { kind: 'set-fault', run: stage.run, fault: act.fault, on: act.on }, restTimer);
    case 'mend-faults':
      return stage.at === 'running' ? become({}, { kind: 'mend-faults', run: stage.run }, restTimer) : stay(desk);
    case 'print-training-slip': {
      if (stage.at !== 'lobby' || room.slip.at === 'printing' || room.done.length === 0) return stay(desk);
      const slip = { staff: who.name, done: latest(room.done), ofAll: exerciseIds.length };
      return become({ slip: { at: 'printing', ticket } }, { kind: 'print-training-slip', ticket, slip });
    }
    default:
      return stay(desk);
  }
};

/** This is kept of a training: who did which exercise. Nothing else. */
const finished = (desk: Desk, room: TrainingRoom, stage: Running, who: Staff, nowMs: number): Step<Desk> => {
  const { practice, progress } = stage;
  if (practice === 'free') return stay(within(desk, { ...room, stage }));
  const { seconds, wrongTurns } = progress;
  const done = latest([...room.done, { exercise: practice, atMs: nowMs }]);
  const now: TrainingRoom = {
    ...room,
    done,
    slip: { at: 'offered' },
    stage: { ...stage, finished: { seconds, wrongTurns } },
  };
  return go(
    within(desk, now),
    record({ kind: 'training-completed', session: desk.session, staff: who.name, exercise: practice }),
  );
};

const toLobby = (desk: Desk, room: TrainingRoom, wrong: 'rested' | 'failed' | null): Step<Desk> =>
  go(within(desk, { ...room, stage: { at: 'lobby', wrong, takenBy: null } }), ...ending);

/** Each exercise once, as it was done last, in the order of the list. */
export const latest = (done: readonly Done[]): readonly Done[] =>
  exerciseIds.flatMap((id) =>
    done
      .filter(({ exercise }) => exercise === id)
      .toSorted((a, b) => a.atMs - b.atMs)
      .slice(-1),
  );

const ticketOf = ({ session }: Desk, asked: number): string => `${session}-training-${asked}`;
