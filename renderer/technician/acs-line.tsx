// The line to the library system over a day: how slow its answers were in each quarter of an hour, in which state it was, and how long each
// kind of question took.
import type { AcsLine as Line, Latency, Slot, Stretch } from '../../contract/acs-check-view.ts';
import { spanOf } from '../../contract/words/acs-said.ts';
import { useSpeech } from '../parts/speech.ts';
import { clockIn, nameOf, stateTones } from './acs-said.ts';
import { Scrolls } from './acs-scrolls.tsx';
import './acs-line.css';

const minuteMs = 60_000;
const slotMs = 15 * minuteMs;
const hourMs = 60 * minuteMs;
/** Below the chart, so that there are six to eight: of a window of so many hours at most, a mark each so many minutes. */
const marks = [
  { hours: 1, minutes: 10 },
  { hours: 3, minutes: 30 },
  { hours: 8, minutes: 60 },
  { hours: 24, minutes: 180 },
] as const;
const marksOver = (fromMs: number, nowMs: number): readonly number[] => {
  const fits = marks.find(({ hours }) => hours * hourMs >= nowMs - fromMs) ?? marks[3];
  const stepMs = fits.minutes * minuteMs;
  const first = Math.ceil(fromMs / stepMs) * stepMs;
  return Array.from({ length: Math.floor((nowMs - first) / stepMs) + 1 }, (_, nth) => first + nth * stepMs);
};
/** What is drawn: from a hundredth of a second to a minute, each ten times as high as the last. */
const lowMs = 10;
const highMs = 60_000;
const ticks = [100, 1000, 10_000] as const;
const heightOf = (ms: number): number =>
  (100 * Math.log10(Math.min(highMs, Math.max(lowMs, ms)) / lowMs)) / Math.log10(highMs / lowMs);

/** The newest of them; the others stand in the file. */
const mostEvents = 40;

export function AcsLine({ line }: { readonly line: Line }) {
  return (
    <div className="acs-body">
      <Course line={line} />
      <div className="acs-two">
        <Events line={line} />
        <Latencies line={line} />
      </div>
    </div>
  );
}

