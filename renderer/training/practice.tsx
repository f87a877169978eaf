// The glass while somebody practises: a band that nothing hides, what to do and with which things at the side, and beside it a glass of
// the practice station as it would stand alone. Its calls go into the practice station; what a real scanner types goes nowhere.
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Call } from '../../contract/calls.ts';
import type { DeskAct } from '../../contract/desk-calls.ts';
import type { DeskView } from '../../contract/desk-view.ts';
import type { InnerGlass } from '../../contract/inner-glass.ts';
import type { View } from '../../contract/view.ts';
import { Bench } from '../bench/bench.tsx';
import { BenchTab } from '../bench/tab.tsx';
import type { Line } from '../connection.ts';
import { Boundary } from '../parts/boundary.tsx';
import { Calm } from '../parts/calm.tsx';
import { SpeechProvider, speechIn, useSpeech } from '../parts/speech.ts';
import { Side } from './side.tsx';
import './practice.css';

export function Practice(parts: {
  readonly view: DeskView;
  /** Null until it has come. */
  readonly inner: InnerGlass | null;
  readonly call: Line['call'];
  readonly glassOf: (view: View, call: Line['call']) => ReactNode;
}) {
  const { view, inner, call, glassOf } = parts;
  const { session, screen } = view;
  const act = useCallback((one: DeskAct) => void call({ kind: 'act', session, act: one }), [session, call]);
  if (screen.at !== 'training' || screen.stage.at !== 'running') return null;
  const { stage } = screen;
  return (
    <div className="practice">
      <Band />
      <Side key={stage.run} stage={stage} who={view.who?.name ?? ''} inner={inner} act={act} />
      {inner === null ? (
        <Calm at="practice" title="training.opening" text="line.starting.text" />
      ) : (
        <Inner key={`${stage.run} ${stage.glass}`} inner={inner} call={call} glassOf={glassOf} />
      )}
    </div>
  );
}

/** In both languages: whoever walks past reads one of them. */
function Band() {
  const { say } = useSpeech();
  return (
    <section className="practice-band" aria-label={say('training.heading')} data-bench-side="">
      <strong lang="vi">{say('training.band.vi')}</strong>
      <span aria-hidden="true">·</span>
      <strong lang="en">{say('training.band.en')}</strong>
    </section>
  );
}

function Inner(parts: {
  readonly inner: InnerGlass;
  readonly call: Line['call'];
  readonly glassOf: (view: View, call: Line['call']) => ReactNode;
}) {
  const { inner, call, glassOf } = parts;
  const { run, glass, view, bench } = inner;
  const [isBenchOpen, openBench] = useState(false);
  const callIn = useMemo<Line['call']>(
    () => (one: Call) =>
      one.kind === 'press' || one.kind === 'act' || one.kind === 'hand'
        ? call({ kind: 'in-training', run, glass, call: one })
        : Promise.resolve({ kind: 'fault', because: 'in a training nothing real is scanned' }),
    [run, glass, call],
  );
  const ground = useRef<HTMLDivElement>(null);
  // The page that is read aloud and searched is in the language of its glass.
  const { language } = view;
  useEffect(() => {
    ground.current?.setAttribute('lang', language);
  }, [language]);
  return (
    <SpeechProvider value={speechIn(language)}>
      <div className="app practice-inner" ref={ground} data-bench={isBenchOpen ? 'open' : 'shut'}>
        <div className="app-glass">
          <Boundary view={view}>{glassOf(view, callIn)}</Boundary>
        </div>
        {isBenchOpen ? null : <BenchTab onPress={() => openBench(true)} />}
        {isBenchOpen ? <Bench bench={bench} call={callIn} onClose={() => openBench(false)} /> : null}
      </div>
    </SpeechProvider>
  );
}
