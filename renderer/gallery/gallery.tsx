// The gallery: `?scene=checkout-done&language=en` draws one scene as a station would; without a scene, the list of them.
import { createRoot } from 'react-dom/client';
import { App } from '../app.tsx';
import type { Line, LineState } from '../connection.ts';
import { scenes } from './views.ts';
import '../parts/base.css';
import './gallery.css';

const wish = new URLSearchParams(location.search);
const language = wish.get('language') === 'en' ? 'en' : 'vi';
const scene = scenes[wish.get('scene') ?? ''];

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
if (glass === null) throw new Error('gallery.html has no element with the id "glass".');
createRoot(glass).render(
  scene === undefined ? (
    <List />
  ) : (
    <App line={stillLine({ at: 'open', view: scene.view(language), bench: scene.bench })} />
  ),
);
