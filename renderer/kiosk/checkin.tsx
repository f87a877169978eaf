// Returning: the pile, nobody's in particular, and from when it counts.
import type { KioskScreen } from '../../contract/view.ts';
import { useSpeech } from '../parts/speech.ts';
import { Pile } from './pile.tsx';

export function Checkin({ screen }: { readonly screen: Extract<KioskScreen, { at: 'checkin' }> }) {
  const { say, day } = useSpeech();
  const { dated } = screen;
  const lead =
    dated === null
      ? null
      : say(`checkin.dated-${dated.because}`, { time: dated.time, day: day({ kind: 'day', day: dated.day }) });
  return <Pile screen={screen} lead={lead} />;
}
