// The welcome screen while nobody is there: the library's pictures and texts over doors that stay where they are and work. A touch
// or a key anywhere else ends it.
import { useEffect, useRef } from 'react';
import type { KioskScreen, Slide } from '../../contract/view.ts';
import { Button } from '../parts/button.tsx';
import { useSpeech } from '../parts/speech.ts';
import { isKioskKey } from './focus.ts';
import { useHands } from './frame.tsx';
import { ShelfPicture } from './pictures.tsx';

type Shown = NonNullable<Extract<KioskScreen, { at: 'welcome' }>['attract']>;

/** All of them lie on each other, so that each is loaded before it is shown; one is seen. Words stand beside pictures, never on them. */
export function Slides({ shown }: { readonly shown: Shown }) {
  return (
    <div className="slides">
      {shown.slides[shown.at]?.picture === null ? <ShelfPicture /> : null}
      {shown.slides.map((slide, at) => (
        // Slides have no name; their order never changes while a station runs.
        // oxlint-disable-next-line react/no-array-index-key
        <SlidePicture key={at} slide={slide} isShown={at === shown.at} />
      ))}
    </div>
  );
}

function SlidePicture({ slide: { picture }, isShown }: { readonly slide: Slide; readonly isShown: boolean }) {
  const { language } = useSpeech();
  if (picture === null) return null;
  return <img className="slide" data-shown={isShown} src={picture.src} alt={isShown ? picture.alt[language] : ''} />;
}

/** What moves by itself can be held; whoever reads slowly needs no haste. */
export function HoldButton({ held }: { readonly held: boolean }) {
  const { say } = useSpeech();
  const { press } = useHands();
  return (
    <Button
      look="second"
      icon={held ? 'play' : 'pause'}
      testId="hold-slide"
      onPress={() => press({ kind: 'hold-slide' })}
    >
      {say(held ? 'press.go-on' : 'press.hold-slide')}
    </Button>
  );
}

/** Buttons do what they say, and that ends it, too: only what is touched beside them is told. */
export function useWaking(isShown: boolean): void {
  const { press } = useHands();
  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  useEffect(() => {
    if (!isShown) return undefined;
    const wake = () => latest.current({ kind: 'wake' });
    const touched = ({ target }: MouseEvent) => {
      const isPress =
        target instanceof Element && target.closest('button:not([data-testid="comfort"]), [data-bench-side]');
      if (isPress === null || isPress === false) wake();
    };
    const typed = (event: KeyboardEvent) => {
      const isPress = event.key === 'Enter' || event.key === ' ';
      if (isKioskKey(event) && !isPress) wake();
    };
    window.addEventListener('click', touched);
    window.addEventListener('keydown', typed);
    return () => {
      window.removeEventListener('click', touched);
      window.removeEventListener('keydown', typed);
    };
  }, [isShown]);
}
