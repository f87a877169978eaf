// The hands at the bench: what they do goes to the station; what they carry follows the finger until it is let go.
import { createContext, use, useMemo, useRef, useState, type PointerEvent, type ReactNode } from 'react';
import type { BenchTag, Hand } from '../../contract/bench.ts';
import type { Line } from '../connection.ts';

export type Carried = { readonly label: string; readonly tags: readonly BenchTag[] };

type Hands = {
  readonly act: (hand: Hand) => void;
  readonly carry: (event: PointerEvent, load: Carried) => void;
  /** The press that ends a drag is no tap. */
  readonly wasDrag: () => boolean;
};

const HandsContext = createContext<Hands | null>(null);

export function useHands(): Hands {
  const hands = use(HandsContext);
  if (hands === null) throw new Error('A thing of the bench was drawn outside the bench.');
  return hands;
}

/** A finger trembles; a drag is further than this, in CSS pixels. */
const trembleAtMost = 8;

/** `onFault`: what the station said of a hand it refused, or null once one was taken again. */
export function HandsProvider(parts: {
  readonly call: Line['call'];
  readonly onFault: (because: string | null) => void;
  readonly children: ReactNode;
}) {
  const { call, onFault } = parts;
  const [ghost, setGhost] = useState<{ readonly load: Carried; readonly x: number; readonly y: number } | null>(null);
  const dragged = useRef(false);

  const hands = useMemo<Hands>(() => {
    const act = (hand: Hand) =>
      void call({ kind: 'hand', hand }).then((outcome) => onFault(outcome.kind === 'fault' ? outcome.because : null));

    const carry = (start: PointerEvent, load: Carried) => {
      if (!start.isPrimary || start.button !== 0 || load.tags.length === 0) return;
      dragged.current = false;
      const letGo = new AbortController();
      const options = { signal: letGo.signal };
      const move = (event: globalThis.PointerEvent) => {
        if (Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > trembleAtMost)
          dragged.current = true;
        if (dragged.current) setGhost({ load, x: event.clientX, y: event.clientY });
      };
      const drop = (event: globalThis.PointerEvent) => {
        letGo.abort();
        setGhost(null);
        if (!dragged.current) return;
        const onPad = document.elementFromPoint(event.clientX, event.clientY)?.closest('[data-pad]') !== null;
        for (const tag of load.tags) {
          if (onPad !== tag.onPad) act({ kind: onPad ? 'put-on-pad' : 'take-off-pad', uid: tag.uid });
        }
      };
      window.addEventListener('pointermove', move, options);
      window.addEventListener('pointerup', drop, options);
      window.addEventListener(
        'pointercancel',
        () => {
          letGo.abort();
          setGhost(null);
        },
        options,
      );
    };
    return { act, carry, wasDrag: () => dragged.current };
  }, [call, onFault]);

  return (
    <HandsContext.Provider value={hands}>
      {parts.children}
      {ghost === null ? null : (
        <div className="ghost" style={{ left: ghost.x, top: ghost.y }} aria-hidden="true">
          {ghost.load.label}
        </div>
      )}
    </HandsContext.Provider>
  );
}
