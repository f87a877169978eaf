// "Are you still here?" over everything: one button, and the seconds as the station counts them.
import { useEffect, useRef } from 'react';
import { useSpeech } from '../parts/speech.ts';
import { useHands } from './frame.tsx';

export function Idle({ secondsLeft }: { readonly secondsLeft: number }) {
  const { press } = useHands();
  const { say } = useSpeech();
  const stay = useRef<HTMLButtonElement>(null);
  // The page behind is inert; its focus comes back to where it was when the question is answered.
  useEffect(() => {
    const before = document.activeElement;
    stay.current?.focus();
    return () => {
      // Once the page behind may be touched again.
      queueMicrotask(() => {
        if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      });
    };
  }, []);

  return (
    <div className="idle">
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
          onClick={() => press({ kind: 'stay' })}
          // The only thing to reach: Tab stays here.
          onKeyDown={(event) => {
            if (event.key === 'Tab') event.preventDefault();
          }}
        >
          {say('press.stay')}
        </button>
      </div>
    </div>
  );
}
