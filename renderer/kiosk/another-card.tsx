// Another card was shown in the middle of somebody's session: is that over? Nothing of the one goes to the other.
import { useSpeech } from '../parts/speech.ts';
import { useHands } from './frame.tsx';
import { Question } from './question.tsx';

export function AnotherCard() {
  const { press } = useHands();
  const { say } = useSpeech();
  return (
    <Question name="another-card" cue="attention" title={say('another-card.title')} text={say('another-card.text')}>
      <button
        type="button"
        className="button button-primary"
        data-testid="stay"
        onClick={() => press({ kind: 'stay' })}
      >
        {say('press.same-turn')}
      </button>
      <button
        type="button"
        className="button button-second"
        data-testid="end-turn"
        onClick={() => press({ kind: 'finish' })}
      >
        {say('press.end-turn')}
      </button>
    </Question>
  );
}
