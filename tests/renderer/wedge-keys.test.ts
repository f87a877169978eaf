// A scanner's keys on a computer that is set to something else: layouts, typing tools, input methods, fingers in between.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characterOf, lost, type KeyDown } from '../../renderer/kiosk/burst.ts';
import { usCharacter } from '../../renderer/kiosk/us-keys.ts';
import { createWedge, silenceMs } from '../../renderer/kiosk/wedge.ts';
import { runs } from '../proof.ts';

type Stroke = KeyDown & { readonly downMs: number };

const stroke = (key: string, atMs: number, more: Partial<Stroke> = {}): Stroke => ({
  key,
  code: '',
  shift: false,
  capsLock: false,
  alt: false,
  chord: false,
  repeat: false,
  downMs: 2,
  ...more,
  atMs,
});

/** Every physical key of the US keyboard that writes, with and without Shift. */
const codes = [
  ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `Key${letter}`),
  ...Array.from('0123456789', (digit) => `Digit${digit}`),
  'Minus',
  'Equal',
  'BracketLeft',
  'BracketRight',
  'Backslash',
  'Semicolon',
  'Quote',
  'Backquote',
  'Comma',
  'Period',
  'Slash',
  'Space',
];
const byCharacter = new Map(
  [true, false].flatMap((shift) => codes.map((code) => [usCharacter(code, shift) ?? '', { code, shift }] as const)),
);

/** As a scanner set to the US types it; `shows` is what the computer makes of a key. */
const typed = (text: string, gapMs: number, shows: (press: { code: string; shift: boolean }) => string): Stroke[] =>
  Array.from(text, (character, place) => {
    const press = byCharacter.get(character);
    if (press === undefined) throw new Error(`no US keyboard writes ${character}`);
    return stroke(shows(press), place * gapMs, press);
  });
const onUs = ({ code, shift }: { code: string; shift: boolean }): string => usCharacter(code, shift) ?? '';

/** Plays keys going down and up, in the order of their times, as the page's binding does. */
function play(strokes: readonly Stroke[]) {
  const wedge = createWedge();
  const page: string[] = [];
  const scans: string[] = [];
  const follow = (decision: ReturnType<typeof wedge.hear>) => {
    page.push(...decision.typed.map(({ key }) => key));
    if (decision.scan !== null) scans.push(decision.scan);
  };
  const moments = strokes
    .flatMap((one) => [
      { atMs: one.atMs, run: () => hear(one) },
      { atMs: one.atMs + one.downMs, run: () => wedge.release(one.code, one.atMs + one.downMs) },
    ])
    .toSorted((a, b) => a.atMs - b.atMs);
  const hear = (one: Stroke) => {
    const decision = wedge.hear(one);
    follow(decision);
    if (decision.key === 'pass' && Array.from(one.key).length === 1) page.push(one.key);
  };
  for (const [place, moment] of moments.entries()) {
    moment.run();
    const next = moments[place + 1];
    if (wedge.holding() && (next === undefined || next.atMs - moment.atMs > silenceMs)) follow(wedge.silence());
  }
  return { page: page.join(''), scans };
}

const azerty: Readonly<Record<string, string>> = {
  Digit1: '&',
  Digit2: 'é',
  Digit3: '"',
  Digit4: "'",
  Digit5: '(',
  Digit6: '-',
  Digit7: 'è',
  Digit8: '_',
  Digit9: 'ç',
  Digit0: 'à',
  KeyA: 'q',
  KeyQ: 'a',
  KeyZ: 'w',
  KeyW: 'z',
  KeyM: ',',
  Minus: ')',
};
const vietnamese: Readonly<Record<string, string>> = {
  Digit1: 'ă',
  Digit2: 'â',
  Digit3: 'ê',
  Digit4: 'ô',
  Digit5: 'Dead',
  Digit6: 'Dead',
  Digit7: 'Dead',
  Digit8: 'Dead',
  Digit9: 'Dead',
  Digit0: 'đ',
  BracketLeft: 'ư',
  BracketRight: 'ơ',
  Equal: '₫',
};
const selfTest = 'ABC-123|/;@abc';

