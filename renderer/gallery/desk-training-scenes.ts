// The list of exercises in each state, each exercise as it begins, one half done and one done, and both glasses of the practice station.
import {
  exerciseIds,
  exerciseOptions,
  exerciseSteps,
  type ExerciseId,
  type TrainingGlass,
  type TrainingScreen,
  type TrainingStage,
  type TrainingThing,
} from '../../contract/training-view.ts';
import { standardComfort } from '../../contract/comfort.ts';
import type { Language } from '../../contract/terms.ts';
import type { View } from '../../contract/view.ts';
import { bench } from './bench-scene.ts';
import { emptyBoard } from './desk-board-scenes.ts';
import { desk } from './desk-frame.ts';
import type { Scene } from './views.ts';

type Running = Extract<TrainingStage, { at: 'running' }>;
type Lobby = Extract<TrainingStage, { at: 'lobby' }>;

const none: readonly ExerciseId[] = [];
const some: readonly ExerciseId[] = ['new-card', 'lost-card', 'returns'];

const list = (
  stage: Partial<Lobby> | Extract<TrainingStage, { at: 'opening' }>,
  done: readonly ExerciseId[],
  slip: TrainingScreen['slip'] = done.length > 0 ? 'offered' : null,
): TrainingScreen => ({
  at: 'training',
  exercises: exerciseIds.map((id) => ({ id, done: done.includes(id) ? '2026-11-20' : null })),
  stage: 'practice' in stage ? stage : { at: 'lobby', wrong: null, takenBy: null, ...stage },
  slip,
});

const card = (name: string): TrainingThing => ({ id: `card-${name}`, what: 'card', name, isThere: false });
const book = (name: string, isThere = false): TrainingThing => ({ id: `book-${name}`, what: 'book', name, isThere });
const each = (what: 'part' | 'blank', many: number): readonly TrainingThing[] =>
  Array.from({ length: many }, (_, nth) => ({
    id: `${what}-${nth + 1}`,
    what,
    name: String(nth + 1),
    isThere: nth === 0,
  }));

const things: Readonly<Record<ExerciseId, readonly TrainingThing[]>> = {
  'new-card': [{ id: 'paper', what: 'paper', name: 'Nguyễn Thị Mai', isThere: false }, book('Truyện Kiều')],
  'lost-card': [card('Nguyễn Văn An')],
  'refused-loan': [
    card('Nguyễn Văn An'),
    book('Truyện Kiều', true),
    book('Đại Việt sử ký toàn thư', true),
    book('Chí Phèo'),
  ],
  returns: [book('Đồi gió hú'), book('Số đỏ'), book('Bến không chồng')],
  'armed-book': [book('Mắt biếc')],
  tagging: [
    ...['Truyện Kiều', 'Chí Phèo', 'Tắt đèn'].map((name): TrainingThing => ({
      id: `label-${name}`,
      what: 'label',
      name,
      isThere: false,
    })),
    ...each('blank', 4),
  ],
  set: [card('John Carter'), ...each('part', 3)],
  offline: [{ id: 'acs', what: 'acs', name: '', isThere: true }, book('Đồi gió hú'), book('Mắt biếc')],
  conflict: [book('Đồi gió hú'), card('John Carter')],
  fee: [card('Lý Gia Phúc')],
};

const running = (practice: ExerciseId, ticks: number, more: Partial<Running> = {}): Running => ({
  at: 'running',
  run: '1',
  practice,
  pin: '000000',
  glass: practice === 'offline' ? 'kiosk' : 'desk',
  steps: exerciseSteps[practice].map((key, nth) => ({ key, isDone: nth < ticks })),
  question:
    practice === 'refused-loan' || practice === 'returns'
      ? { of: practice, options: exerciseOptions[practice], chosen: null, isRight: false }
      : null,
  things: things[practice],
  faults: null,
  wrongTurns: 0,
  finished: null,
  ...more,
});

