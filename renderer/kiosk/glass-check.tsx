// A glass that a technician tries: squares to touch, plain colours to look for dead points, the cues, the voice. Over everything else;
// draws what the station says and decides nothing.
import { useEffect, useRef, type CSSProperties } from 'react';
import { glassGrid, type GlassShown } from '../../contract/devices-view.ts';
import { useSpeech } from '../parts/speech.ts';
import type { SoundCue } from './cues.ts';
import { play } from './sounds.ts';
import { createVoice } from './voice.ts';
import './glass-check.css';

/** Long enough for the longest cue and the silence that tells it from the next. */
const cueMs = 1300;
const played: readonly SoundCue[] = ['done', 'attention', 'refused', 'idle'];

export function GlassCheckField({
  shown,
  onCell,
}: {
  readonly shown: GlassShown;
  readonly onCell: (cell: number) => void;
}) {
  const { say } = useSpeech();
  switch (shown.check) {
    case 'touch':
      return <Squares cells={shown.cells} onCell={onCell} />;
    case 'colours':
      return (
        <div className="glass-check glass-colour" data-colour={shown.colour}>
          <span className="unseen">{say(`devices.colour.${shown.colour}`)}</span>
        </div>
      );
    case 'sounds':
      return <Sounds key={shown.turn} />;
    case 'voice':
      return <Voice key={shown.turn} />;
  }
}

function Squares({ cells, onCell }: { readonly cells: readonly number[]; readonly onCell: (cell: number) => void }) {
  const { say } = useSpeech();
  const all = glassGrid.columns * glassGrid.rows;
  const squares = useRef<HTMLDivElement>(null);
  // What had the focus is gone with the page that this stands in place of.
  useEffect(() => squares.current?.querySelector('button')?.focus(), []);
  const style: CSSProperties = { '--columns': String(glassGrid.columns), '--rows': String(glassGrid.rows) };
  return (
    <div className="glass-check glass-squares" style={style} ref={squares}>
      {Array.from({ length: all }, (_, cell) => (
        <button
          key={cell}
          type="button"
          data-touched={cells.includes(cell)}
          aria-pressed={cells.includes(cell)}
          aria-label={say('devices.glass.cell', { nth: cell + 1 })}
          onPointerDown={() => onCell(cell)}
          onClick={() => onCell(cell)}
        />
      ))}
      <p className="glass-count" aria-live="polite">
        {say('devices.glass.cells', { count: cells.length, all })}
      </p>
    </div>
  );
}

function Sounds() {
  const { say } = useSpeech();
  useEffect(() => {
    const waits = played.map((cue, nth) => window.setTimeout(() => play(cue), nth * cueMs));
    return () => waits.forEach((wait) => window.clearTimeout(wait));
  }, []);
  return (
    <div className="glass-check glass-words">
      <p>{say('devices.glass.sounds', { count: played.length })}</p>
    </div>
  );
}

function Voice() {
  const { say, language } = useSpeech();
  const sentence = say('devices.glass.sentence');
  useEffect(() => {
    const voice = createVoice();
    voice.say(sentence, language);
    return voice.stop;
  }, [sentence, language]);
  return (
    <div className="glass-check glass-words">
      <p>{say('devices.glass.voice')}</p>
      <p className="glass-sentence">{sentence}</p>
    </div>
  );
}
