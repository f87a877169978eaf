// How a device fared since the station opened.
import type { HistoryBody } from '../../contract/devices-view.ts';
import { useSpeech } from '../parts/speech.ts';
import { Fault } from './fault.tsx';
import { dayTimeOf } from './moments.ts';
import './devices-traffic.css';

export function History({ body: { moments } }: { readonly body: HistoryBody }) {
  const { say } = useSpeech();
  if (moments.length === 0) return <p className="desk-nothing">{say('devices.history.none')}</p>;
  return (
    <ol className="devices-history">
      {moments.map(({ at, says, fault, sinceMs }, nth) => (
        <li key={`${sinceMs} ${nth}`} data-state={at}>
          <time>{dayTimeOf(sinceMs)}</time>
          <b>{say(`devices.state.${at}`)}</b>
          {fault === null ? <span lang="en">{says}</span> : <Fault fault={fault} />}
        </li>
      ))}
    </ol>
  );
}
