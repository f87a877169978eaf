// The patron password: typed, sent, and forgotten here at once.
import type { KioskScreen } from '../../contract/view.ts';
import { useSpeech } from '../parts/speech.ts';
import { EntryScreen } from './entry.tsx';
import { useHands } from './frame.tsx';
import { PinPicture } from './pictures.tsx';

export function Pin({ screen }: { readonly screen: Extract<KioskScreen, { at: 'pin' }> }) {
  const { say } = useSpeech();
  const { press } = useHands();
  const wrong = screen.triesLeft === 1 ? say('pin.wrong-last') : say('pin.wrong', { tries: screen.triesLeft });
  return (
    <EntryScreen
      at="pin"
      heading={say('pin.title')}
      lead={say('pin.text')}
      field={say('pin.field')}
      asking={screen.asking ? say('pin.asking') : null}
      wrong={screen.wrong ? wrong : null}
      waits={screen.waits}
      secret
      longest={32}
      picture={<PinPicture />}
      onEntered={(pin) => press({ kind: 'type-pin', pin })}
    />
  );
}
