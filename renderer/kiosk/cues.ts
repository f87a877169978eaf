// Short cues, told apart by number and by pitch, so that a beep is never taken for "borrowed". Data; playing is sounds.ts's work.
import type { Cue } from './changes.ts';

export type SoundCue = Cue | 'idle' | 'idle-again';

/** Notes in Hz, one after another. The idle ones step upward, like a question. */
export const cues: Readonly<Record<SoundCue, readonly number[]>> = {
  done: [1047],
  attention: [659, 659],
  refused: [330, 330, 330],
  idle: [523, 784, 523, 784],
  'idle-again': [784, 1175, 784, 1175, 784, 1175],
};
