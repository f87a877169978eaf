// "Are you still here?": one touch anywhere is an answer, and so is any key of the six.
import { useSpeech } from '../parts/speech.ts';
import { useHands } from './frame.tsx';
import { Question } from './question.tsx';

export function Idle({ secondsLeft }: { readonly secondsLeft: number }) {
  const { press } = useHands();
  const { say } = useSpeech();
  const stay = (): void => press({ kind: 'stay' });
  return (
    <Question
      name="idle"
      // Once when it is asked, and once more near the end.
      cue={secondsLeft > 10 ? 'idle' : 'idle-again'}
      title={say('idle.title')}
      text={say('idle.text')}
      onTouch={stay}
      onArrow={stay}
    >
      <p className="question-seconds" role="timer" aria-label={say('idle.seconds-say', { count: secondsLeft })}>
        <strong>{secondsLeft}</strong> <span>{say('idle.seconds', { count: secondsLeft })}</span>
      </p>
      {/* A touch on it is a touch anywhere. */}
      <button type="button" className="button button-primary" data-testid="stay">
        {say('press.stay')}
      </button>
    </Question>
  );
}
