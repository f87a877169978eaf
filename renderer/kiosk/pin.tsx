// The patron password: typed, sent, and forgotten here at once.
import type { KioskScreen } from '../../contract/view.ts';
import { useSpeech } from '../parts/speech.ts';
import { BackButton } from './back.tsx';
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
      heading={say(screen.isMore ? 'pin.more.title' : 'pin.title')}
      lead={say(screen.isMore ? 'pin.more.text' : 'pin.text')}
      field={say('pin.field')}
      asking={screen.asking ? say('pin.asking') : null}
      wrong={screen.wrong ? wrong : null}
      waits={screen.waits}
      secret
      longest={32}
      picture={<PinPicture />}
      leaves={!screen.isMore}
      second={screen.isMore ? <BackButton /> : null}
      onEntered={(pin) => press({ kind: 'type-pin', pin })}
    />
  );
}
