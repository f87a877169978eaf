// A file is chosen by a button of our own: the browser's speaks the browser's language, whatever the glass speaks. The input lies over the
// button, unseen: finger, keys and screen reader meet the real one.
import type { ReactNode } from 'react';
import { Icon } from '../parts/icon.tsx';
import './file-button.css';

/** `name`: what a screen reader says; `accept`: as in HTML. The same file may be chosen again. */
export function FileButton(parts: {
  readonly name: string;
  readonly accept: string;
  readonly testId: string;
  readonly describedBy?: string;
  readonly onChoose: (file: File) => void;
  readonly children: ReactNode;
}) {
  return (
    <span className="button button-second file-button">
      <Icon name="return" />
      <span aria-hidden="true">{parts.children}</span>
      <input
        type="file"
        aria-label={parts.name}
        accept={parts.accept}
        data-testid={parts.testId}
        aria-describedby={parts.describedBy}
        // The tip of the browser would speak its language, too.
        title=""
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = '';
          if (file !== undefined) parts.onChoose(file);
        }}
      />
    </span>
  );
}
