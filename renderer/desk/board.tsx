// What needs a hand.
import { useSpeech } from '../parts/speech.ts';

export function Board() {
  const { say } = useSpeech();
  return (
    <>
      <h1 data-heading="" tabIndex={-1}>
        {say('board.title')}
      </h1>
      <p className="desk-nothing">{say('board.nothing')}</p>
    </>
  );
}
