// The way back to the screen before, where leaving would be too much.
import { Button } from '../parts/button.tsx';
import { useSpeech } from '../parts/speech.ts';
import { useHands } from './frame.tsx';

export function BackButton() {
  const { say } = useSpeech();
  const { press } = useHands();
  return (
    <Button look="second" testId="back" icon="undo" onPress={() => press({ kind: 'back' })}>
      {say('press.back')}
    </Button>
  );
}
