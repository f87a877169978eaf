// The workbench around the kiosk: the pad and the printer before it, the shelves and the machines at its side. Demo and training room.
import { useEffect, useRef, useState } from 'react';
import type { BenchView } from '../../contract/bench.ts';
import type { Line } from '../connection.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { HandsProvider } from './hands.tsx';
import { Machines } from './machines.tsx';
import { Pad } from './pad.tsx';
import { Printer } from './printer.tsx';
import { Shelves } from './shelves.tsx';
import './bench.css';
import './things.css';

export function Bench(parts: { readonly bench: BenchView; readonly call: Line['call']; readonly onClose: () => void }) {
  const { bench } = parts;
  const { say } = useSpeech();
  const [fault, setFault] = useState<string | null>(null);
  const close = useRef<HTMLButtonElement>(null);
  // The tab that opened the bench goes away with it, and comes back with the focus.
  useEffect(() => {
    close.current?.focus();
    return () => queueMicrotask(() => document.getElementById('bench-tab')?.focus());
  }, []);
  return (
    <HandsProvider call={parts.call} onFault={setFault}>
      <aside className="bench" aria-label={say('bench.title')} data-bench-side="" data-testid="bench">
        <div className="bench-table">
          {bench.pad === null ? null : <Pad bench={bench} plugged={bench.pad.plugged} />}
          {bench.printer === null ? null : <Printer printer={bench.printer} />}
        </div>
        <div className="bench-side">
          <header className="bench-head">
            <div>
              <h2>{say('bench.title')}</h2>
              <p>{say('bench.text')}</p>
            </div>
            <button
              type="button"
              className="tool tool-round"
              aria-label={say('bench.close')}
              data-testid="bench-close"
              ref={close}
              onClick={parts.onClose}
            >
              <Icon name="close" />
            </button>
          </header>
          <p className="bench-fault" role="alert">
            {fault}
          </p>
          <Shelves bench={bench} />
          <Machines bench={bench} />
        </div>
      </aside>
    </HandsProvider>
  );
}
