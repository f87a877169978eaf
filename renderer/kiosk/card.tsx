// Show your card: scan it, lay it down, or type its number.
import type { KioskScreen } from '../../contract/view.ts';
import { useSpeech } from '../parts/speech.ts';
import { EntryScreen } from './entry.tsx';
import { useHands } from './frame.tsx';
import { CardPicture } from './pictures.tsx';

export function Card({ screen }: { readonly screen: Extract<KioskScreen, { at: 'card' }> }) {
  const { say } = useSpeech();
  const { press, has } = useHands();
  return (
    <EntryScreen
      at="card"
      heading={say('card.title')}
      lead={say(has.pad ? 'card.text-pad' : 'card.text')}
      field={say('card.field')}
      asking={screen.asking ? say('card.asking') : null}
      wrong={screen.wrong === null ? null : say(`card.${screen.wrong}`)}
      secret={false}
      longest={64}
      picture={<CardPicture onPad={has.pad} />}
      onEntered={(number) => press({ kind: 'type-card', number })}
    />
  );
}