const library = { name: 'TẬP HUẤN · Thư viện tỉnh Ninh Thuận', logo: null, colour: null } as const;

const innerDesk =
  (screen: Parameters<typeof desk>[0]) =>
  (language: Language): View => ({
    ...desk(screen, {
      place: 'T-D1',
      library,
      rooms: ['board', 'circulation', 'register', 'tagging', 'inspector'],
    }).view(language),
  });
const innerKiosk = (language: Language): View => ({
  mode: 'kiosk',
  session: 1,
  language,
  comfort: standardComfort,
  library,
  has: { returns: true, pad: true, printer: true, desensitiser: false, slot: false },
  screen: {
    at: 'welcome',
    onPad: 0,
    mended: 0,
    doors: ['borrow', 'return', 'account'],
    isClosed: false,
    beginsByItself: false,
    attract: null,
  },
  idle: null,
  closesAt: null,
  help: null,
  technician: null,
  staffDoor: false,
  notice: null,
});

/** In the practice station: the glass that is looked at, over the bench that is at hand there. */
const practice = (stage: Running, view: (language: Language) => View): Scene => ({
  ...desk({ ...list({}, some), stage }),
  inner: (language) => ({ run: stage.run, glass: stage.glass, view: view(language), bench }),
});
const innerOf: Readonly<Record<TrainingGlass, (language: Language) => View>> = {
  desk: innerDesk(emptyBoard),
  kiosk: innerKiosk,
};

const begun = Object.fromEntries(
  exerciseIds.map((id) => {
    const stage = running(id, 0);
    return [`desk-training-${id}`, practice(stage, innerOf[stage.glass])];
  }),
);

const signedOut = innerDesk({
  at: 'sign-in',
  lockedBy: null,
  name: null,
  checking: false,
  wrong: null,
  waits: 0,
  byCard: true,
});

const free: Running = { ...running('fee', 0), practice: 'free', steps: [], things: [], faults: [] };

export const trainingScenes: Readonly<Record<string, Scene>> = {
  'desk-training': desk(list({}, none)),
  'desk-training-some': desk(list({}, some)),
  'desk-training-all': desk(list({}, exerciseIds)),
  'desk-training-in-use': desk(list({ wrong: 'in-use', takenBy: { name: 'Trần Văn Tuấn', place: 'D2' } }, some)),
  'desk-training-rested': desk(list({ wrong: 'rested' }, some)),
  'desk-training-failed': desk(list({ wrong: 'failed' }, some)),
  'desk-training-opening': desk(list({ at: 'opening', practice: 'fee' }, some)),
  'desk-training-printing': desk(list({}, some, 'printing')),
  'desk-training-printed': desk(list({}, some, 'printed')),
  'desk-training-not-printed': desk(list({}, some, 'failed')),
  ...begun,
  'desk-training-half': practice(running('refused-loan', 2, { wrongTurns: 1 }), innerOf.desk),
  'desk-training-wrong-answer': practice(
    running('refused-loan', 3, {
      wrongTurns: 1,
      question: {
        of: 'refused-loan',
        options: exerciseOptions['refused-loan'],
        chosen: 'refused-loan.too-many',
        isRight: false,
      },
    }),
    innerOf.desk,
  ),
  'desk-training-done': practice(
    running('refused-loan', 4, {
      wrongTurns: 1,
      question: {
        of: 'refused-loan',
        options: exerciseOptions['refused-loan'],
        chosen: 'refused-loan.reference',
        isRight: true,
      },
      finished: { seconds: 134, wrongTurns: 1 },
    }),
    innerOf.desk,
  ),
  'desk-training-free': practice(free, innerOf.desk),
  'desk-training-free-kiosk': practice(
    { ...free, glass: 'kiosk', faults: ['acs.lose-answer-after-work', 'printer.no-paper', 'printer.cutter'] },
    innerOf.kiosk,
  ),
  'desk-training-signed-out': practice(running('fee', 1), signedOut),
};
