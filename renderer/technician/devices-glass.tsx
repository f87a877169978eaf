// A glass: touch, colours, sounds and voice, at the glass itself or, for want of somebody who stands there, on this one. It always says which.
import { useEffect, useRef } from 'react';
import { glassChecks, glassColours, type GlassBody, type GlassCheck } from '../../contract/devices-view.ts';
import { GlassCheckField } from '../kiosk/glass-check.tsx';
import { Button } from '../parts/button.tsx';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { useTechnicianHands } from './hands.ts';
import './devices-tests.css';

const icons: Readonly<Record<GlassCheck, IconName>> = {
  touch: 'reach',
  colours: 'contrast',
  sounds: 'sounds',
  voice: 'voice',
};

export function Glass({
  body,
  isMine,
  place,
}: {
  readonly body: GlassBody;
  readonly isMine: boolean;
  readonly place: string;
}) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { on, shown } = body;
  const field = useRef<HTMLDivElement>(null);
  const running = shown === null || on === null ? null : `check-${shown.check}-${on}`;
  const before = useRef(running);
  // A check stands in place of the list, and what had the focus is gone with it; squares take it themselves.
  useEffect(() => {
    const began = before.current;
    before.current = running;
    if (running === began) return;
    const next =
      running === null
        ? document.querySelector(`[data-testid="${began ?? ''}"]`)
        : field.current?.querySelector('.devices-running-bar button');
    if (next instanceof HTMLElement && running !== 'check-touch-here') next.focus();
  }, [running]);
  // To the very edges; a browser that refuses shows it in its place.
  const fill = () => void field.current?.requestFullscreen().catch(() => undefined);
  return (
    <div className="devices-glass">
      {shown === null || on === null ? (
        <Checks body={body} isMine={isMine} place={place} />
      ) : (
        <div className="devices-running" data-on={on} ref={field}>
          {on === 'here' ? (
            <GlassCheckField shown={shown} onCell={(cell) => tend({ kind: 'touch-cell', cell })} />
          ) : null}
          <div className="devices-running-bar">
            <p aria-live="polite">
              <b>{say(`devices.check.${shown.check}`)}</b>{' '}
              {on === 'there' ? say('devices.glass.at', { place }) : say('devices.glass.here')}
              {shown.check === 'touch'
                ? ` · ${say('devices.glass.cells', { count: shown.cells.length, all: 48 })}`
                : ''}
            </p>
            {shown.check === 'colours'
              ? glassColours.map((colour) => (
                  <Button
                    key={colour}
                    look={shown.colour === colour ? 'second' : 'plain'}
                    testId={`colour-${colour}`}
                    onPress={() => tend({ kind: 'glass-colour', colour })}
                  >
                    {say(`devices.colour.${colour}`)}
                  </Button>
                ))
              : null}
            {on === 'here' && (shown.check === 'touch' || shown.check === 'colours') ? (
              <Button look="plain" icon="reach" testId="glass-fill" onPress={fill}>
                {say('devices.glass.fill')}
              </Button>
            ) : null}
            {shown.check === 'sounds' || shown.check === 'voice' ? (
              <Button
                look="plain"
                icon="renew"
                testId="check-again"
                onPress={() => tend({ kind: 'check-glass', check: shown.check, on })}
              >
                {say('devices.glass.again')}
              </Button>
            ) : null}
            <Button
              look="second"
              icon="warning"
              testId="glass-bad"
              onPress={() => tend({ kind: 'glass-said', good: false })}
            >
              {say('devices.glass.is-bad')}
            </Button>
            <Button
              look="primary"
              icon="check"
              testId="glass-good"
              onPress={() => tend({ kind: 'glass-said', good: true })}
            >
              {say('devices.glass.is-good')}
            </Button>
            <Button look="plain" icon="close" testId="end-glass" onPress={() => tend({ kind: 'end-glass' })}>
              {say('devices.glass.end')}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

/** What can be tried, where, and what was said of it. */
function Checks({
  body: { isLooked, said },
  isMine,
  place,
}: {
  readonly body: GlassBody;
  readonly isMine: boolean;
  readonly place: string;
}) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  return (
    <>
      <p className="devices-hint">
        {say(isLooked ? (isMine ? 'devices.glass.stand' : 'devices.glass.there') : 'devices.glass.nobody', { place })}
      </p>
      <table className="devices-checks">
        <thead>
          <tr>
            <th scope="col">{say('devices.glass.check')}</th>
            <th scope="col">{say('devices.glass.at', { place })}</th>
            <th scope="col">{say('devices.glass.here')}</th>
          </tr>
        </thead>
        <tbody>
          {glassChecks.map((check) => (
            <tr key={check}>
              <th scope="row">
                <Icon name={icons[check]} /> {say(`devices.check.${check}`)}
              </th>
              {(['there', 'here'] as const).map((where) => {
                const one = said.find((each) => each.check === check && each.on === where);
                return (
                  <td key={where}>
                    <Button
                      look="second"
                      testId={`check-${check}-${where}`}
                      waits={where === 'there' && !(isMine && isLooked)}
                      onPress={() => tend({ kind: 'check-glass', check, on: where })}
                    >
                      {say('devices.glass.begin')}
                    </Button>
                    {one === undefined ? null : (
                      <span className="devices-said" data-good={one.good}>
                        <Icon name={one.good ? 'check' : 'warning'} />{' '}
                        {say(one.good ? 'devices.glass.good' : 'devices.glass.bad')}
                      </span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
