// The ear of the screen: what a screen reader says of each change, and the cue everybody hears.
import { useEffect, useRef, useState } from 'react';
import type { KioskScreen } from '../../contract/view.ts';
import { useSpeech } from '../parts/speech.ts';
import { accountNews } from './account-changes.ts';
import { loudest, newsBetween, spokenBetween, type Spoken } from './changes.ts';
import { slipNews, wrongTry } from './staff-changes.ts';
import { play } from './sounds.ts';

/** `sounds`: whether cues are wanted. */
export function Announcer({ screen, sounds }: { readonly screen: KioskScreen; readonly sounds: boolean }) {
  const speech = useSpeech();
  const before = useRef(screen);
  const [spoken, speak] = useState<Spoken>({ polite: '', assertive: '' });

  useEffect(() => {
    const was = before.current;
    before.current = screen;
    if (was === screen) return;
    const own = accountNews(was, screen, speech) ?? slipNews(was, screen, speech);
    const news = own === null ? newsBetween(was, screen) : own.cues.map((cue) => ({ cue }));
    const cue = wrongCard(was, screen) ? 'refused' : loudest(news);
    if (cue !== null && sounds) play(cue);
    const next = own === null ? spokenBetween(was, screen, speech) : own.spoken;
    if (next.polite !== '' || next.assertive !== '') speak(next);
  }, [screen, speech, sounds]);

  return (
    <>
      <output className="unseen" data-testid="spoken">
        {spoken.polite}
      </output>
      <p className="unseen" role="alert">
        {spoken.assertive}
      </p>
    </>
  );
}

function wrongCard(before: KioskScreen, after: KioskScreen): boolean {
  if (after.at === 'card') return after.wrong !== null && !(before.at === 'card' && before.wrong === after.wrong);
  if (wrongTry(before, after)) return true;
  if (after.at === 'pin') return after.wrong && !(before.at === 'pin' && before.triesLeft === after.triesLeft);
  return after.at === 'turned-away' && before.at !== 'turned-away';
}
