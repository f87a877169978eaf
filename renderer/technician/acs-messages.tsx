// The messages on the line as they come: filtered, paused, and one of them opened beside the list.
import type { AcsMessages as Messages, TraceRow } from '../../contract/acs-check-view.ts';
import { spanOf } from '../../contract/words/acs-said.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { clockIn, nameOf } from './acs-said.ts';
import { Scrolls } from './acs-scrolls.tsx';
import { Opened } from './acs-opened.tsx';
import { useTechnicianHands } from './hands.ts';
import './acs-messages.css';

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
