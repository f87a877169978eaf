// Keys on the glass for a technician at a kiosk, which has no keyboard; and Telex, for these keys and for a keyboard that is plugged
// in: a bare X server has no input method.
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Keypad, type Layer } from '../kiosk/keypad.tsx';
import '../kiosk/entry.css';
import { Button } from './button.tsx';
import { eraseIn, typeIn } from './field.ts';
import { useSpeech } from './speech.ts';
import { telex } from './telex.ts';

/** Null for what nothing is typed into. */
const fieldOf = (target: EventTarget | null): HTMLInputElement | null =>
  target instanceof HTMLInputElement && /^(?:text|search|password|url|email|tel)$/.test(target.type) && !target.readOnly
    ? target
    : null;

const followFocus = (changed: () => void): (() => void) => {
  const signs = ['focusin', 'focusout'] as const;
  for (const sign of signs) document.addEventListener(sign, changed);
  return () => {
    for (const sign of signs) document.removeEventListener(sign, changed);
  };
};

export function KioskWindowKeys() {
  const { say } = useSpeech();
  // A field may have the focus before these keys have come.
  const field = useSyncExternalStore(followFocus, () => fieldOf(document.activeElement));
  const [layer, setLayer] = useState<Layer>('lower');
  const [isTelex, setTelex] = useState(false);

  // The keys take room: what is typed into is to be seen.
  useEffect(() => {
    field?.scrollIntoView({ block: 'center' });
  }, [field]);
  useEffect(() => {
    if (!isTelex) return;
    const pressed = (event: KeyboardEvent) => {
      const typed = fieldOf(event.target);
      const isChord = event.ctrlKey || event.altKey || event.metaKey || event.isComposing;
      if (typed === null || typed.type === 'password' || isChord || !/^\p{L}$/u.test(event.key)) return;
      event.preventDefault();
      typeIn(typed, event.key, telex);
    };
    window.addEventListener('keydown', pressed, { capture: true });
    return () => window.removeEventListener('keydown', pressed, { capture: true });
  }, [isTelex]);

  if (field === null) return null;
  const spells = isTelex && field.type !== 'password';
  return (
    // The field keeps the focus while keys are pressed.
    <section className="kiosk-keys" aria-label={say('keys.label')} onPointerDown={(event) => event.preventDefault()}>
      <div className="kiosk-keys-acts">
        <Button look="plain" icon="languages" testId="telex" onPress={() => setTelex(!isTelex)}>
          {say(isTelex ? 'kiosk-window.telex-on' : 'kiosk-window.telex-off')}
        </Button>
        <Button look="plain" icon="close" testId="keys-away" onPress={() => field.blur()}>
          {say('kiosk-window.keys-away')}
        </Button>
      </div>
      <Keypad
        of="text"
        layer={layer}
        onLayer={setLayer}
        onKey={(character) => typeIn(field, character, spells ? telex : undefined)}
        onErase={() => eraseIn(field)}
      />
    </section>
  );
}