function Course({ line }: { readonly line: Line }) {
  const { say, language } = useSpeech();
  const { fromMs, nowMs, slots, stretches, shares } = line;
  const clock = clockIn(language);
  const across = (ms: number): number => (100 * (ms - fromMs)) / (nowMs - fromMs);
  const sum = (of: (slot: Slot) => number): number => slots.reduce((whole, slot) => whole + of(slot), 0);
  const worst = Math.max(0, ...slots.map(({ worstMs }) => worstMs ?? 0));
  return (
    <section className="acs-course">
      <header>
        <h2>{say('acs.line.course', { hours: Math.round((nowMs - fromMs) / hourMs) })}</h2>
        <p>
          {say('acs.line.course-told', {
            answered: sum(({ answered }) => answered),
            unanswered: sum(({ unanswered }) => unanswered),
            worst: spanOf(say, worst),
          })}
        </p>
        <p className="acs-soft">{say('acs.line.course-text')}</p>
      </header>
      <div className="acs-chart" aria-hidden="true">
        {ticks.map((ms) => (
          <span key={ms} className="acs-tick" style={{ bottom: `${heightOf(ms)}%` }}>
            {spanOf(say, ms)}
          </span>
        ))}
        <div className="acs-bars">
          {slots.map((slot) => (
            <i
              key={slot.fromMs}
              data-tone={slot.unanswered > 0 ? 'refused' : (slot.worstMs ?? 0) >= 3000 ? 'attention' : 'done'}
              title={say('acs.line.slot', {
                time: clock.minute(slot.fromMs),
                answered: slot.answered,
                unanswered: slot.unanswered,
                median: slot.medianMs === null ? '–' : spanOf(say, slot.medianMs),
                worst: slot.worstMs === null ? '–' : spanOf(say, slot.worstMs),
              })}
              style={{
                insetInlineStart: `${across(Math.max(fromMs, slot.fromMs))}%`,
                width: `${across(Math.min(nowMs, slot.fromMs + slotMs)) - across(Math.max(fromMs, slot.fromMs))}%`,
                height: `${slot.worstMs === null ? 100 : Math.max(2, heightOf(slot.worstMs))}%`,
              }}
            />
          ))}
        </div>
      </div>
      <div className="acs-band" aria-hidden="true">
        {stretches.map((stretch) => (
          <i
            key={`${stretch.fromMs} ${stretch.state}`}
            data-tone={stateTones[stretch.state]}
            title={`${clock.moment(stretch.fromMs)} ${say(`acs.state.${stretch.state}`)}`}
            style={{
              insetInlineStart: `${across(stretch.fromMs)}%`,
              width: `max(2px, ${across(stretch.toMs ?? nowMs) - across(stretch.fromMs)}%)`,
            }}
          />
        ))}
      </div>
      <div className="acs-hours" aria-hidden="true">
        {marksOver(fromMs, nowMs)
          .filter((at) => across(at) > 2 && across(at) < 98)
          .map((at) => (
            <span key={at} style={{ insetInlineStart: `${across(at)}%` }}>
              {clock.minute(at)}
            </span>
          ))}
      </div>
      <ul className="acs-shares">
        {shares.map(({ state, ms }) => (
          <li key={state}>
            <i data-tone={stateTones[state]} aria-hidden="true" />
            {say(`acs.state.${state}`)} <b>{spanOf(say, ms)}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Events({ line }: { readonly line: Line }) {
  const { say } = useSpeech();
  const newest = line.stretches.toReversed();
  return (
    <Scrolls label={say('acs.line.events')}>
      <table className="acs-table">
        <caption>{say('acs.line.events')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('acs.line.from')}</th>
            <th scope="col">{say('acs.line.for')}</th>
            <th scope="col">{say('acs.line.what')}</th>
            <th scope="col">{say('acs.line.why')}</th>
          </tr>
        </thead>
        <tbody>
          {newest.slice(0, mostEvents).map((stretch) => (
            <Event key={`${stretch.fromMs} ${stretch.state}`} stretch={stretch} />
          ))}
        </tbody>
      </table>
      {newest.length > mostEvents ? <p>{say('acs.line.more', { count: newest.length - mostEvents })}</p> : null}
    </Scrolls>
  );
}

function Event({ stretch }: { readonly stretch: Stretch }) {
  const { say, language } = useSpeech();
  const { fromMs, toMs, state, because, detail, times } = stretch;
  return (
    <tr>
      <td className="acs-figure">{clockIn(language).moment(fromMs)}</td>
      <td className="acs-figure">{toMs === null ? say('acs.line.still') : spanOf(say, toMs - fromMs)}</td>
      <td>
        <span className="acs-state" data-tone={stateTones[state]}>
          <i data-tone={stateTones[state]} aria-hidden="true" />
          {say(`acs.state.${state}`)}
        </span>
      </td>
      <td>
        {because === null ? null : nameOf(say, 'because', because)}
        {times > 1 ? ` (${say('acs.times', { count: times })})` : null}
        {detail === null ? null : (
          <small lang="en" dir="ltr">
            {detail}
          </small>
        )}
      </td>
    </tr>
  );
}

function Latencies({ line }: { readonly line: Line }) {
  const { say } = useSpeech();
  const { latencies, patience } = line;
  return (
    <Scrolls label={say('acs.line.latency')}>
      <table className="acs-table">
        <caption>{say('acs.line.latency')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('acs.line.question')}</th>
            <th scope="col">{say('acs.line.answered')}</th>
            <th scope="col">{say('acs.line.median')}</th>
            <th scope="col">{say('acs.line.p95')}</th>
            <th scope="col">{say('acs.line.worst')}</th>
            <th scope="col">{say('acs.line.unanswered')}</th>
          </tr>
        </thead>
        <tbody>
          {latencies.map((row) => (
            <LatencyRow key={row.code} row={row} />
          ))}
        </tbody>
      </table>
      {latencies.length === 0 ? <p className="desk-nothing">{say('acs.line.no-latency')}</p> : null}
      <p className="acs-soft">
        {say('acs.line.patience', {
          waits: spanOf(say, patience.waitsMs),
          says: patience.saysMs === null ? say('acs.line.patience-unsaid') : spanOf(say, patience.saysMs),
        })}
      </p>
    </Scrolls>
  );
}

function LatencyRow({ row }: { readonly row: Latency }) {
  const { say } = useSpeech();
  const told = (ms: number | null): string => (ms === null ? '–' : spanOf(say, ms));
  return (
    <tr>
      <th scope="row">
        {row.code} {nameOf(say, 'message', row.kind)}
      </th>
      <td className="acs-figure">{say('acs.count', { count: row.answered })}</td>
      <td className="acs-figure">{told(row.medianMs)}</td>
      <td className="acs-figure">{told(row.p95Ms)}</td>
      <td className="acs-figure">{told(row.worstMs)}</td>
      <td data-tone={row.unanswered > 0 ? 'refused' : undefined}>{say('acs.count', { count: row.unanswered })}</td>
    </tr>
  );
}
