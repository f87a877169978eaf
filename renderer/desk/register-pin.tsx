// The patron types a password, twice. It stands nowhere but in the two fields.
import { useState } from 'react';
import type { PinView } from '../../contract/register-view.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Field } from './field.tsx';
import { useDeskHands } from './hands.ts';
import { RefusalNote } from './register-refusal.tsx';

export function PinForm({ pin }: { readonly pin: PinView }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  const [first, setFirst] = useState('');
  const [again, setAgain] = useState('');
  const isOver = pin.at === 'set' || pin.at === 'later';
  const isBusy = pin.at === 'asking' || first === '' || again === '';
  const wrong = pin.at === 'not-the-same' || pin.at === 'too-short' || pin.at === 'silent' ? pin.at : null;
  const set = () => {
    if (isBusy) return;
    act({ kind: 'set-card-pin', pin: first, again });
    setFirst('');
    setAgain('');
  };
  return (
    <form
      className="register-pin"
      onSubmit={(event) => {
        event.preventDefault();
        set();
      }}
    >
      <h2>{say('register.pin.title')}</h2>
      {isOver ? (
        <output className="register-pin-over" data-state={pin.at}>
          <Icon name={pin.at === 'set' ? 'check' : 'clock'} />
          {say(`register.pin.${pin.at}`)}
        </output>
      ) : (
        <>
          <p className="register-pin-lead">{say('register.pin.lead', { digits: pin.digits })}</p>
          <div className="register-row">
            <Field
              name={say('register.pin.first')}
              testId="card-pin"
              type="password"
              value={first}
              longest={64}
              onChange={setFirst}
              wrong={wrong === null ? null : say(`register.pin.${wrong}`, { digits: pin.digits })}
            />
            <Field
              name={say('register.pin.again')}
              testId="card-pin-again"
              type="password"
              value={again}
              longest={64}
              onChange={setAgain}
            />
            <button type="submit" className="button button-second" data-testid="set-card-pin" aria-disabled={isBusy}>
              {pin.at === 'asking' ? <Icon name="busy" /> : null}
              <span>{say(pin.at === 'asking' ? 'register.pin.asking' : 'register.pin.set-it')}</span>
            </button>
          </div>
          {pin.at === 'refused' ? <RefusalNote refusal={pin.refusal} /> : null}
        </>
      )}
    </form>
  );
}
