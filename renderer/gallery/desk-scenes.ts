// Every screen of the desk in every state; each room has a file of its own, put together here. A member of a union without a scene
// does not compile.
import type { DeskNotice, DeskTrouble, SignInScreen } from '../../contract/desk-view.ts';
import type { SignInProblem } from '../../contract/signing-view.ts';
import { boardScenes, emptyBoard } from './desk-board-scenes.ts';
import { circulationScenes } from './desk-circulation-scenes.ts';
import { inspectorScenes } from './desk-inspector-scenes.ts';
import { desk } from './desk-frame.ts';
import { registerScenes } from './desk-register-scenes.ts';
import { taggingScenes } from './tagging-scenes.ts';
import { trainingScenes } from './desk-training-scenes.ts';
import type { Scene } from './views.ts';

const signIn = (more: Partial<SignInScreen>): SignInScreen => ({
  at: 'sign-in',
  lockedBy: null,
  name: null,
  checking: false,
  wrong: null,
  waits: 0,
  byCard: true,
  ...more,
});

const named = <Name extends string>(prefix: string, table: Readonly<Record<Name, Scene>>): Record<string, Scene> =>
  Object.fromEntries(Object.entries<Scene>(table).map(([name, scene]) => [`${prefix}-${name}`, scene]));

const problems = named<SignInProblem>('desk-sign-in-wrong', {
  pin: desk(signIn({ wrong: 'pin', waits: 2 })),
  'staff-card': desk(signIn({ wrong: 'staff-card' })),
  'cards-wait': desk(signIn({ wrong: 'cards-wait' })),
  locked: desk(signIn({ wrong: 'locked' })),
});

const troubled = (...trouble: readonly DeskTrouble[]): Scene => desk(emptyBoard, { trouble });
const troubles = named<DeskTrouble>('desk-trouble', {
  'acs-silent': troubled('acs-silent'),
  'pad-trouble': troubled('pad-trouble'),
  'no-paper': troubled('no-paper'),
  'cover-open': troubled('cover-open'),
  'printer-fault': troubled('acs-silent', 'pad-trouble', 'printer-fault'),
});

const noticed = (notice: DeskNotice): Scene => desk(emptyBoard, { notice });
const notices = named<DeskNotice>('desk-notice', {
  'scan-not-understood': noticed('scan-not-understood'),
  misread: noticed('misread'),
  'publisher-barcode': noticed('publisher-barcode'),
  'identity-card': noticed('identity-card'),
  'health-card': noticed('health-card'),
  'item-while-finishing': noticed('item-while-finishing'),
  'item-not-lent': noticed('item-not-lent'),
  fault: noticed('fault'),
});

export const deskScenes: Readonly<Record<string, Scene>> = {
  'desk-sign-in': desk(signIn({})),
  'desk-sign-in-no-card': desk(signIn({ byCard: false })),
  'desk-sign-in-by-card': desk(signIn({ name: 'Nguyễn Thị Minh' })),
  'desk-sign-in-by-card-wrong': desk(signIn({ name: 'Nguyễn Thị Minh', wrong: 'pin' })),
  'desk-sign-in-checking': desk(signIn({ checking: true })),
  'desk-sign-in-waits': desk(signIn({ waits: 4 })),
  'desk-sign-in-locked-screen': desk(signIn({ lockedBy: 'Nguyễn Thị Minh' })),
  'desk-sign-in-locked-screen-by-card': desk(signIn({ lockedBy: 'Nguyễn Thị Minh', name: 'Trần Văn Tuấn' })),
  ...problems,
  ...troubles,
  ...notices,
  ...boardScenes,
  ...inspectorScenes,
  ...circulationScenes,
  ...registerScenes,
  ...taggingScenes,
  ...trainingScenes,
};
