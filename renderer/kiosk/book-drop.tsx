// Staff who empty the book drop: who they are, and from when its returns will count.
import type { KioskScreen } from '../../contract/view.ts';
import { useSpeech } from '../parts/speech.ts';
import { StaffSigningScreen } from './staff-signing.tsx';

export function BookDrop({ screen }: { readonly screen: Extract<KioskScreen, { at: 'book-drop' }> }) {
  const { say, day } = useSpeech();
  return (
    <StaffSigningScreen
      signing={screen.signing}
      heading={say('book-drop.title')}
      lead={say('book-drop.text', { time: screen.time, day: day({ kind: 'day', day: screen.day }) })}
      back
    />
  );
}
