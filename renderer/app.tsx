// One switch: what the line says decides who draws.
import { useEffect, useState, useSyncExternalStore } from 'react';
import { standardComfort } from '../contract/comfort.ts';
import type { View } from '../contract/view.ts';
import { Bench, BenchTab } from './bench/bench.tsx';
import type { Line } from './connection.ts';
import { Desk } from './desk/desk.tsx';
import { Kiosk } from './kiosk/kiosk.tsx';
import { useLook } from './look.ts';
import { Boundary } from './parts/boundary.tsx';
import { Calm } from './parts/calm.tsx';
import { SpeechProvider, speechIn } from './parts/speech.ts';
import { Technician } from './technician/technician.tsx';

export function App({ line }: { readonly line: Line }) {
  const state = useSyncExternalStore(line.subscribe, line.state);
  const [benchOpen, openBench] = useState(false);
  const shown = state.at === 'open' ? state.view : null;
  const language = shown === null || shown.mode === 'technician' ? 'vi' : shown.language;
  useLook(shown === null ? null : shown.mode === 'kiosk' ? shown.comfort : standardComfort);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  switch (state.at) {
    case 'starting':
      return <Calm at="starting" title="line.starting.title" text="line.starting.text" />;
    case 'gone':
      return <Calm at="gone" title="line.gone.title" text="line.gone.text" />;
    case 'taken':
      return <Calm at="taken" title="line.taken.title" text="line.taken.text" />;
    case 'open': {
      const { view, bench } = state;
      const open = bench !== null && benchOpen;
      return (
        <SpeechProvider value={speechIn(language)}>
          <div className="app" data-bench={open ? 'open' : 'shut'}>
            <div className="app-glass">
              <Boundary view={view}>{glassOf(view, line)}</Boundary>
            </div>
            {bench === null ? null : <BenchTab onPress={() => openBench(true)} />}
            {open ? <Bench bench={bench} call={line.call} onClose={() => openBench(false)} /> : null}
          </div>
        </SpeechProvider>
      );
    }
  }
}

function glassOf(view: View, line: Line) {
  switch (view.mode) {
    case 'kiosk':
      return <Kiosk view={view} call={line.call} />;
    case 'desk':
      return <Desk view={view} call={line.call} />;
    case 'technician':
      return <Technician view={view} />;
  }
}