describe('on a computer set to another layout', () => {
  it.each([
    ['French', azerty],
    ['Vietnamese', vietnamese],
    ['hidden by an input method', Object.fromEntries(codes.map((code) => [code, 'Process']))],
  ])('%s: what the scanner pressed is read', (_name, layout) => {
    const shows = (press: { code: string; shift: boolean }) => layout[press.code] ?? onUs(press);
    for (const text of ['31234000001014', 'VN-HN1.000123', selfTest, ']C0TV001234'])
      expect(play(typed(text, 6, shows))).toEqual({ page: '', scans: [text] });
  });

  it('any code that a US keyboard can write is read from its keys, with CapsLock on and off', () => {
    const character = fc.constantFrom(...byCharacter.keys()).filter((one) => one !== ' ');
    fc.assert(
      fc.property(fc.array(character, { minLength: 6, maxLength: 80 }), fc.boolean(), (characters, capsLock) => {
        const text = characters.join('');
        // Shifted digits alone are a finger on Shift.
        fc.pre(/[^~_+{}|:"<>?A-Z!@#$%^&*()]/.test(text));
        const keys = typed(text, 7, () => 'Process').map((one) => ({ ...one, capsLock }));
        expect(play(keys)).toEqual({ page: '', scans: [text] });
      }),
      { numRuns: runs(200) },
    );
  });

  it('fingers type what their own layout says', () => {
    const keys = typed('aqw12', 150, ({ code }) => azerty[code] ?? 'x');
    expect(play(keys)).toEqual({ page: 'qaz&é', scans: [] });
  });
});

describe('a citizen card', () => {
  it('goes on over the line break of its address, and ends with silence', () => {
    const enter = (atMs: number): Stroke => stroke('Enter', atMs, { code: 'Enter' });
    const keys = [
      ...typed('001090012345|123456789|Nguyen Van An|02011990|Nam|12 Pho Hue,', 5, onUs),
      enter(310),
      ...typed('Ha Noi|15042021', 5, onUs).map((one) => ({ ...one, atMs: one.atMs + 315 })),
      enter(390),
    ];
    expect(play(keys)).toEqual({
      page: '',
      scans: ['001090012345|123456789|Nguyen Van An|02011990|Nam|12 Pho Hue, Ha Noi|15042021'],
    });
  });
});

describe('Shift and Alt', () => {
  it('a finger resting on Shift spoils no number', () => {
    const keys = typed('31234000001014', 6, onUs).map((one) => ({ ...one, shift: true, key: '!' }));
    expect(play(keys)).toEqual({ page: '', scans: ['31234000001014'] });
  });

  it('Alt and a number is one character', () => {
    const alt = (number: string, startMs: number): Stroke[] => [
      stroke('Alt', startMs, { code: 'AltLeft', alt: true, chord: true }),
      ...Array.from(number, (digit, place) =>
        stroke(digit, startMs + 2 + place * 2, { code: `Numpad${digit}`, alt: true, chord: true }),
      ),
    ];
    const at = (keys: Stroke[], startMs: number) => keys.map((one) => ({ ...one, atMs: one.atMs + startMs }));
    const keys = [
      ...at(typed('1|Nguy', 2, onUs), 0),
      ...alt('7877', 14),
      ...at(typed('n V', 2, onUs), 26),
      ...alt('0259', 34),
      ...at(typed('n l', 2, onUs), 46),
      ...alt('0224', 54),
      ...alt('200', 66),
      ...at(typed('.', 2, onUs), 76),
    ];
    // 259 is beyond every old character set: Unicode's ă.
    expect(play(keys)).toEqual({ page: '', scans: [`1|Nguyễn Văn là${lost}.`] });
  });

  it('Alt with a key alone is a shortcut', () => {
    const keys = [
      stroke('Alt', 0, { alt: true, chord: true }),
      stroke('1', 300, { code: 'Numpad1', alt: true, chord: true }),
    ];
    expect(play(keys).scans).toEqual([]);
  });
});

describe('a tool for typing Vietnamese', () => {
  it('that takes letters back and writes others leaves no number, and nothing on the page', () => {
    const keys = [
      ...typed('B21DD', 5, onUs).slice(0, 4),
      stroke('Backspace', 20, { code: 'Backspace' }),
      stroke('Đ', 21),
      ...typed('CN123', 5, onUs).map((one) => ({ ...one, atMs: one.atMs + 26 })),
    ];
    expect(play(keys)).toEqual({ page: '', scans: [`B21D${lost}ĐCN123`] });
  });
});

describe('a finger in the middle of a scan', () => {
  it('gets its key, and the scan its number', () => {
    const scan = typed('31234000001014', 5, onUs);
    const keys = [...scan, stroke('7', 32, { code: 'Digit7', downMs: 90 })];
    expect(play(keys)).toEqual({ page: '7', scans: ['31234000001014'] });
  });

  it('anywhere but at its very end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 55 }), fc.integer({ min: 40, max: 200 }), (atMs, downMs) => {
        const keys = [...typed('31234000001014', 5, onUs), stroke('x', atMs + 0.5, { code: 'KeyX', downMs })];
        expect(play(keys)).toEqual({ page: 'x', scans: ['31234000001014'] });
      }),
      { numRuns: runs(50) },
    );
  });

  it('a scanner that lets go of its keys late is read whole', () => {
    const keys = typed('31234000001014', 5, onUs).map((one) => ({ ...one, downMs: 40 }));
    expect(play(keys)).toEqual({ page: '', scans: ['31234000001014'] });
  });
});

describe('a key', () => {
  it.each([
    ['Dead', 'Quote', true, '"'],
    ['Process', 'Digit7', true, '&'],
    ['Unidentified', 'KeyQ', false, 'q'],
    ['Process', 'F5', false, null],
    ['Shift', 'ShiftLeft', true, null],
    ['é', 'Digit2', false, '2'],
    ['é', '', false, 'é'],
    ['ArrowLeft', 'Numpad4', false, null],
  ])('%s on %s (shift: %s) was meant as %s', (name, code, shift, character) => {
    expect(characterOf(stroke(name, 0, { code, shift }))).toBe(character);
  });
});
