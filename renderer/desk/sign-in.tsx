// Who works here? A name and a PIN, or a staff card; the same behind a lock, at a desk and at the technician's place.
import { useEffect, useRef, useState } from 'react';
import type { DeskView, SignInScreen } from '../../contract/desk-view.ts';
import type { Language } from '../../contract/terms.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Field } from './field.tsx';
import { useDeskHands } from './hands.ts';

export function SignIn({ view, screen }: { readonly view: DeskView; readonly screen: SignInScreen }) {
  const { say } = useSpeech();
  const { act, press } = useDeskHands();
  return (
    <SignInSheet
      library={view.library}
      title={say('desk.title', { place: view.place })}
      screen={screen}
      onEnter={(name, pin) => act({ kind: 'sign-in', name, pin })}
      onForget={() => act({ kind: 'forget-name' })}
      onLanguage={(language) => press({ kind: 'language', language })}
    />
  );
}

/** `library`: null where nobody knows whose it is. */
export function SignInSheet({
  library,
  title,
  screen,
  onEnter,
  onForget,
  onLanguage,
}: {
  readonly library: { readonly name: string; readonly logo: string | null } | null;
  readonly title: string;
  readonly screen: Omit<SignInScreen, 'at' | 'wrong'> & { readonly wrong: SignInScreen['wrong'] | 'not-here' };
  readonly onEnter: (name: string, pin: string) => void;
  readonly onForget: () => void;
  readonly onLanguage: (language: Language) => void;
}) {
  const { say, language } = useSpeech();
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
  const other = language === 'vi' ? 'en' : 'vi';
  const enter = () => {
    if (waits) return;
    onEnter(name.trim(), pin);
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
          {library === null || library.logo === null ? null : <img className="desk-logo" src={library.logo} alt="" />}
          {library === null ? title : `${library.name} · ${title}`}
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
            <Button look="plain" icon="undo" testId="forget-name" onPress={onForget}>
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
        <Button look="plain" icon="languages" testId={`language-${other}`} onPress={() => onLanguage(other)}>
          {say(`language.${other}`)}
        </Button>
      </form>
    </main>
  );
}
