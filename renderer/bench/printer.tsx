// The printer's slot, and what hangs out of it: the very dots that were sent, newest first.
import { useState } from 'react';
import type { BenchView } from '../../contract/bench.ts';
import { useSpeech } from '../parts/speech.ts';

export function Printer({ printer }: { readonly printer: NonNullable<BenchView['printer']> }) {
  const { say } = useSpeech();
  const [large, setLarge] = useState<number | null>(null);
  const slips = printer.slips.toReversed();
  return (
    <section
      className="printer"
      aria-label={say('bench.printer')}
      data-paper={printer.paper}
      data-cover={printer.cover}
    >
      <header>
        <h2>{say('bench.printer')}</h2>
      </header>
      <div className="slot" aria-hidden="true" />
      {slips.length === 0 ? <p className="shelf-word">{say('bench.no-slips')}</p> : null}
      <ul className="slips" data-testid="bench-slips">
        {slips.map((slip) => (
          <li key={slip.id}>
            <button
              type="button"
              className="slip"
              data-testid={`bench-slip-${slip.id}`}
              aria-expanded={large === slip.id}
              data-large={large === slip.id}
              onClick={() => setLarge(large === slip.id ? null : slip.id)}
            >
              <img src={slip.picture} alt={say('bench.slip', { id: slip.id })} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
