// The cues are told apart without counting on an ear for pitch, and without counting on an ear for numbers.
import { expect, test } from 'vitest';
import { cues } from '../../renderer/kiosk/cues.ts';

test('no two cues have the same number of notes, nor the same first pitch', () => {
  const all = Object.values(cues);
  expect(new Set(all.map((notes) => notes.length)).size).toBe(all.length);
  expect(new Set(all.map((notes) => notes[0])).size).toBe(all.length);
});
