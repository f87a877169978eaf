// A question over everything, seen and heard: the page behind is inert, Tab stays within it, and the focus comes back to where it was.
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { SoundCue } from './cues.ts';
import { focusInSight } from './focus.ts';
import { play } from './sounds.ts';

/** `cue`: played whenever it changes. `onTouch`: a touch beside its buttons; `onArrow`: a key that would only have moved the focus. */
export function Question(parts: {
  readonly name: string;
  readonly cue: SoundCue;
  readonly title: string;
  readonly text: string;
  readonly onTouch?: () => void;
  readonly onArrow?: () => void;
  readonly children: ReactNode;
}) {
  const { name, cue, title, text, onTouch, onArrow } = parts;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => play(cue), [cue]);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.querySelector('button')?.focus();
    return () => {
      // Once the page behind may be touched again.
      queueMicrotask(() => {
        if (before instanceof HTMLElement && before.isConnected) focusInSight(before);
      });
    };
  }, []);
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') {
      event.preventDefault();
      const all = [...(box.current?.querySelectorAll('button') ?? [])];
      const here = all.findIndex((button) => button === document.activeElement);
      all[(here + (event.shiftKey ? -1 : 1) + all.length) % all.length]?.focus();
    }
    if (event.key.startsWith('Arrow')) onArrow?.();
  };

  return (
    // Its buttons are the way for everybody.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <div className="question" data-question={name} onClick={onTouch} onKeyDown={key}>
      <div
        className="question-box"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby="question-title"
        aria-describedby="question-text"
        ref={box}
      >
        <h2 id="question-title">{title}</h2>
        <p id="question-text">{text}</p>
        {parts.children}
      </div>
    </div>
  );
}
