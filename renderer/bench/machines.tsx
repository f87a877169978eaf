// The machines' faults, to be switched on and off: the library system's moods, the reader's cable, the printer's paper.
import type { AcsFault, BenchView, Hand } from '../../contract/bench.ts';
import { benchSurfaces } from '../../contract/calibration-grid.ts';
import { spotNames } from '../../contract/calibration-grid.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { useHands } from './hands.tsx';

type Acs = NonNullable<BenchView['acs']>;

export function Machines({ bench }: { readonly bench: BenchView }) {
  const { say } = useSpeech();
  const { act } = useHands();
  const { acs, pad, printer } = bench;
  return (
    <section className="machines" aria-label={say('bench.machines')}>
      {acs === null ? null : <AcsMachine acs={acs} />}
      <div className="switches">
        {pad === null ? null : (
          <Switch
            name="reader"
            word={say('bench.reader')}
            on={pad.plugged}
            onTurn={(plugged) => ({ kind: 'plug-reader', plugged })}
          />
        )}
        {printer === null ? null : (
          <>
            <Switch
              name="paper"
              word={say('bench.paper')}
              on={printer.paper}
              onTurn={(loaded) => ({ kind: 'paper', loaded })}
            />
            <Switch
              name="cover"
              word={say('bench.cover')}
              on={printer.cover === 'open'}
              onTurn={(open) => ({ kind: 'cover', open })}
            />
          </>
        )}
      </div>
      {pad === null ? null : <PadMachine pad={pad} />}
      <button type="button" className="tool" data-testid="bench-start-over" onClick={() => act({ kind: 'start-over' })}>
        <Icon name="start-over" />
        {say('bench.start-over')}
      </button>
    </section>
  );
}

/** For whoever calibrates it: what pad it is, and where the next thing comes to lie. */
function PadMachine({ pad }: { readonly pad: NonNullable<BenchView['pad']> }) {
  const { say } = useSpeech();
  const { act } = useHands();
  return (
    <fieldset className="acs">
      <legend>{say('bench.pad')}</legend>
      <label className="choice">
        <span>{say('bench.surface')}</span>
        <select
          value={pad.surface}
          data-testid="bench-surface"
          onChange={(event) => {
            const surface = benchSurfaces.find((one) => one === event.target.value);
            if (surface !== undefined) act({ kind: 'pad-surface', surface });
          }}
        >
          {benchSurfaces.map((surface) => (
            <option key={surface} value={surface}>
              {say(`bench.surface-${surface}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="choice">
        <span>{say('bench.spot')}</span>
        <select
          value={pad.spot}
          data-testid="bench-spot"
          onChange={(event) => act({ kind: 'pad-spot', spot: event.target.value })}
        >
          {spotNames.map((spot) => (
            <option key={spot} value={spot}>
              {spot}
            </option>
          ))}
        </select>
      </label>
      <Switch
        name="ghost"
        word={say('bench.ghost')}
        on={pad.ghost}
        onTurn={(there) => ({ kind: 'pad-ghost', there })}
      />
    </fieldset>
  );
}

function Switch(parts: {
  readonly name: string;
  readonly word: string;
  readonly on: boolean;
  readonly onTurn: (on: boolean) => Hand;
}) {
  const { act } = useHands();
  return (
    <label className="switch">
      <input
        type="checkbox"
        checked={parts.on}
        data-testid={`bench-${parts.name}`}
        onChange={() => act(parts.onTurn(!parts.on))}
      />
      <span>{parts.word}</span>
    </label>
  );
}

const moods: readonly Acs['mood'][] = ['normal', 'silent', 'gone'];
const delaysMs: readonly number[] = [0, 200, 1000, 3000, 8000, 20_000];
const nexts: readonly AcsFault[] = ['drop-before', 'drop-after-work', 'lose-answer-after-work', 'answer-late'];

function AcsMachine({ acs }: { readonly acs: Acs }) {
  const { say } = useSpeech();
  const { act } = useHands();
  const delays = delaysMs.includes(acs.answerDelayMs)
    ? delaysMs
    : [...delaysMs, acs.answerDelayMs].toSorted((a, b) => a - b);
  return (
    <fieldset className="acs">
      <legend>{say('bench.acs')}</legend>
      <div className="moods">
        {moods.map((mood) => (
          <label key={mood} className="mood">
            <input
              type="radio"
              name="acs-mood"
              checked={acs.mood === mood}
              data-testid={`bench-acs-${mood}`}
              onChange={() => act({ kind: 'acs-mood', mood })}
            />
            <span>{say(`bench.acs-${mood}`)}</span>
          </label>
        ))}
      </div>
      <label className="choice">
        <span>{say('bench.delay')}</span>
        <select
          value={acs.answerDelayMs}
          data-testid="bench-acs-delay"
          onChange={(event) => act({ kind: 'acs-delay', answerDelayMs: Number(event.target.value) })}
        >
          {delays.map((ms) => (
            <option key={ms} value={ms}>
              {say('bench.delay-ms', { ms })}
            </option>
          ))}
        </select>
      </label>
      <label className="choice">
        <span>{say('bench.next')}</span>
        <select
          value={acs.next ?? 'none'}
          data-testid="bench-acs-next"
          onChange={(event) =>
            act({ kind: 'acs-next', next: nexts.find((next) => next === event.target.value) ?? null })
          }
        >
          <option value="none">{say('bench.next-none')}</option>
          {nexts.map((next) => (
            <option key={next} value={next}>
              {say(`bench.next-${next}`)}
            </option>
          ))}
        </select>
      </label>
    </fieldset>
  );
}
