// "Are you still here?" over everything, seen and heard: one touch anywhere is an answer, and so is any key of the six.
import { useEffect, useRef } from 'react';
import { useSpeech } from '../parts/speech.ts';
import { focusInSight } from './focus.ts';
import { useHands } from './frame.tsx';
import { play } from './sounds.ts';

export function Idle({ secondsLeft }: { readonly secondsLeft: number }) {
  const { press } = useHands();
  const { say } = useSpeech();
  const stay = useRef<HTMLButtonElement>(null);
  // Once when it is asked, and once more near the end.
  const cue = secondsLeft > 10 ? 'idle' : 'idle-again';
  useEffect(() => play(cue), [cue]);
  // The page behind is inert; its focus comes back to where it was when the question is answered.
  useEffect(() => {
    const before = document.activeElement;
    stay.current?.focus();
    return () => {
      // Once the page behind may be touched again.
      queueMicrotask(() => {
        if (before instanceof HTMLElement && before.isConnected) focusInSight(before);
      });
    };
  }, []);

  return (
    // The button is the way for everybody; a touch beside it means the same.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <div className="idle" onClick={() => press({ kind: 'stay' })}>
      <div
        className="idle-box"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby="idle-title"
        aria-describedby="idle-text"
      >
        <h2 id="idle-title">{say('idle.title')}</h2>
        <p id="idle-text">{say('idle.text')}</p>
        <p className="idle-seconds" role="timer" aria-label={say('idle.seconds-say', { count: secondsLeft })}>
          <strong>{secondsLeft}</strong> <span>{say('idle.seconds', { count: secondsLeft })}</span>
        </p>
        <button
          type="button"
          className="button button-primary idle-stay"
          data-testid="stay"
          ref={stay}
          // The only thing to reach: Tab stays here.
          onKeyDown={(event) => {
            if (event.key === 'Tab') event.preventDefault();
            if (event.key.startsWith('Arrow')) press({ kind: 'stay' });
          }}
        >
          {say('press.stay')}
        </button>
      </div>
    </div>
  );
}
