// Borrowing: the pile, with whose it is.
import type { KioskScreen } from '../../contract/view.ts';
import { useSpeech } from '../parts/speech.ts';
import { Pile } from './pile.tsx';

export function Checkout({ screen }: { readonly screen: Extract<KioskScreen, { at: 'checkout' }> }) {
  const { say } = useSpeech();
  return <Pile screen={screen} lead={say('checkout.patron', { name: screen.patron.name })} />;
}
