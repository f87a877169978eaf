// How the page looks to whoever stands here: the wishes of the session, else those of the browser, as attributes of the page
// that base.css knows. Knows no screen.
import { useLayoutEffect } from 'react';
import type { Comfort } from '../contract/comfort.ts';

type Look = Readonly<Record<'letters' | 'contrast' | 'reach' | 'motion', string>>;

/** Null while no view is there: the page stays as it was. */
export function useLook(comfort: Comfort | null): void {
  useLayoutEffect(() => {
    if (comfort === null) return undefined;
    const contrast = matchMedia('(prefers-contrast: more)');
    const motion = matchMedia('(prefers-reduced-motion: reduce)');
    const draw = () =>
      show({
        letters: comfort.letters,
        contrast: contrast.matches ? 'high' : comfort.contrast,
        reach: comfort.reach,
        motion: motion.matches ? 'less' : comfort.motion,
      });
    draw();
    contrast.addEventListener('change', draw);
    motion.addEventListener('change', draw);
    return () => {
      contrast.removeEventListener('change', draw);
      motion.removeEventListener('change', draw);
    };
  }, [comfort]);
}

function show(look: Look): void {
  const page = document.documentElement;
  for (const [name, wish] of Object.entries(look)) {
    if (page.getAttribute(`data-${name}`) !== wish) page.setAttribute(`data-${name}`, wish);
  }
}
