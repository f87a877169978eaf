// Somebody who looks like the one to be registered is here already: side by side, for staff to decide.
import { useCallback, useEffect, useRef } from 'react';
import type { AlikeLine, NewSheet } from '../../contract/register-view.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { useDeskHands } from './hands.ts';
import { useEscape } from './register-keys.ts';
import { PatronFacts } from './register-patron.tsx';

export function RegisterAlike({ sheet }: { readonly sheet: Extract<NewSheet, { at: 'alike' }> }) {
  const { say, day } = useSpeech();
  const { act } = useDeskHands();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEscape(useCallback(() => act({ kind: 'back-to-card-form' }), [act]));
  const { name, born, phone } = sheet.person;
  return (
    <section className="register-alike">
      <header className="register-head">
        <h1 data-heading="" tabIndex={-1} ref={heading}>
          {say('register.alike.title')}
        </h1>
        <p dir="auto">
          {[
            say('register.alike.lead', { name }),
            ...(born === null ? [] : [day({ kind: 'day', day: born })]),
            ...(phone === null ? [] : [phone]),
          ].join(' · ')}
        </p>
      </header>
      <ul className="register-people">
        {sheet.patrons.map((alike) => (
          <li key={alike.patron.key} data-row={alike.patron.key}>
            <Person alike={alike} />
            {alike.mayTake ? (
              <div className="register-same">
                <Button
                  look="second"
                  icon="hand-over"
                  testId="same-person"
                  onPress={() => act({ kind: 'same-person', key: alike.patron.key })}
                >
                  {say('register.alike.same')}
                </Button>
                <small>{say('register.alike.same-hint')}</small>
                {alike.patron.isBlocked ? <small>{say('register.replace.frees')}</small> : null}
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      <footer className="register-foot">
        <Button look="plain" icon="undo" testId="back-to-card-form" onPress={() => act({ kind: 'back-to-card-form' })}>
          {say('register.alike.back')}
        </Button>
        <Button look="primary" icon="check" testId="another-person" onPress={() => act({ kind: 'another-person' })}>
          {say('register.alike.other')}
        </Button>
      </footer>
    </section>
  );
}

export function Person({ alike }: { readonly alike: AlikeLine }) {
  const { say } = useSpeech();
  const { patron, by, place } = alike;
  return (
    <div className="register-one">
      <h2 dir="auto">
        {patron.name}
        {patron.isBlocked ? (
          <span className="register-mark" data-is="bad">
            <Icon name="lock" />
            {say('register.patron.blocked')}
          </span>
        ) : null}
      </h2>
      <p className="register-like">{by.map((one) => say(`register.like.${one}`)).join(', ')}</p>
      {place === null ? null : (
        <p className="register-frees">
          <Icon name="info" />
          {say('register.alike.now', { place })}
        </p>
      )}
      <PatronFacts patron={patron} brief />
    </div>
  );
}
