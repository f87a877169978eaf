// A button for a finger: 20 mm tall, an icon and a word. A button that must wait stays where it is and keeps the focus.
import type { ReactNode } from 'react';
import type { IconName } from './icon-name.ts';
import { Icon } from './icon.tsx';

export type ButtonLook = 'primary' | 'second' | 'plain';

/** `waits`: seen and reachable, but a press does nothing yet (aria-disabled, so that the focus is not lost). */
export function Button(parts: {
  readonly look: ButtonLook;
  readonly onPress: () => void;
  readonly children: ReactNode;
  readonly icon?: IconName;
  readonly waits?: boolean;
  readonly testId?: string;
  readonly describedBy?: string;
}) {
  const waits = parts.waits ?? false;
  return (
    <button
      type="button"
      className={`button button-${parts.look}`}
      aria-disabled={waits}
      aria-describedby={parts.describedBy}
      data-testid={parts.testId}
      onClick={waits ? undefined : parts.onPress}
    >
      {parts.icon === undefined ? null : <Icon name={parts.icon} />}
      <span>{parts.children}</span>
    </button>
  );
}
