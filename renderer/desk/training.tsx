// The training room while no practice station is open: the exercises, which of them this person has done, and the slip of completion.
import { useEffect, useRef } from 'react';
import type { ExerciseId, TrainingScreen, TrainingStage } from '../../contract/training-view.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { useDeskHands } from './hands.ts';
import './training.css';

export function Training({ screen }: { readonly screen: TrainingScreen }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  const { exercises, stage, slip } = screen;
  const next = exercises.find(({ done }) => done === null)?.id ?? null;
  const waits = stage.at === 'opening';
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.querySelector<HTMLElement>('.button-primary')?.focus(), []);
  return (
    <div className="training">
      <div className="training-head">
        <div>
          <h1 data-heading="" tabIndex={-1}>
            {say('training.heading')}
          </h1>
          <p className="training-intro">{say('training.intro')}</p>
        </div>
        {slip === null ? null : (
          <Button
            look="second"
            icon="print"
            testId="print-training-slip"
            waits={slip === 'printing' || waits}
            onPress={() => act({ kind: 'print-training-slip' })}
          >
            {say(`training.slip.${slip}`)}
          </Button>
        )}
      </div>
      <Told stage={stage} />
      <section>
        <h2>
          {say('training.list')}{' '}
          <span className="training-count">
            {say('training.count', {
              count: exercises.filter(({ done }) => done !== null).length,
              all: exercises.length,
            })}
          </span>
        </h2>
        <ul className="training-list" ref={list}>
          {exercises.map(({ id, done }) => (
            <Exercise key={id} id={id} done={done} isNext={id === next} waits={waits} />
          ))}
        </ul>
      </section>
      <section className="training-free">
        <div>
          <h2>{say('training.free')}</h2>
          <p>{say('training.free.text')}</p>
        </div>
        <Button
          look={next === null ? 'primary' : 'second'}
          icon="play"
          testId="begin-free"
          waits={waits}
          onPress={() => act({ kind: 'begin-practice', practice: 'free' })}
        >
          {say('training.begin')}
        </Button>
      </section>
    </div>
  );
}

function Told({ stage }: { readonly stage: TrainingStage }) {
  const { say } = useSpeech();
  const words =
    stage.at === 'opening'
      ? say('training.opening')
      : stage.at === 'running'
        ? null
        : stage.takenBy !== null
          ? say('training.problem.in-use', stage.takenBy)
          : stage.wrong === null || stage.wrong === 'in-use'
            ? null
            : say(`training.problem.${stage.wrong}`);
  return (
    <output
      className="training-told"
      data-told={stage.at === 'opening' ? 'opening' : words === null ? 'none' : 'wrong'}
    >
      {words === null ? null : (
        <>
          <Icon name={stage.at === 'opening' ? 'busy' : 'info'} />
          <span dir="auto">{words}</span>
        </>
      )}
    </output>
  );
}

function Exercise(parts: {
  readonly id: ExerciseId;
  readonly done: string | null;
  readonly isNext: boolean;
  readonly waits: boolean;
}) {
  const { id, done, isNext, waits } = parts;
  const { say, day } = useSpeech();
  const { act } = useDeskHands();
  return (
    <li className="training-exercise" data-done={done !== null}>
      <span className="training-tick">{done === null ? null : <Icon name="check" />}</span>
      <span className="training-words">
        <b id={`exercise-${id}`}>{say(`training.title.${id}`)}</b>
        <span>
          {done === null ? say('training.not-done') : say('training.done-on', { day: day({ kind: 'day', day: done }) })}
        </span>
      </span>
      <Button
        look={isNext ? 'primary' : 'second'}
        testId={`begin-${id}`}
        describedBy={`exercise-${id}`}
        waits={waits}
        onPress={() => act({ kind: 'begin-practice', practice: id })}
      >
        {say(done === null ? 'training.begin' : 'training.again')}
      </Button>
    </li>
  );
}
