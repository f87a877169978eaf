// One message taken apart: every field by its name in the order of the wire, what was odd about it, and the raw line below.
import type { TraceOpened, TracePart } from '../../contract/acs-check-view.ts';
import { spanOf } from '../../contract/words/acs-said.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { clockIn, nameOf, wireDate } from './acs-said.ts';
import { useTechnicianHands } from './hands.ts';
import './acs-opened.css';

export function Opened({ message }: { readonly message: TraceOpened }) {
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
