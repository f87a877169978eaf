// What was written in this list, the newest first; each can be made what it was, and all of it saved.
import type { TaggingScreen, TagRow } from '../../contract/tagging-view.ts';
import { Button } from '../parts/button.tsx';
import { useSpeech } from '../parts/speech.ts';
import { useDeskHands } from './hands.ts';
import { clockOf } from './tagging-item.tsx';

export function TaggingList({ screen }: { readonly screen: TaggingScreen }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  const { rows, listed } = screen;
  const isEmpty = listed === 0;
  return (
    <section className="tagging-list" aria-labelledby="tagging-list">
      <header>
        <h2 id="tagging-list">{say('tagging.list')}</h2>
        <Button look="second" testId="tag-save" waits={isEmpty} onPress={() => act({ kind: 'tag-save' })}>
          {say('tagging.save')}
        </Button>
        <Button look="plain" icon="erase" testId="tag-clear" waits={isEmpty} onPress={() => act({ kind: 'tag-clear' })}>
          {say('tagging.clear')}
        </Button>
      </header>
      {isEmpty ? <p className="desk-nothing">{say('tagging.list.nothing')}</p> : null}
      <ol>
        {rows.map((row) => (
          <Row key={row.ticket} row={row} />
        ))}
      </ol>
      {listed > rows.length ? (
        <p className="desk-nothing">{say('tagging.list.more', { count: listed - rows.length })}</p>
      ) : null}
    </section>
  );
}

function Row({ row }: { readonly row: TagRow }) {
  const { say, language } = useSpeech();
  const { act } = useDeskHands();
  const { ticket, item, atMs, state } = row;
  return (
    <li data-state={state} data-testid={`tag-row-${item.number}`}>
      <time dateTime={new Date(atMs).toISOString()}>{clockOf(atMs, language)}</time>
      <span className="tagging-row-item">
        <span className="tagging-number">{item.number}</span>
        {item.part === null ? null : <span className="tagging-part">{say('tagging.part', item.part)}</span>}
        <span className="tagging-row-title" dir="auto">
          {item.title}
        </span>
      </span>
      <span className="tagging-state">{say(`tagging.state.${state}`)}</span>
      {state === 'written' ? (
        <button
          type="button"
          className="button button-plain"
          data-testid="tag-undo"
          aria-label={`${say('tagging.undo')}: ${item.number}`}
          onClick={() => act({ kind: 'tag-undo', ticket })}
        >
          <span>{say('tagging.undo')}</span>
        </button>
      ) : (
        <span />
      )}
    </li>
  );
}
