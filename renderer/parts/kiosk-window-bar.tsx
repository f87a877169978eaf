// What stands over a technician's page in a kiosk's own window: the way back, which is taken by itself where nobody is there any more.
import { useEffect } from 'react';
import { Button } from './button.tsx';
import { useSpeech } from './speech.ts';
import './kiosk-window.css';

/** A kiosk that shows a sign-in serves nobody: so long without a hand, and it goes back. */
const backAfterMs = 60_000;
/** Patrons stand before this glass. Whoever was called away from a page finds it behind their PIN; what it measures goes on. */
const leftAfterMs = 3 * 60_000;

/** `isOpen`: somebody works on a page. */
export function KioskWindowBar({ back, isOpen }: { readonly back: () => void; readonly isOpen: boolean }) {
  const { say } = useSpeech();
  useEffect(() => {
    const afterMs = isOpen ? leftAfterMs : backAfterMs;
    let timer = setTimeout(back, afterMs);
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(back, afterMs);
    };
    const signs = ['pointerdown', 'keydown'] as const;
    for (const sign of signs) window.addEventListener(sign, again);
    return () => {
      clearTimeout(timer);
      for (const sign of signs) window.removeEventListener(sign, again);
    };
  }, [back, isOpen]);
  return (
    <aside className="kiosk-window" aria-label={say('kiosk-window.label')}>
      <Button look="second" icon="leave" testId="back-to-kiosk" onPress={back}>
        {say('kiosk-window.back')}
      </Button>
      <p>{say('kiosk-window.files')}</p>
    </aside>
  );
}
