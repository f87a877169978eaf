// The assistant's step of the devices: those of the settings, tried one by one; which scanner beeped; and whether a sound is heard.
import { useState } from 'react';
import type { DevicesView, PlacedDevice } from '../../contract/assistant-view.ts';
import { play } from '../kiosk/sounds.ts';
import { Button } from '../parts/button.tsx';
import { Code39 } from '../parts/code39.tsx';
import { Icon } from '../parts/icon.tsx';
import { QrCode } from '../parts/qr.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Found } from './assistant-found.tsx';
import { Entry, Findings, momentIn } from './assistant-parts.tsx';
import { Fault } from './fault.tsx';
import { useTechnicianHands } from './hands.ts';

export function DevicesPanel({ devices }: { readonly devices: DevicesView }) {
  const { say } = useSpeech();
  const waitsForCode = devices.listening !== null || devices.placed.some(({ trying }) => trying === 'code');
  return (
    <div className="assistant-panel">
      <section className="assistant-devices" aria-label={say('assistant.devices.placed')}>
        <h3>{say('assistant.devices.placed')}</h3>
        {devices.placed.length === 0 ? <p className="desk-nothing">{say('assistant.devices.none-placed')}</p> : null}
        <ul>
          {devices.placed.map((one) => (
            <Placed key={one.key} one={one} />
          ))}
        </ul>
        <Findings findings={devices.keyboard} label={say('assistant.devices.keyboard')} />
      </section>
      {waitsForCode ? <ShownCode devices={devices} /> : null}
      <Found devices={devices} />
      <Sound devices={devices} />
    </div>
  );
}

function Placed({ one }: { readonly one: PlacedDevice }) {
  const { say, language } = useSpeech();
  const { tend } = useTechnicianHands();
  const { key, place, device, state, says, fault, trying, findings, before, isStale, isSimulated } = one;
  const name = say('assistant.devices.place-as', { place, device: say(`assistant.device.${device}`) });
  return (
    <li data-device={key} data-state={state}>
      <div className="assistant-row">
        <b dir="auto">{name}</b>
        <span className="assistant-state" data-tone={state}>
          {say(`assistant.device-state.${state}`)}
          {isSimulated ? ` (${say('assistant.devices.simulated')})` : ''}
        </span>
        <span className="assistant-says" dir="auto">
          {fault === null ? says : <Fault fault={fault} />}
        </span>
        {trying === null ? (
          <Button
            look="second"
            testId={`try-${key}`}
            waits={state === 'not-taken-up'}
            onPress={() => tend({ kind: 'try-device', key })}
          >
            {say(findings.length === 0 ? 'assistant.devices.try' : 'assistant.devices.again')}
          </Button>
        ) : (
          <output className="assistant-waits">{say(`assistant.devices.waits.${trying}`)}</output>
        )}
      </div>
      {trying === 'letters' ? (
        <div className="assistant-row">
          {(['right', 'rubbish', 'nothing'] as const).map((is) => (
            <Button
              key={is}
              look={is === 'right' ? 'primary' : 'second'}
              testId={`slip-${is}`}
              onPress={() => tend({ kind: 'judge-slip', key, is })}
            >
              {say(`assistant.devices.letters.${is}`)}
            </Button>
          ))}
        </div>
      ) : null}
      <Findings findings={findings} label={name} />
      {before === null ? null : (
        <p className="desk-field-hint" data-testid={`before-${key}`}>
          {say('assistant.devices.before', {
            when: momentIn(language).format(before.atMs),
            who: before.by ?? say('assistant.nobody'),
          })}
        </p>
      )}
      {isStale ? (
        <p className="assistant-note" data-tone="attention">
          <Icon name="warning" />
          {say('assistant.devices.stale')}
        </p>
      ) : null}
    </li>
  );
}

/** For lasers as for cameras. */
function ShownCode({ devices }: { readonly devices: DevicesView }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const [typed, setTyped] = useState('');
  const { listening, code } = devices;
  return (
    <section className="assistant-sheet assistant-code" aria-label={say('assistant.devices.code')}>
      {listening === null ? null : (
        <output>{say('assistant.devices.listening', { seconds: listening.secondsLeft })}</output>
      )}
      <div className="assistant-codes">
        <Code39 text={code} label={say('assistant.devices.code')} />
        <QrCode text={code} label={say('assistant.devices.code')} />
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() !== '') tend({ kind: 'code-typed', text: typed.trim() });
          setTyped('');
        }}
      >
        <Entry name={say('assistant.devices.keyboard')} testId="code-typed" value={typed} onChange={setTyped} />
      </form>
      {listening === null ? null : (
        <Button look="second" testId="stop-listening" onPress={() => tend({ kind: 'listen-to-scanners', on: false })}>
          {say('assistant.devices.stop')}
        </Button>
      )}
    </section>
  );
}

function Sound({ devices: { sound } }: { readonly devices: DevicesView }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  return (
    <section className="assistant-devices" aria-label={say('assistant.devices.sound')}>
      <h3>{say('assistant.devices.sound')}</h3>
      <div className="assistant-row">
        <Button look="second" icon="sounds" testId="play-sound" onPress={() => play('done')}>
          {say('assistant.devices.play')}
        </Button>
        <Button
          look={sound === 'heard' ? 'primary' : 'plain'}
          testId="sound-heard"
          onPress={() => tend({ kind: 'judge-sound', heard: true })}
        >
          {say('assistant.devices.heard')}
        </Button>
        <Button
          look={sound === 'not-heard' ? 'primary' : 'plain'}
          testId="sound-not-heard"
          onPress={() => tend({ kind: 'judge-sound', heard: false })}
        >
          {say('assistant.devices.not-heard')}
        </Button>
        <span className="desk-field-hint">{say('assistant.devices.sound-here')}</span>
      </div>
    </section>
  );
}
