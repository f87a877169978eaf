// Typing something at the kiosk: a field, a keypad of real buttons, one way on. Fingers only; what is typed leaves with onEntered.
import { useEffect, useId, useState, type ReactNode } from 'react';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { isKioskKey } from './focus.ts';
import { Frame } from './frame.tsx';
import { Keypad, type Layer } from './keypad.tsx';

/** `asking`, `wrong`: the sentence to show, or null. `secret`: masked, and gone from the page once it is sent. */
export function EntryScreen(parts: {
  readonly at: 'card' | 'pin' | 'staff';
  readonly heading: string;
  readonly lead: string;
  readonly field: string;
  readonly asking: string | null;
  readonly wrong: string | null;
  readonly secret: boolean;
  readonly longest: number;
  /** The keys that are there at first; digits unless said. */
  readonly begins?: Layer;
  /** Seconds until it is taken; 0 for now. */
  readonly waits?: number;
  readonly picture: ReactNode;
  readonly second?: ReactNode;
  /** False where "back" is the way out. */
  readonly leaves?: boolean;
  readonly onEntered: (text: string) => void;
}) {
  const { say } = useSpeech();
  const [text, setText] = useState('');
  const [layer, setLayer] = useState<Layer>(parts.begins ?? 'digits');
  const messageId = useId();
  const asking = parts.asking !== null;
  const seconds = parts.waits ?? 0;
  const waits = asking || seconds > 0 || text.trim() === '';

  const enter = () => {
    if (waits) return;
    parts.onEntered(text.trim());
    if (parts.secret) setText('');
  };
  const add = (character: string) => {
    if (!asking) setText((before) => (before + character).slice(0, parts.longest));
  };
  const erase = () => setText((before) => Array.from(before).slice(0, -1).join(''));
  useTypingAnywhere({ add, erase, enter });

  return (
    <Frame
      at={parts.at}
      heading={parts.heading}
      lead={parts.lead}
      leaves={parts.leaves ?? true}
      second={parts.second}
      primary={
        <Button look="primary" testId="primary" waits={waits} {...(asking ? { icon: 'busy' } : {})} onPress={enter}>
          {asking ? say('press.asking') : seconds > 0 ? say('press.wait', { seconds }) : say('press.continue')}
        </Button>
      }
    >
      <div className="entry" data-keys={layer === 'digits' ? 'digits' : 'letters'}>
        <div className="entry-picture">{parts.picture}</div>
        <div className="entry-work">
          <label className="field">
            <span className="field-name">{parts.field}</span>
            <input
              className="field-text"
              data-testid="entry"
              // The kiosk has its own keys: no keyboard of the operating system may rise over them.
              inputMode="none"
              type={parts.secret ? 'password' : 'text'}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={parts.longest}
              value={text}
              readOnly={asking}
              aria-describedby={messageId}
              aria-invalid={parts.wrong !== null && !asking}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') enter();
              }}
            />
          </label>
          <p className="entry-message" id={messageId} role="alert" data-tone={asking ? 'working' : 'attention'}>
            {asking ? (
              <>
                <Icon name="busy" />
                <span>{parts.asking}</span>
              </>
            ) : null}
            {!asking && parts.wrong !== null ? (
              <>
                <Icon name="warning" />
                <span>{parts.wrong}</span>
              </>
            ) : null}
          </p>
          {parts.secret ? (
            <output className="unseen">{say('pin.typed', { count: Array.from(text).length })}</output>
          ) : null}
          <Keypad
            of={parts.secret ? 'password' : 'number'}
            layer={layer}
            onLayer={setLayer}
            onKey={add}
            onErase={erase}
          />
        </div>
      </div>
    </Frame>
  );
}

/** A hardware keypad needs no focus in the field: keys pressed anywhere on the screen land in it. */
function useTypingAnywhere(hands: {
  readonly add: (character: string) => void;
  readonly erase: () => void;
  readonly enter: () => void;
}): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { target, key } = event;
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
      if (target instanceof HTMLInputElement || !isKioskKey(event)) return;
      if (key === 'Enter' && !(target instanceof HTMLButtonElement)) hands.enter();
      else if (key === 'Backspace') hands.erase();
      else if (Array.from(key).length === 1 && key !== ' ') {
        event.preventDefault();
        hands.add(key);
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  });
}
