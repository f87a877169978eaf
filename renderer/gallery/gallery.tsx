// The gallery: `#scene=checkout-done&language=en&letters=large&contrast=high&reach=low` draws one scene as a station would, and
// another one as soon as the address says so; `sheet=open` opens the person's own sheet over it. Without a scene, the list of them.
// `direction=rtl` draws it from the right; `?words=FILE` says it in other words. `follows=yes` shows it after the scene before, on the
// same glass, as a station's next view.
import { createRoot } from 'react-dom/client';
import { letterSizes, standardComfort, type Comfort } from '../../contract/comfort.ts';
import type { View } from '../../contract/view.ts';
import { App } from '../app.tsx';
import type { Line, LineState } from '../connection.ts';
import { fetchOwnWords } from '../own-words.ts';
import { deskScenes } from './desk-scenes.ts';
import { fetchScenes } from './given.ts';
import { technicianScenes } from './technician-scenes.ts';
import { scenes } from './views.ts';
import '../parts/base.css';
import './gallery.css';

type GalleryLine = Line & { readonly show: (state: LineState) => void };

/** A line on which nothing changes but by `show`; presses go to the console. */
function openLine(first: LineState): GalleryLine {
  let now = first;
  const readers = new Set<() => void>();
  return {
    state: () => now,
    subscribe: (reader) => {
      readers.add(reader);
      return () => readers.delete(reader);
    },
    show: (state) => {
      now = state;
      for (const reader of readers) reader();
    },
    call: (call) => {
      console.info(JSON.stringify(call));
      return Promise.resolve({ kind: 'answered' });
    },
  };
}

function comfortOf(wish: URLSearchParams): Comfort {
  return {
    ...standardComfort,
    letters: letterSizes.find((size) => size === wish.get('letters')) ?? 'normal',
    contrast: wish.get('contrast') === 'high' ? 'high' : 'normal',
    reach: wish.get('reach') === 'low' ? 'low' : 'normal',
  };
}

const worn = (view: View, comfort: Comfort): View => (view.mode === 'kiosk' ? { ...view, comfort } : view);

function List() {
  return (
    <main className="gallery">
      <h1>Tram: gallery</h1>
      <ul>
        {Object.keys(drawable).map((name) => (
          <li key={name}>
            <a href={`#scene=${name}&language=vi`} data-scene={name}>
              {name}
            </a>{' '}
            <a href={`#scene=${name}&language=en`}>en</a>
          </li>
        ))}
      </ul>
    </main>
  );
}

const glass = document.getElementById('glass');
if (glass === null) throw new Error('gallery.html has no element with the id "glass".');
const root = createRoot(glass);
let line: GalleryLine | null = null;

/** Draws what the address wishes; anew, so that nothing of the scene before stays, but where it is to follow it. */
function draw(): void {
  const wish = new URLSearchParams(location.hash.slice(1));
  const scene = drawable[wish.get('scene') ?? ''];
  if (scene === undefined) return root.render(<List />);
  document.documentElement.dir = wish.get('direction') === 'rtl' ? 'rtl' : 'ltr';
  const language = wish.get('language') === 'en' ? 'en' : 'vi';
  const view = worn(scene.view(language), comfortOf(wish));
  const state: LineState = { at: 'open', view, bench: scene.bench, inner: scene.inner?.(language) ?? null };
  if (wish.get('follows') === 'yes' && line !== null) line.show(state);
  else {
    line = openLine(state);
    root.render(<App key={location.hash} line={line} />);
  }
  requestAnimationFrame(() => {
    if (wish.get('sheet') === 'open') document.querySelector<HTMLButtonElement>('[data-testid="comfort"]')?.click();
    // Two frames later it stands, when its part of the glass has come: whoever takes pictures waits for this.
    requestAnimationFrame(function stands() {
      if (document.querySelector('[data-screen="starting"]') !== null) requestAnimationFrame(stands);
      else requestAnimationFrame(() => document.body.setAttribute('data-drawn', location.hash));
    });
  });
}

const query = new URLSearchParams(location.search);
const words = query.get('words');
if (words !== null) await fetchOwnWords(words);
const given = query.get('views');
const drawable = given === null ? { ...scenes, ...deskScenes, ...technicianScenes } : await fetchScenes(given);
window.addEventListener('hashchange', draw);
draw();
