// Who works here? A name and a PIN, or a staff card; the same behind a lock.
import { useEffect, useRef, useState } from 'react';
import type { DeskView, SignInScreen } from '../../contract/desk-view.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Field } from './field.tsx';
import { useDeskHands } from './hands.ts';

export function SignIn({ view, screen }: { readonly view: DeskView; readonly screen: SignInScreen }) {
  const { say } = useSpeech();
  const { act, press } = useDeskHands();
  const [typed, setTyped] = useState(screen.lockedBy ?? '');
  const [pin, setPin] = useState('');
  const nameField = useRef<HTMLInputElement>(null);
  const pinField = useRef<HTMLInputElement>(null);
  const name = screen.name ?? typed;
  const isNamed = screen.name !== null || screen.lockedBy !== null;
  // Nobody reaches for the mouse first: the next thing to type is where the keys go.
  useEffect(() => {
    (isNamed ? pinField : nameField).current?.focus();
  }, [isNamed]);
  const waits = screen.checking || screen.waits > 0 || name.trim() === '' || pin === '';
  const other = view.language === 'vi' ? 'en' : 'vi';
  const enter = () => {
    if (waits) return;
    act({ kind: 'sign-in', name: name.trim(), pin });
    setPin('');
  };

  return (
    <main className="sign-in" data-screen="sign-in">
      <form
        className="sign-in-sheet"
        onSubmit={(event) => {
          event.preventDefault();
          enter();
        }}
      >
        <p className="sign-in-library" dir="auto">
          {view.library.logo === null ? null : <img className="desk-logo" src={view.library.logo} alt="" />}
          {view.library.name} · {say('desk.title', { place: view.place })}
        </p>
        <h1 data-heading="" tabIndex={-1}>
          {screen.lockedBy === null ? say('sign-in.title') : say('sign-in.locked-by', { name: screen.lockedBy })}
        </h1>
        {screen.name === null ? (
          <Field
            ref={nameField}
            name={say('sign-in.name')}
            testId="staff-name"
            value={typed}
            longest={40}
            onChange={setTyped}
          />
        ) : (
          <p className="sign-in-named">
            {say('sign-in.pin-for', { name: screen.name })}
            <Button look="plain" icon="undo" testId="forget-name" onPress={() => act({ kind: 'forget-name' })}>
              {say('sign-in.another')}
            </Button>
          </p>
        )}
        <Field
          ref={pinField}
          name={say('sign-in.pin')}
          testId="staff-pin"
          type="password"
          value={pin}
          longest={64}
          onChange={setPin}
          wrong={screen.wrong === null || screen.checking ? null : say(`sign-in.wrong.${screen.wrong}`)}
        />
        <button type="submit" className="button button-primary" data-testid="sign-in" aria-disabled={waits}>
          {screen.checking ? <Icon name="busy" /> : null}
          <span>
            {screen.checking
              ? say('sign-in.checking')
              : screen.waits > 0
                ? say('sign-in.waits', { seconds: screen.waits })
                : say('sign-in.enter')}
          </span>
        </button>
        {screen.byCard && screen.name === null ? <p className="sign-in-card">{say('sign-in.card')}</p> : null}
        <Button
          look="plain"
          icon="languages"
          testId={`language-${other}`}
          onPress={() => press({ kind: 'language', language: other })}
        >
          {say(`language.${other}`)}
        </Button>
      </form>
    </main>
  );
}
