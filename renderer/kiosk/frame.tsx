// What every kiosk screen stands in: a heading that takes the focus, the work, and the foot with the way out and the way on.
import { createContext, use, useEffect, useId, useRef, type ReactNode } from 'react';
import type { Press } from '../../contract/calls.ts';
import type { KioskView } from '../../contract/view.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';

export type Hands = {
  readonly press: (press: Press) => void;
  readonly has: KioskView['has'];
  readonly notice: KioskView['notice'];
  readonly help: KioskView['help'];
  readonly closesAt: KioskView['closesAt'];
  readonly technician: KioskView['technician'];
};

const HandsContext = createContext<Hands | null>(null);
export const HandsProvider = HandsContext.Provider;

export function useHands(): Hands {
  const hands = use(HandsContext);
  if (hands === null) throw new Error('A kiosk screen was drawn outside the kiosk.');
  return hands;
}

/** `leaves`: there is a session to leave. `head`: stands above the heading's place, such as a patron's name. */
export function Frame(parts: {
  readonly at: string;
  readonly heading: string;
  readonly lead?: ReactNode;
  readonly leaves: boolean;
  readonly primary: ReactNode;
  readonly second?: ReactNode;
  readonly children: ReactNode;
}) {
  const { press, notice, closesAt } = useHands();
  const { say } = useSpeech();
  // What just happened comes before what is to come.
  const closing = closesAt === null ? null : say('notice.closing', { time: closesAt });
  // Another card is asked about over everything.
  const spoken = notice === null || notice === 'another-card' ? closing : say(`notice.${notice}`);
  const heading = useRef<HTMLHeadingElement>(null);
  const headingId = useId();
  // A new screen is a new component: the focus goes to its heading, so that it is read and Tab starts at its beginning.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  return (
    <>
      <main className={`screen screen-${parts.at}`} data-screen={parts.at} aria-labelledby={headingId}>
        <div className="screen-words">
          <h1 id={headingId} ref={heading} tabIndex={-1} data-heading="">
            {parts.heading}
          </h1>
          {parts.lead === undefined ? null : <p className="lead">{parts.lead}</p>}
        </div>
        {parts.children}
      </main>
      <footer className="foot">
        <output className="notice" data-notice={notice ?? (closesAt === null ? 'none' : 'closing')}>
          {spoken === null ? null : (
            <>
              <Icon name="info" />
              <span>{spoken}</span>
            </>
          )}
        </output>
        <div className="foot-left">
          {parts.leaves ? (
            <Button look="plain" icon="leave" testId="leave" onPress={() => press({ kind: 'leave' })}>
              {say('press.leave')}
            </Button>
          ) : null}
        </div>
        <div className="foot-right">
          {parts.second}
          {parts.primary}
        </div>
      </footer>
    </>
  );
}
