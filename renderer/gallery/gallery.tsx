// The gallery: `?scene=checkout-done&language=en&letters=large&contrast=high&reach=low` draws one scene as a station would;
// `sheet=open` opens the person's own sheet over it. Without a scene, the list of them.
import { createRoot } from 'react-dom/client';
import { letterSizes, standardComfort, type Comfort } from '../../contract/comfort.ts';
import type { View } from '../../contract/view.ts';
import { App } from '../app.tsx';
import type { Line, LineState } from '../connection.ts';
import { scenes } from './views.ts';
import '../parts/base.css';
import './gallery.css';

const wish = new URLSearchParams(location.search);
const language = wish.get('language') === 'en' ? 'en' : 'vi';
const scene = scenes[wish.get('scene') ?? ''];
const comfort: Comfort = {
  ...standardComfort,
  letters: letterSizes.find((size) => size === wish.get('letters')) ?? 'normal',
  contrast: wish.get('contrast') === 'high' ? 'high' : 'normal',
  reach: wish.get('reach') === 'low' ? 'low' : 'normal',
};

/** A line on which nothing ever changes; presses go to the console. */
function stillLine(state: LineState): Line {
  return {
    state: () => state,
    subscribe: () => () => undefined,
    call: (call) => {
      console.info(JSON.stringify(call));
      return Promise.resolve({ kind: 'answered' });
    },
  };
}

const worn = (view: View): View => (view.mode === 'kiosk' ? { ...view, comfort } : view);

function List() {
  return (
    <main className="gallery">
      <h1>Tram: gallery</h1>
      <ul>
        {Object.keys(scenes).map((name) => (
          <li key={name}>
            <a href={`?scene=${name}&language=vi`}>{name}</a> <a href={`?scene=${name}&language=en`}>en</a>
          </li>
        ))}
      </ul>
    </main>
  );
}

const glass = document.getElementById('glass');
if (glass === null) throw new Error('The gallery’s page has no element with the id "glass".');
createRoot(glass).render(
  scene === undefined ? (
    <List />
  ) : (
    <App line={stillLine({ at: 'open', view: worn(scene.view(language)), bench: scene.bench })} />
  ),
);
if (wish.get('sheet') === 'open') {
  requestAnimationFrame(function open() {
    const button = document.querySelector<HTMLButtonElement>('[data-testid="comfort"]');
    if (button === null) requestAnimationFrame(open);
    else button.click();
  });
}
