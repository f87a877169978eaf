// One switch: what the line says decides who draws.
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { standardComfort } from '../contract/comfort.ts';
import { practiceIn } from '../contract/inner-glass.ts';
import type { View } from '../contract/view.ts';
import { BenchTab } from './bench/tab.tsx';
import type { Line } from './connection.ts';
import { Kiosk } from './kiosk/kiosk.tsx';
import { useLook } from './look.ts';
import { Boundary } from './parts/boundary.tsx';
import { Calm } from './parts/calm.tsx';
import { useNoMenu } from './parts/no-menu.ts';
import { KioskWindowBar } from './parts/kiosk-window-bar.tsx';
import { wayBackToKiosk } from './parts/kiosk-window.ts';
import { SpeechProvider, speechIn } from './parts/speech.ts';

// A patron waits for none of these: each comes when it is first drawn.
const Technician = lazy(async () => ({ default: (await import('./technician/technician.tsx')).Technician }));
const Desk = lazy(async () => ({ default: (await import('./desk/desk.tsx')).Desk }));
const Practice = lazy(async () => ({ default: (await import('./training/practice.tsx')).Practice }));
const KioskWindowKeys = lazy(async () => ({
  default: (await import('./parts/kiosk-window-keys.tsx')).KioskWindowKeys,
}));
const Bench = lazy(async () => ({ default: (await import('./bench/bench.tsx')).Bench }));

/** Null but where a technician stands at a kiosk's own window. */
const back = wayBackToKiosk();

export function App({ line }: { readonly line: Line }) {
  const state = useSyncExternalStore(line.subscribe, line.state);
  if (back === null) return <Glass line={line} />;
  const language = state.at === 'open' ? state.view.language : 'vi';
  const isOpen = state.at === 'open' && state.view.mode === 'technician' && state.view.at === 'pages';
  return (
    <div className="app" data-window="kiosk">
      <SpeechProvider value={speechIn(language)}>
        <KioskWindowBar back={back} isOpen={isOpen} />
      </SpeechProvider>
      <Glass line={line} />
      <SpeechProvider value={speechIn(language)}>
        <Suspense fallback={null}>
          <KioskWindowKeys />
        </Suspense>
      </SpeechProvider>
    </div>
  );
}

function Glass({ line }: { readonly line: Line }) {
  const state = useSyncExternalStore(line.subscribe, line.state);
  const [benchOpen, openBench] = useState(false);
  const shown = state.at === 'open' ? state.view : null;
  const language = shown === null ? 'vi' : shown.language;
  useLook(shown === null ? null : comfortOf(state.at === 'open' && state.inner !== null ? state.inner.view : shown));
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  // Also while the line is gone: whose glass it is, is not known then.
  useNoMenu(shown === null || shown.mode === 'kiosk');

  switch (state.at) {
    case 'starting':
      return <Starting />;
    case 'gone':
      return <Calm at="gone" title="line.gone.title" text="line.gone.text" />;
    case 'taken':
      return <Calm at="taken" title="line.taken.title" text="line.taken.text" />;
    case 'open': {
      const { view, bench, inner } = state;
      if (view.mode === 'desk' && practiceIn(view) !== null)
        return (
          <SpeechProvider value={speechIn(language)}>
            <Suspense fallback={<Starting />}>
              <Practice view={view} inner={inner} call={line.call} glassOf={glassOf} />
            </Suspense>
          </SpeechProvider>
        );
      const open = bench !== null && benchOpen;
      return (
        <SpeechProvider value={speechIn(language)}>
          <div className="app" data-bench={open ? 'open' : 'shut'}>
            <div className="app-glass">
              <Boundary view={view}>{glassOf(view, line.call)}</Boundary>
            </div>
            {bench === null ? null : <BenchTab onPress={() => openBench(true)} />}
            {open ? (
              <Suspense fallback={null}>
                <Bench bench={bench} call={line.call} onClose={() => openBench(false)} />
              </Suspense>
            ) : null}
          </div>
        </SpeechProvider>
      );
    }
  }
}

const Starting = () => <Calm at="starting" title="line.starting.title" text="line.starting.text" />;

const comfortOf = (view: View) => (view.mode === 'kiosk' ? view.comfort : standardComfort);

function glassOf(view: View, call: Line['call']) {
  switch (view.mode) {
    case 'kiosk':
      return <Kiosk view={view} call={call} />;
    case 'desk':
      return (
        <Suspense fallback={<Starting />}>
          <Desk view={view} call={call} />
        </Suspense>
      );
    case 'technician':
      return (
        <Suspense fallback={<Starting />}>
          <Technician view={view} call={call} />
        </Suspense>
      );
  }
}
