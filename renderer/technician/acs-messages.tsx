// The messages on the line as they come, and one of them taken apart: every field by its name, the raw line beside it.
import type { AcsMessages as Messages, TraceOpened, TracePart, TraceRow } from '../../contract/acs-check-view.ts';
import { spanOf } from '../../contract/words/acs-said.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { clockIn, nameOf, wireDate } from './acs-said.ts';
import { Scrolls } from './acs-scrolls.tsx';
import { useTechnicianHands } from './hands.ts';

export function AcsMessages({ messages }: { readonly messages: Messages }) {
  const { say } = useSpeech();
  const { opened } = messages;
  return (
    <div className="acs-body">
      <Tools messages={messages} />
      <div className="acs-messages" data-opened={opened !== null}>
        <Scrolls label={say('acs.messages.list')}>
          <List messages={messages} />
        </Scrolls>
        {opened === null ? null : <Opened message={opened} />}
      </div>
    </div>
  );
}

function Tools({ messages }: { readonly messages: Messages }) {
  const { say, language } = useSpeech();
  const { tend } = useTechnicianHands();
  const { filter, kinds, marked, paused, newer, patronsUntilMs } = messages;
  const clock = clockIn(language);
  return (
    <>
      <div className="acs-tools">
        <label className="acs-choice">
          <span>{say('acs.messages.filter')}</span>
          <select
            data-testid="acs-filter"
            value={filter}
            onChange={(event) => tend({ kind: 'filter-messages', filter: event.target.value })}
          >
            <option value="all">{say('acs.messages.filter.all')}</option>
            <option value="marked">{say('acs.messages.filter.marked', { count: marked })}</option>
            {kinds.map(({ code, kind, count }) => (
              <option key={code} value={code}>
                {say('acs.messages.filter.kind', { code, kind: nameOf(say, 'message', kind), count })}
              </option>
            ))}
          </select>
        </label>
        <Button
          look="second"
          icon={paused ? 'play' : 'pause'}
          testId="acs-pause"
          onPress={() => tend({ kind: 'pause-messages', paused: !paused })}
        >
          {say(paused ? 'acs.messages.go-on' : 'acs.messages.pause')}
        </Button>
        <output className="acs-soft">
          {paused ? say('acs.messages.paused', { count: newer }) : say('acs.messages.live')}
        </output>
      </div>
      <div className="acs-patrons" data-tone={patronsUntilMs === null ? 'none' : 'attention'}>
        <Icon name={patronsUntilMs === null ? 'locked' : 'warning'} />
        <span>
          {patronsUntilMs === null
            ? say('acs.messages.patrons-hidden')
            : say('acs.messages.patrons-shown', { time: clock.second(patronsUntilMs) })}
        </span>
        <Button
          look="plain"
          testId="acs-patrons"
          onPress={() => tend({ kind: 'show-patrons', shown: patronsUntilMs === null })}
        >
          {say(patronsUntilMs === null ? 'acs.messages.show-patrons' : 'acs.messages.hide-patrons')}
        </Button>
      </div>
    </>
  );
}

function List({ messages }: { readonly messages: Messages }) {
  const { say, language } = useSpeech();
  const { rows, older, opened, kept } = messages;
  if (rows.length === 0) return <p className="desk-nothing">{say('acs.messages.nothing')}</p>;
  return (
    <>
      <ul className="acs-rows">
        {rows.toReversed().map((row) => (
          <Row key={row.id} row={row} isOpen={opened?.id === row.id} />
        ))}
      </ul>
      <p className="acs-soft">
        {older > 0 ? `${say('acs.messages.older', { count: older })} ` : null}
        {say('acs.messages.kept', {
          count: kept.messages,
          time: kept.sinceMs === null ? '–' : clockIn(language).day(kept.sinceMs),
        })}
      </p>
    </>
  );
}

function Row({ row, isOpen }: { readonly row: TraceRow; readonly isOpen: boolean }) {
  const { say, language } = useSpeech();
  const { tend } = useTechnicianHands();
  const { id, atMs, way, by, code, kind, text, tookMs, marks } = row;
  return (
    <li>
      <button
        type="button"
        className="acs-row"
        data-testid={`acs-message-${id}`}
        data-way={way}
        data-odd={marks.length > 0}
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => tend({ kind: 'open-message', id: isOpen ? null : id })}
      >
        <span className="acs-row-time">{clockIn(language).exact(atMs)}</span>
        <span className="acs-row-way" aria-hidden="true">
          {way === 'sent' ? '→' : '←'}
        </span>
        <span className="unseen">{say(`acs.messages.${way}`)}</span>
        <span className="acs-row-kind">
          <b>{code}</b> {kind === '' ? say('acs.messages.no-message') : nameOf(say, 'message', kind)}
          {by === 'probe' ? ` · ${say('acs.by.probe')}` : null}
        </span>
        <span className="acs-row-took">{tookMs === null ? '' : spanOf(say, tookMs)}</span>
        <span className="acs-row-text">
          {marks.length === 0 ? null : (
            <span className="acs-marks">{marks.map((mark) => say(`acs.mark.${mark}`)).join(', ')}</span>
          )}
          <code dir="ltr">{text}</code>
        </span>
      </button>
    </li>
  );
}

