// Staff who empty the book drop: their PIN, and from when its returns will count.
import type { KioskScreen } from '../../contract/view.ts';
import { Button } from '../parts/button.tsx';
import { useSpeech } from '../parts/speech.ts';
import { EntryScreen } from './entry.tsx';
import { useHands } from './frame.tsx';
import { PinPicture } from './pictures.tsx';

export function BookDrop({ screen }: { readonly screen: Extract<KioskScreen, { at: 'book-drop' }> }) {
  const { say, day } = useSpeech();
  const { press } = useHands();
  const wrong = screen.locked ? say('payment.staff.locked') : screen.wrong ? say('payment.staff.wrong') : null;
  return (
    <EntryScreen
      at="staff"
      heading={say('book-drop.title')}
      lead={say('book-drop.text', { time: screen.time, day: day({ kind: 'day', day: screen.day }) })}
      field={say('payment.staff.field')}
      asking={screen.checking ? say('payment.staff.checking') : null}
      wrong={wrong}
      secret
      longest={64}
      picture={<PinPicture />}
      leaves={false}
      second={
        <Button look="second" testId="back" icon="undo" onPress={() => press({ kind: 'back' })}>
          {say('press.back')}
        </Button>
      }
      onEntered={(pin) => press({ kind: 'type-staff-pin', pin })}
    />
  );
}
