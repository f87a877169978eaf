// The pile as it lies on the pad: a spine for each item, in its row's tone. A picture only; the rows say everything it shows.
import type { CSSProperties } from 'react';
import type { Row } from '../../contract/row-view.ts';
import { isPatronCard, lookOf, type Flow } from './rows.ts';

export function Stack({ rows, flow }: { readonly rows: readonly Row[]; readonly flow: Flow }) {
  const items = rows.filter((row) => !isPatronCard(row));
  const style: CSSProperties = { '--spines': String(Math.max(items.length, 5)) };
  return (
    <div className="stack" aria-hidden="true" style={style}>
      <div className="spines">
        {items.map((row) => (
          <span key={row.key} className="spine" data-tone={lookOf(row.state, flow).tone} style={shapeOf(row.key)}>
            <i />
          </span>
        ))}
      </div>
      <div className="stack-pad" />
    </div>
  );
}

/** No two books are of one width; a book keeps its own. */
function shapeOf(key: string): CSSProperties {
  let mix = 7;
  for (const character of key) mix = (mix * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  // Keys in a row differ in one place only: spread them.
  mix = (mix * 7919) % 9973;
  return { '--wide': `${72 + (mix % 26)}%`, '--aside': `${((mix >> 3) % 9) - 4}%` };
}