function Opened({ message }: { readonly message: TraceOpened }) {
  const { say, language } = useSpeech();
  const { tend } = useTechnicianHands();
  const { code, kind, atMs, way, bytes, sequence, checksum, tookMs, marks, notes, parts, text, pair } = message;
  const name = kind === '' ? say('acs.messages.no-message') : nameOf(say, 'message', kind);
  const told = [
    say(`acs.messages.${way}`),
    say('acs.opened.head', { time: clockIn(language).exact(atMs), bytes }),
    ...(tookMs === null ? [] : [say('acs.opened.took', { time: spanOf(say, tookMs) })]),
    ...(sequence === null ? [] : [say('acs.opened.sequence', { number: sequence })]),
    ...(kind === '' ? [] : [say(`acs.checksum.${checksum}`)]),
  ];
  return (
    // What scrolls is reached by keys, too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="acs-opened" aria-label={say('acs.opened.title', { code, kind: name })} tabIndex={0}>
      <header>
        <h2>{say('acs.opened.title', { code, kind: name })}</h2>
        <span className="acs-opened-tools">
          {pair === null ? null : (
            <Button look="plain" testId="acs-pair" onPress={() => tend({ kind: 'open-message', id: pair })}>
              {say(way === 'sent' ? 'acs.opened.pair-answer' : 'acs.opened.pair-question')}
            </Button>
          )}
          <Button look="plain" icon="close" testId="acs-close" onPress={() => tend({ kind: 'open-message', id: null })}>
            {say('acs.opened.close')}
          </Button>
        </span>
      </header>
      <p>{told.join(' · ')}</p>
      {marks.length + notes.length === 0 ? null : (
        <ul className="acs-notes" aria-label={say('acs.opened.notes')}>
          {marks.map((mark) => (
            <li key={mark}>
              <Icon name="warning" />
              {say(`acs.mark.${mark}`)}
            </li>
          ))}
          {notes.map(({ code: at, field, says }, nth) => (
            <li key={`${nth} ${at} ${says}`}>
              <Icon name="info" />
              {[at, field === '' ? '' : nameOf(say, 'field', field)].filter((part) => part !== '').join(' ')}{' '}
              {nameOf(say, 'note', says)}
            </li>
          ))}
        </ul>
      )}
      {parts.length === 0 ? null : (
        <table className="acs-table acs-fields">
          <thead>
            <tr>
              <th scope="col">{say('acs.opened.field')}</th>
              <th scope="col">{say('acs.opened.value')}</th>
            </tr>
          </thead>
          <tbody>
            {parts.map((part, nth) => (
              // The order of the wire is all that tells two alike apart.
              <Part key={`${nth} ${part.code} ${part.name}`} part={part} />
            ))}
          </tbody>
        </table>
      )}
      <h3>{say('acs.opened.raw')}</h3>
      <pre className="acs-raw" dir="ltr">
        {text}
      </pre>
    </section>
  );
}

function Part({ part }: { readonly part: TracePart }) {
  const { say } = useSpeech();
  const { code, name, form } = part;
  const label =
    form === 'stray'
      ? say('acs.opened.stray')
      : name === ''
        ? say('acs.opened.unknown-field')
        : nameOf(say, 'field', name);
  return (
    <tr>
      <th scope="row">
        <code dir="ltr">{code === '' ? '–' : code}</code> {label}
      </th>
      <td dir="auto">
        <Value part={part} />
      </td>
    </tr>
  );
}

/** Blanks have their places, and are seen. */
const placed = (text: string): string => text.replaceAll(' ', '·');

function Value({ part }: { readonly part: TracePart }) {
  const { say } = useSpeech();
  const { text, hidden, means, form } = part;
  if (hidden !== null)
    return (
      <>
        <code>{text}</code> <span className="acs-soft">({say(`acs.opened.${hidden}`)})</span>
      </>
    );
  if (form === 'flags' && means.length === 0) return <span className="acs-soft">{say('acs.value.none')}</span>;
  if (text === '') return <span className="acs-soft">{say('acs.opened.empty')}</span>;
  if (form === 'time')
    return (
      <>
        {wireDate(text)} <code className="acs-soft">{wireDate(text) === text ? '' : placed(text)}</code>
      </>
    );
  if (means.length === 0) return <>{text}</>;
  return (
    <>
      {means.map((one) => nameOf(say, 'value', one)).join(', ')} <code className="acs-soft">{placed(text)}</code>
    </>
  );
}
