// Hands of staff in a training: what every story of it does, through the desk's own glass.
import type { Call, Press } from '../../contract/calls.ts';
import type { DeskAct } from '../../contract/desk-calls.ts';
import type { DeskScreen, RoomName } from '../../contract/desk-view.ts';
import { formFields, type FormField } from '../../contract/register-view.ts';
import type { Practice, StepKey, TrainingScreen, TrainingStage } from '../../contract/training-view.ts';
import type { KioskScreen, View } from '../../contract/view.ts';
import type { Story } from './story.ts';

/** The real places stand still: their readers are not asked meanwhile. */
const still = { reader: null, security: { kind: 'none' } } as const;
export const quiet = { desk: still, place: still } as const;

export const screenOf = ({ desk }: Story): TrainingScreen => {
  const { screen } = desk.view();
  if (screen.at !== 'training') throw new Error(`the desk shows ${screen.at}`);
  return screen;
};

export type Running = Extract<TrainingStage, { at: 'running' }>;
export const stageOf = (told: Story): Running => {
  const { stage } = screenOf(told);
  if (stage.at !== 'running') throw new Error(`no practice station is open: ${JSON.stringify(stage)}`);
  return stage;
};

/** Steps that are ticked. */
export const ticked = (told: Story): readonly StepKey[] =>
  stageOf(told).steps.flatMap(({ key, isDone }) => (isDone ? [key] : []));

export const until = async (told: Story, what: string, isSo: () => boolean, turns = 400): Promise<void> => {
  for (let turn = 0; turn < turns; turn += 1) {
    if (isSo()) return;
    await told.clock.pass(50);
  }
  const { screen } = told.desk.view();
  throw new Error(`waited in vain for ${what}: ${JSON.stringify([screen, told.desk.inner()?.view]).slice(0, 3000)}`);
};

export const openTraining = async (told: Story, name = 'Lan'): Promise<void> => {
  await told.desk.signIn(name);
  await told.desk.act({ kind: 'open-room', room: 'training' });
  await told.desk.shows({ at: 'training', stage: { at: 'lobby' } });
};

/** A PIN is checked inside, which costs real time; the clock of the story waits for it. */
export const begin = async (told: Story, practice: Practice): Promise<void> => {
  await told.desk.act({ kind: 'begin-practice', practice });
  while (screenOf(told).stage.at === 'opening') await told.clock.pass(0);
  // Its readers and its line to the library system come up, as any station's do.
  await told.clock.pass(6000);
  await until(told, 'the inner glass', () => told.desk.inner()?.run === stageOf(told).run);
};

export const practise = async (told: Story, practice: Practice): Promise<void> => {
  await openTraining(told);
  await begin(told, practice);
};

export const inner = (told: Story): View => {
  const shown = told.desk.inner();
  if (shown === null || shown.run !== stageOf(told).run) throw new Error('no inner glass is shown');
  return shown.view;
};

const say = (told: Story, call: Extract<Call, { kind: 'in-training' }>['call']): Promise<void> => {
  const { run, glass } = stageOf(told);
  return told.desk.call({ kind: 'in-training', run, glass, call });
};
const session = (told: Story): number => {
  const view = inner(told);
  if (view.mode === 'technician') throw new Error('the practice station waits for a technician');
  return view.session;
};
export const act = (told: Story, one: DeskAct): Promise<void> =>
  say(told, { kind: 'act', session: session(told), act: one });
export const press = (told: Story, one: Press): Promise<void> =>
  say(told, { kind: 'press', session: session(told), press: one });
export const use = async (told: Story, thing: string): Promise<void> => {
  await told.desk.act({ kind: 'use-thing', thing });
  await told.clock.pass(1500);
};
export const open = async (told: Story, room: RoomName): Promise<void> => {
  await act(told, { kind: 'open-room', room });
  await until(told, room, () => deskScreen(told)?.at === room);
};

/** Null while the other glass is shown. */
export const deskScreen = (told: Story): DeskScreen | null => {
  const view = inner(told);
  return view.mode === 'desk' ? view.screen : null;
};
export const kioskScreen = (told: Story): KioskScreen | null => {
  const view = inner(told);
  return view.mode === 'kiosk' ? view.screen : null;
};

export const finishes = (told: Story): Promise<void> =>
  until(told, 'the end of the exercise', () => stageOf(told).finished !== null);

/** The form of a new card, inside. */
export const fillForm = async (told: Story, values: Partial<Record<FormField, string>>): Promise<void> => {
  for (const field of formFields) {
    const value = values[field];
    if (value !== undefined) await act(told, { kind: 'fill-card-form', field, value });
  }
};
