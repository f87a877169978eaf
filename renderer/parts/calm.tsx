// A whole screen that says one thing quietly: starting, reconnecting, taken. Two languages, as no view has told which one.
import type { ReactNode } from 'react';
import type { Key } from '../../contract/words/words.ts';
import { speechIn } from './speech.ts';

export function Calm(parts: {
  readonly at: string;
  readonly title: Key;
  readonly text: Key;
  readonly children?: ReactNode;
}) {
  const vietnamese = speechIn('vi').say;
  const english = speechIn('en').say;
  return (
    <main className="calm" data-screen={parts.at} aria-live="polite">
      <div className="calm-mark" aria-hidden="true">
        <span />
        <span />
        <span />
      </div>
      <h1>{vietnamese(parts.title)}</h1>
      <p>{vietnamese(parts.text)}</p>
      <p lang="en" className="calm-second">
        <strong>{english(parts.title)}.</strong> {english(parts.text)}
      </p>
      {parts.children}
    </main>
  );
}
