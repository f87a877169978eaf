// The rows of a pile, in the order they came; nothing jumps. The list scrolls by itself to what needs a hand, else to what is new.
import { useEffect, useRef } from 'react';
import type { Row } from '../../contract/row-view.ts';
import type { Due } from '../../contract/terms.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { useHands } from './frame.tsx';
import { lookOf, partsOf, titleOf, whyOf, type Flow } from './rows.ts';

export function RowList({ rows, flow }: { readonly rows: readonly Row[]; readonly flow: Flow }) {
  const { say } = useSpeech();
  const list = useRef<HTMLElement>(null);
  const target = useScrollTarget(rows, flow);
  useEffect(() => {
    // Who stands on a row by keys stays where they see it.
    if (target === null || list.current?.querySelector(':focus-visible') !== null) return;
    list.current.querySelector(`[data-row="${CSS.escape(target)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [target]);

  return (
    // Scrolls within itself, so it must be reachable: arrows and Page keys work once it has the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="list" aria-label={say('pile.list')} tabIndex={0} ref={list}>
      <ol className="rows">
        {rows.map((row) => (
          <ItemRow key={row.key} row={row} flow={flow} />
        ))}
      </ol>
    </section>
  );
}

/** The row that last came to need attention; failing that, the newest row. */
function useScrollTarget(rows: readonly Row[], flow: Flow): string | null {
  const calling = rows.findLast((row) => lookOf(row.state, flow).tone === 'attention');
  return (calling ?? rows.at(-1))?.key ?? null;
}

function ItemRow({ row, flow }: { readonly row: Row; readonly flow: Flow }) {
  const speech = useSpeech();
  const { tone, icon, word } = lookOf(row.state, flow);
  const parts = partsOf(row, speech);
  const missing = row.parts !== null && row.parts.here.length < row.parts.of;
  return (
    <li className="row" data-row={row.key} data-state={row.state.at} data-tone={tone} tabIndex={-1}>
      <span className="row-icon">
        <Icon name={icon} />
      </span>
      <div className="row-words">
        <p className="row-title">
          <span className="row-name">{titleOf(row, speech)}</span>
          {parts === null ? null : (
            <span className={missing ? 'row-parts row-parts-missing' : 'row-parts'}>{parts}</span>
          )}
        </p>
        <p className="row-state">
          <strong key={word}>{speech.say(word)}</strong>{' '}
          <span>
            {[whyOf(row.state, speech), ...(row.note === null ? [] : [speech.say(`row.note.${row.note}`)])]
              .join(' ')
              .trim()}
          </span>
          {row.says === null ? null : (
            <q className="row-says" dir="auto">
              {row.says}
            </q>
          )}
        </p>
      </div>
      <RowAside row={row} />
    </li>
  );
}

function DueDay({ due }: { readonly due: Due | null }) {
  const { say, day } = useSpeech();
  return (
    <p className="row-aside">
      <span>{say('row.due')}</span> <b>{due === null ? say('row.due-untold') : day(due)}</b>
    </p>
  );
}

/** What stands at the row's right: the day, the bin, or a question. */
function RowAside({ row }: { readonly row: Row }) {
  const { say } = useSpeech();
  const { press } = useHands();
  const { state } = row;
  switch (state.at) {
    case 'theirs':
      return (
        <div className="row-question">
          {/* Nobody told the day: the button beside it needs the room more. */}
          {state.due === null ? null : <DueDay due={state.due} />}
          {state.refused === null || state.refused === 'acs-silent' ? (
            <button
              type="button"
              className="button button-second"
              data-testid="renew"
              onClick={() => press({ kind: 'renew', row: row.key })}
            >
              {say('press.renew')}
            </button>
          ) : null}
        </div>
      );
    case 'lent':
    case 'lent-offline':
    case 'put-back':
    case 'lent-armed':
      // What stays in the house has no day.
      return state.due === null && state.at === 'lent' && state.release === 'left-armed' ? null : (
        <DueDay due={state.due} />
      );
    case 'returned':
      return state.bin === null ? null : (
        <p className="row-aside">
          <span>{say('row.bin')}</span> <b>{state.bin}</b>
        </p>
      );
    case 'fee':
      return (
        <div className="row-question">
          <button
            type="button"
            className="button button-second"
            data-testid="decline-fee"
            onClick={() => press({ kind: 'decline-fee', row: row.key })}
          >
            {say('press.decline-fee')}
          </button>
          <button
            type="button"
            className="button button-primary"
            data-testid="accept-fee"
            onClick={() => press({ kind: 'accept-fee', row: row.key })}
          >
            {say('press.accept-fee')}
          </button>
        </div>
      );
    default:
      return null;
  }
}
