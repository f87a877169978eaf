// Returning: the pile, nobody's in particular.
import type { KioskScreen } from '../../contract/view.ts';
import { Pile } from './pile.tsx';

export function Checkin({ screen }: { readonly screen: Extract<KioskScreen, { at: 'checkin' }> }) {
  return <Pile screen={screen} whose={null} />;
}
