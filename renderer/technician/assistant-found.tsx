// What is plugged into this machine, or was typed: asked who it is, and given to a place.
import { useState } from 'react';
import type { DeviceKind, DevicesView, FoundDevice } from '../../contract/assistant-view.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Entry } from './assistant-parts.tsx';
import { Fault } from './fault.tsx';
import { useTechnicianHands } from './hands.ts';

export function Found({ devices }: { readonly devices: DevicesView }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const [host, setHost] = useState('');
  const tell = (as: 'reader' | 'printer'): void => {
    if (host.trim() !== '') tend({ kind: 'ask-address', host: host.trim(), as });
  };
  return (
    <section className="assistant-devices" aria-label={say('assistant.devices.found')}>
      <div className="assistant-row">
        <h3>{say('assistant.devices.found')}</h3>
        <Button
          look="plain"
          icon="search"
          testId="seek"
          waits={devices.seeking}
          onPress={() => tend({ kind: 'seek-devices' })}
        >
          {say(devices.seeking ? 'assistant.devices.seeking' : 'assistant.devices.seek')}
        </Button>
        <Button
          look="plain"
          icon="scan"
          testId="listen"
          waits={devices.listening !== null}
          onPress={() => tend({ kind: 'listen-to-scanners', on: true })}
        >
          {say('assistant.devices.listen')}
        </Button>
      </div>
      {devices.found.length === 0 && !devices.seeking ? (
        <p className="desk-nothing">{say('assistant.devices.none-found')}</p>
      ) : null}
      <ul>
        {devices.found.map((one) => (
          <FoundRow key={one.key} one={one} devices={devices} />
        ))}
      </ul>
      <form
        className="assistant-try"
        onSubmit={(event) => {
          event.preventDefault();
          tell('reader');
        }}
      >
        <Entry
          name={say('assistant.devices.address')}
          hint={say('assistant.devices.address-hint')}
          testId="ask-host"
          value={host}
          longest={200}
          onChange={setHost}
        />
        <button type="submit" className="button button-second" data-testid="ask-address">
          {say('assistant.devices.ask-address')}
        </button>
        <Button look="second" testId="is-printer" onPress={() => tell('printer')}>
          {say('assistant.devices.is-printer')}
        </Button>
      </form>
      {devices.missing.map((fault) => (
        <p key={fault.because} className="desk-field-hint">
          {say('assistant.devices.missing')} <Fault fault={fault} />
        </p>
      ))}
    </section>
  );
}

function FoundRow({ one, devices }: { readonly one: FoundDevice; readonly devices: DevicesView }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { key, kind, name, model, isAt, answer, mayBe } = one;
  const mayAsk = (kind === 'serial' || kind === 'hid') && answer.at !== 'asking' && isAt === null;
  return (
    <li data-found={key}>
      <div className="assistant-row">
        <span className="assistant-kind">{say(`assistant.plugged.${kind}`)}</span>
        <code>{name}</code>
        <span dir="auto">{model}</span>
        {mayAsk ? (
          <Button look="second" testId={`ask-${key}`} onPress={() => tend({ kind: 'ask-device', key })}>
            {say('assistant.devices.ask')}
          </Button>
        ) : null}
      </div>
      <div className="assistant-row">
        <Answer answer={answer} />
        {isAt === null ? (
          mayBe.length === 0 ? null : (
            <Give one={one} places={devices.places} />
          )
        ) : (
          <span>{say('assistant.devices.is-at', { where: isAt })}</span>
        )}
      </div>
    </li>
  );
}

function Answer({ answer }: { readonly answer: FoundDevice['answer'] }) {
  const { say } = useSpeech();
  switch (answer.at) {
    case 'reader':
      return (
        <b className="assistant-answer">
          {answer.speed === null
            ? say('assistant.answer.reader', { model: answer.model })
            : say('assistant.answer.reader-at', { model: answer.model, speed: answer.speed })}
        </b>
      );
    case 'scanner':
      return (
        <b className="assistant-answer" data-heard={answer.heard}>
          {answer.speed === null
            ? say('assistant.answer.scanner')
            : say('assistant.answer.scanner-at', { speed: answer.speed })}
          {answer.heard ? (
            <span className="assistant-heard">
              <Icon name="check" />
              {say('assistant.answer.scanner-heard')}
            </span>
          ) : null}
        </b>
      );
    case 'cannot':
      return (
        <span className="assistant-answer">
          {say('assistant.answer.cannot')} <Fault fault={answer.fault} />
        </span>
      );
    default:
      return <span className="assistant-answer">{say(`assistant.answer.${answer.at}`)}</span>;
  }
}

/** One choice of place and what it is there, and a button: nothing happens while somebody looks through the list. */
function Give({ one, places }: { readonly one: FoundDevice; readonly places: readonly string[] }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const choices = places.flatMap((place, nth) =>
    one.mayBe.map((device) => ({ value: `${nth} ${device}`, nth, place, device })),
  );
  const [chosen, setChosen] = useState('');
  const now = choices.find(({ value }) => value === chosen) ?? choices[0];
  return (
    <span className="assistant-give">
      <select
        aria-label={say('assistant.devices.place')}
        data-testid={`place-${one.key}`}
        value={now?.value ?? ''}
        onChange={(event) => setChosen(event.target.value)}
      >
        {choices.map(({ value, place, device }) => (
          <option key={value} value={value}>
            {say('assistant.devices.place-as', {
              place,
              device: say(`assistant.device.${device satisfies DeviceKind}`),
            })}
          </option>
        ))}
      </select>
      <Button
        look="second"
        testId={`give-${one.key}`}
        onPress={() => {
          if (now !== undefined) tend({ kind: 'place-device', key: one.key, place: now.nth, device: now.device });
        }}
      >
        {say('assistant.devices.do-place')}
      </Button>
    </span>
  );
}
