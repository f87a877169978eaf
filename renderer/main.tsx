// Where the page begins: one line to the station, one tree that draws what comes over it.
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { connect, webSocketWire } from './connection.ts';
import { fetchOwnWords } from './own-words.ts';
import './parts/base.css';

const line = connect({
  open: webSocketWire(new URL(location.href)),
  later: (afterMs, then) => void setTimeout(then, afterMs),
});

const glass = document.getElementById('glass');
if (glass === null) throw new Error('index.html has no element with the id "glass".');
void fetchOwnWords('/words.json').then(() => createRoot(glass).render(<App line={line} />));
