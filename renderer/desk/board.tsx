// What needs a hand: the rows, the one that is looked at, and what was settled today. By keys: up and down choose, Enter does the
// first thing there is to do.
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { BoardReason, BoardRow, BoardScreen, Moment, SettledRow } from '../../contract/board-view.ts';
import { isKey } from '../../contract/words/words.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech, type Speech } from '../parts/speech.ts';
import { boardLooks } from './board-looks.ts';
import { useDeskHands } from './hands.ts';
import './board.css';

export function Board({ screen }: { readonly screen: BoardScreen }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  const { rows, settled, sound, today } = screen;
  const [chosen, choose] = useState<{ readonly key: string; readonly nth: number } | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const acted = useRef(false);
  // A row that went hands its place to the next one.
  const row = rows.find(({ key }) => key === chosen?.key) ?? rows[Math.min(chosen?.nth ?? 0, rows.length - 1)] ?? null;

  useEffect(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (!acted.current || !isLost) return;
    acted.current = false;
    list.current?.querySelector<HTMLButtonElement>('[aria-current="true"]')?.focus();
  });
  const hand = (doing: () => void) => () => {
    acted.current = true;
    doing();
  };

  return (
    <div className="board">
      <header className="board-head">
        <h1 data-heading="" tabIndex={-1}>
          {say('board.title')}
        </h1>
        <button
          type="button"
          className="button button-plain"
          data-testid="board-sound"
          aria-pressed={sound}
          onClick={() => act({ kind: 'board-sound', on: !sound })}
        >
          <Icon name={sound ? 'check' : 'sounds'} />
          <span>{say('board.sound')}</span>
        </button>
      </header>
      {row === null ? (
        <div className="board-empty">
          <Icon name="check" />
          <p>
            <b>{say('board.nothing')}</b>
            <br />
            {say('board.nothing.text')}
          </p>
        </div>
      ) : (
        <div className="board-main">
          <ul className="board-rows" ref={list} aria-label={say('board.rows')}>
            {rows.map((one, nth) => (
              <Row
                key={one.key}
                row={one}
                today={today}
                isChosen={one === row}
                onChoose={() => choose({ key: one.key, nth })}
                onEnter={hand(() => firstOf(one, act))}
                onKey={(event) => step(event, rows, row, choose)}
              />
            ))}
          </ul>
          <Detail row={row} today={today} hand={hand} />
        </div>
      )}
      {settled.length === 0 ? null : <Settled settled={settled} />}
    </div>
  );
}

type Act = ReturnType<typeof useDeskHands>['act'];

/** Enter: take it; once it is mine, it is done. */
function firstOf({ key, taken, maySettle }: BoardRow, act: Act): void {
  if (taken?.isMe !== true) return act({ kind: 'take-hand', key });
  if (maySettle) act({ kind: 'settle-hand', key, how: 'done' });
}

function step(
  event: KeyboardEvent<HTMLButtonElement>,
  rows: readonly BoardRow[],
  row: BoardRow,
  choose: (chosen: { readonly key: string; readonly nth: number }) => void,
): void {
  const by = { ArrowDown: 1, ArrowUp: -1, Home: -rows.length, End: rows.length }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  const nth = Math.max(0, Math.min(rows.length - 1, rows.indexOf(row) + by));
  const next = rows[nth];
  if (next === undefined) return;
  choose({ key: next.key, nth });
  event.currentTarget.closest('ul')?.querySelectorAll('button')[nth]?.focus();
}

function Row(parts: {
  readonly row: BoardRow;
  readonly today: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onEnter: () => void;
  readonly onKey: (event: KeyboardEvent<HTMLButtonElement>) => void;
}) {
  const { row, today, isChosen } = parts;
  const speech = useSpeech();
  const { say } = speech;
  const { icon, tone } = boardLooks[row.what];
  return (
    <li>
      <button
        type="button"
        className="board-row"
        data-testid={`hand-${row.what}`}
        data-tone={tone}
        aria-current={isChosen}
        tabIndex={isChosen ? 0 : -1}
        onFocus={parts.onChoose}
        onKeyDown={parts.onKey}
        // A mouse chooses; the Enter key (which clicks without a button's count) goes on.
        onClick={(event) => (event.detail === 0 ? parts.onEnter() : parts.onChoose())}
      >
        <span className="board-icon">
          <Icon name={icon} />
        </span>
        <span className="board-what">{say(`board.what.${row.what}`, { count: row.count })}</span>
        <span className="board-where">
          {row.where}
          {row.item === null ? null : <> · {row.item}</>}
        </span>
        <span className="board-since">{sayMoment(speech, row.since, today)}</span>
        <span className="board-taken" dir="auto">
          {row.taken === null ? '' : row.taken.by}
        </span>
      </button>
    </li>
  );
}

