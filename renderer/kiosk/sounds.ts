// Three short cues, told apart by number and by pitch, so that a beep is never taken for "borrowed". Made here; no sound files.
import type { Cue } from './changes.ts';

/** Notes in Hz, one after another. */
const cues: Readonly<Record<Cue, readonly number[]>> = {
  done: [1047],
  attention: [659, 659],
  refused: [330, 330, 330],
};
const noteS = 0.12;
const restS = 0.07;
const loudness = 0.18;

let output: AudioContext | null = null;

/** Silent where the browser wants a touch first, or has no sound at all. */
export function play(cue: Cue): void {
  output ??= new AudioContext();
  const { currentTime } = output;
  if (output.state === 'suspended') {
    void output.resume().catch(() => undefined);
  }
  for (const [place, pitch] of cues[cue].entries()) {
    playNote(output, pitch, currentTime + 0.02 + place * (noteS + restS));
  }
}

function playNote(context: AudioContext, pitch: number, at: number): void {
  const tone = new OscillatorNode(context, { type: 'sine', frequency: pitch });
  const volume = new GainNode(context, { gain: 0 });
  // A soft beginning and end: a square edge clicks in a kiosk's small speaker.
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(loudness, at + 0.015);
  volume.gain.setValueAtTime(loudness, at + noteS - 0.03);
  volume.gain.linearRampToValueAtTime(0, at + noteS);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + noteS);
}
