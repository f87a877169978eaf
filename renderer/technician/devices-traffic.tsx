// What passes on a device's line now: each line with its time, its bytes, and what they say.
import type { TrafficBody } from '../../contract/devices-traffic-view.ts';
import { Button } from '../parts/button.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Lines } from './devices-lines.tsx';
import { useTechnicianHands } from './hands.ts';
import { exactTimeOf, sizeOf } from './moments.ts';
import './devices-traffic.css';

export function Traffic({
  body,
  isMine,
  nowMs,
}: {
  readonly body: TrafficBody;
  readonly isMine: boolean;
  readonly nowMs: number;
}) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { paused, hidesIdle, hasRounds, hidden, recording, lines, isHeard } = body;
  if (!isHeard) return <p className="desk-nothing">{say('devices.traffic.queue')}</p>;
  const isHidden = !isMine && lines.some(({ hex, bytes }) => hex === null && bytes > 0);
  return (
    <div className="devices-traffic">
      <div className="devices-acts">
        <Button
          look="second"
          icon={paused ? 'play' : 'pause'}
          testId="pause"
          onPress={() => tend({ kind: 'pause-traffic', paused: !paused })}
        >
          {say(paused ? 'devices.traffic.go-on' : 'devices.traffic.pause')}
        </Button>
        <Button look="plain" icon="erase" testId="clear-traffic" onPress={() => tend({ kind: 'clear-traffic' })}>
          {say('devices.traffic.clear')}
        </Button>
        {hasRounds ? (
          <label className="devices-choice">
            <input
              type="checkbox"
              data-testid="hide-idle"
              checked={hidesIdle}
              onChange={(event) => tend({ kind: 'hide-idle', hides: event.target.checked })}
            />
            <span>{say('devices.traffic.hide-idle')}</span>
          </label>
        ) : null}
        {recording === null ? (
          <Button
            look="second"
            icon="clock"
            testId="record"
            waits={!isMine}
            onPress={() => tend({ kind: 'record-traffic' })}
          >
            {say('devices.record')}
          </Button>
        ) : (
          <Button look="second" icon="check" testId="end-recording" onPress={() => tend({ kind: 'end-recording' })}>
            {say('devices.record-end')}
          </Button>
        )}
      </div>
      {recording === null ? null : (
        <p className="devices-hint">
          {say('devices.recording', {
            size: sizeOf(recording.bytes),
            minutes: Math.max(1, Math.ceil((recording.untilMs - nowMs) / 60_000)),
          })}{' '}
          <code>{recording.file}</code>
        </p>
      )}
      {isHidden ? <p className="devices-hint">{say('devices.traffic.hidden')}</p> : null}
      {lines.length === 0 ? (
        <p className="desk-nothing">
          {hidden === 0 ? say('devices.traffic.none') : say('devices.traffic.only-rounds', { count: hidden })}
        </p>
      ) : (
        <Lines lines={lines.toReversed()} time={exactTimeOf} />
      )}
    </div>
  );
}
