// What stands beside the practice station: the exercise in a few sentences, its steps that tick themselves, the things to lay down or
// scan, what is asked, and the ways out.
import { useEffect, useRef } from 'react';
import type { DeskAct } from '../../contract/desk-calls.ts';
import type { InnerGlass } from '../../contract/inner-glass.ts';
import { trainingGlasses, type TrainingStage, type TrainingThing } from '../../contract/training-view.ts';
import { Button } from '../parts/button.tsx';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Faults } from './faults.tsx';

type Running = Extract<TrainingStage, { at: 'running' }>;

export function Side(parts: {
  readonly stage: Running;
  readonly who: string;
  readonly inner: InnerGlass | null;
  readonly act: (act: DeskAct) => void;
}) {
  const { stage, who, inner, act } = parts;
  const { say } = useSpeech();
  const { practice, pin, steps, things, question, faults, wrongTurns, finished } = stage;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const isSignedOut = inner?.view.mode === 'desk' && inner.view.screen.at === 'sign-in';
  return (
    <aside className="practice-side" data-bench-side="" data-testid="practice-side">
      <h1 data-heading="" tabIndex={-1} ref={heading}>
        {practice === 'free' ? say('training.free') : say(`training.title.${practice}`)}
      </h1>
      <p>{practice === 'free' ? say('training.free.text') : say(`training.text.${practice}`)}</p>
      {isSignedOut ? <p className="practice-pin">{say('training.pin', { name: who, pin })}</p> : null}
      <Glasses stage={stage} act={act} />
      {steps.length === 0 ? null : <Steps stage={stage} />}
      {things.length === 0 ? null : (
        <section>
          <h2>{say('training.things')}</h2>
          <ul className="practice-things">
            {things.map((thing) => (
              <li key={thing.id}>
                <Thing thing={thing} act={act} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {question === null ? null : <Question question={question} act={act} />}
      {faults === null ? null : <Faults faults={faults} act={act} />}
      <div className="practice-foot">
        {practice === 'free' ? null : (
          <output className="practice-outcome" data-done={finished !== null}>
            {finished === null ? (
              say('training.wrong-turns', { count: wrongTurns })
            ) : (
              <>
                <Icon name="check" />
                <span>
                  <b>{say('training.finished')}</b>{' '}
                  {say('training.finished.text', {
                    time: say('training.minutes', {
                      minutes: Math.floor(finished.seconds / 60),
                      seconds: finished.seconds % 60,
                    }),
                    count: finished.wrongTurns,
                  })}
                </span>
              </>
            )}
          </output>
        )}
        <div className="practice-ways">
          <Button
            look={finished === null ? 'plain' : 'primary'}
            icon="leave"
            testId="end-practice"
            onPress={() => act({ kind: 'end-practice' })}
          >
            {say(finished === null ? 'training.end' : 'training.end-and-list')}
          </Button>
          <Button look="plain" icon="locked" testId="lock" onPress={() => act({ kind: 'lock' })}>
            {say('training.lock')}
          </Button>
        </div>
      </div>
    </aside>
  );
}

function Glasses({ stage, act }: { readonly stage: Running; readonly act: (act: DeskAct) => void }) {
  const { say } = useSpeech();
  return (
    <fieldset className="practice-glasses">
      <legend className="unseen">{say('training.glasses')}</legend>
      {trainingGlasses.map((glass) => (
        <button
          type="button"
          key={glass}
          data-testid={`practice-${glass}`}
          aria-pressed={stage.glass === glass}
          onClick={() => act({ kind: 'show-practice', glass })}
        >
          {say(`training.glass.${glass}`)}
        </button>
      ))}
    </fieldset>
  );
}

function Steps({ stage }: { readonly stage: Running }) {
  const { say } = useSpeech();
  return (
    <section aria-live="polite">
      <h2>{say('training.steps')}</h2>
      <ol className="practice-steps">
        {stage.steps.map(({ key, isDone }) => (
          <li key={key} data-done={isDone} data-testid={`step-${key}`}>
            <span className="practice-tick">{isDone ? <Icon name="check" /> : null}</span>
            <span>{say(`training.step.${key}`)}</span>
            <span className="unseen">{say(isDone ? 'training.step-done' : 'training.step-open')}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

const icons: Readonly<Record<TrainingThing['what'], IconName>> = {
  paper: 'scan',
  card: 'scan',
  label: 'scan',
  book: 'reading',
  part: 'reading',
  blank: 'reading',
  acs: 'plug',
};

function Thing({ thing, act }: { readonly thing: TrainingThing; readonly act: (act: DeskAct) => void }) {
  const { say } = useSpeech();
  const { id, what, name, isThere } = thing;
  const isLaid = what === 'book' || what === 'part' || what === 'blank' || what === 'acs';
  const words =
    isLaid && isThere ? say(`training.thing.${what}-off`, { name }) : say(`training.thing.${what}`, { name });
  return (
    <button
      type="button"
      className="practice-thing"
      data-there={isLaid && isThere}
      data-testid={`thing-${id}`}
      onClick={() => act({ kind: 'use-thing', thing: id })}
    >
      <Icon name={isLaid && isThere && what !== 'acs' ? 'put-back' : icons[what]} />
      <span dir="auto">{words}</span>
    </button>
  );
}

function Question({
  question,
  act,
}: {
  readonly question: NonNullable<Running['question']>;
  readonly act: (act: DeskAct) => void;
}) {
  const { say } = useSpeech();
  const { of, options, chosen, isRight } = question;
  return (
    <fieldset className="practice-question">
      <legend>{say(`training.question.${of}`)}</legend>
      {options.map((option) => {
        const isChosen = option === chosen;
        return (
          <button
            type="button"
            className="practice-thing"
            key={option}
            data-testid={`option-${option}`}
            aria-pressed={isChosen}
            data-right={isChosen ? isRight : undefined}
            onClick={() => act({ kind: 'answer-question', option })}
          >
            <Icon name={isChosen ? (isRight ? 'check' : 'cross') : 'question'} />
            <span>{say(`training.option.${option}`)}</span>
          </button>
        );
      })}
    </fieldset>
  );
}