function Detail({
  row,
  today,
  hand,
}: {
  readonly row: BoardRow;
  readonly today: string;
  readonly hand: (doing: () => void) => () => void;
}) {
  const speech = useSpeech();
  const { say } = speech;
  const { act } = useDeskHands();
  const { key, what, where, taken, maySettle, endsByItself } = row;
  const settle = (how: 'done' | 'not-needed' | 'given-up') => hand(() => act({ kind: 'settle-hand', key, how }));
  const isMine = taken?.isMe === true;
  const { opens } = row;
  return (
    <section className="board-detail" aria-live="polite">
      <h2>{say(`board.what.${what}`, { count: row.count })}</h2>
      <p className="board-do">{whatToDo(speech, row)}</p>
      <dl>
        <Fact name={say('board.where')}>{where}</Fact>
        <Fact name={say('board.since')}>{sayMoment(speech, row.since, today)}</Fact>
        {row.item === null ? null : <Fact name={say('board.item')}>{row.item}</Fact>}
        {row.card === null ? null : <Fact name={say('board.card')}>{row.card}</Fact>}
        {row.reason === null ? null : <Fact name={say('board.reason')}>{sayReason(speech, row.reason)}</Fact>}
        <Fact name={say('board.who')}>
          {taken === null
            ? say('board.nobody')
            : say(isMine ? 'board.taken-by-me' : 'board.taken', {
                name: taken.by,
                time: sayMoment(speech, taken.at, today),
              })}
        </Fact>
      </dl>
      <div className="board-acts">
        {isMine ? null : (
          <Button
            look={taken === null ? 'primary' : 'second'}
            icon="hand-over"
            testId="take-hand"
            onPress={hand(() => act({ kind: 'take-hand', key }))}
          >
            {say(taken === null ? 'board.take' : 'board.take-over')}
          </Button>
        )}
        {maySettle ? (
          <Button look={isMine ? 'primary' : 'second'} icon="check" testId="settle-done" onPress={settle('done')}>
            {say('board.done')}
          </Button>
        ) : null}
        {opens === null ? null : (
          <Button
            look="second"
            icon="search"
            testId="open-from-board"
            onPress={() => act({ kind: 'open-room', room: opens })}
          >
            {say('board.open', { room: say(`desk.room.${opens}`) })}
          </Button>
        )}
        {maySettle ? (
          <>
            <Button look="plain" testId="settle-not-needed" onPress={settle('not-needed')}>
              {say('board.not-needed')}
            </Button>
            <Button look="plain" testId="settle-given-up" onPress={settle('given-up')}>
              {say('board.given-up')}
            </Button>
          </>
        ) : null}
      </div>
      {maySettle ? null : <p className="board-quiet">{say(endsByItself ? 'board.by-itself' : 'board.only-senior')}</p>}
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}

function Settled({ settled }: { readonly settled: readonly SettledRow[] }) {
  const { say } = useSpeech();
  return (
    <section className="board-settled">
      <h2>
        {say('board.settled')} <span className="board-quiet">({settled.length})</span>
      </h2>
      <ul>
        {settled.map((row) => (
          <li key={`${row.key} ${row.at.time}`}>
            <span>{row.at.time}</span>
            <span>
              <Icon name="check" /> {say(`board.what.${row.what}`, { count: 1 })}
            </span>
            <span>
              {row.where}
              {row.item === null ? null : <> · {row.item}</>}
            </span>
            <span dir="auto">{say(`board.settled.${row.how}`, { name: row.by ?? say('board.somebody') })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function sayMoment({ say, day }: Speech, at: Moment, today: string): string {
  return at.day === today ? at.time : say('board.when', { time: at.time, day: day({ kind: 'day', day: at.day }) });
}

function whatToDo({ say }: Speech, { what, where, reason, remedy }: BoardRow): string {
  if (what !== 'offline') return say(`board.do.${what}`, { where });
  if (reason?.of === 'offline' && reason.isBack) return say('board.offline.back');
  const key = `remedy.${remedy ?? ''}`;
  return say(isKey(key) ? key : 'remedy.look-up');
}

function sayReason({ say }: Speech, reason: BoardReason): string {
  if (reason.of === 'device') return say(`board.device.${reason.device}`);
  const key = `row.refused.${reason.because}`;
  const words = say(isKey(key) ? key : 'row.refused.other');
  return reason.of === 'refusal' ? say('board.patron-read', { words }) : say(`board.offline.${reason.was}`);
}
