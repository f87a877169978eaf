// Plays the cues. Made here; no sound files.
import { loudspeaker } from './audio.ts';
import { cues, type SoundCue } from './cues.ts';

const noteS = 0.12;
const restS = 0.07;
const loudness = 0.18;

export function play(cue: SoundCue): void {
  const output = loudspeaker();
  const { currentTime } = output;
  for (const [place, pitch] of cues[cue].entries()) {
    playNote(output, pitch, currentTime + 0.02 + place * (noteS + restS));
  }
}

/** One tone that rises or falls for so long, and stops at once when the returned function is called. */
export function glide(to: 'up' | 'down', seconds: number): () => void {
  const output = loudspeaker();
  const { currentTime: at } = output;
  const [from, until] = to === 'up' ? [330, 990] : [990, 330];
  const tone = new OscillatorNode(output, { type: 'sine', frequency: from });
  const volume = new GainNode(output, { gain: 0 });
  tone.frequency.linearRampToValueAtTime(until, at + seconds);
  volume.gain.linearRampToValueAtTime(loudness, at + 0.05);
  tone.connect(volume).connect(output.destination);
  tone.start(at);
  tone.stop(at + seconds);
  return () => tone.stop();
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
