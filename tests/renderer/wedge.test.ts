// A scanner that types, told from fingers that type: the cases met in the field.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyDown } from '../../renderer/kiosk/burst.ts';
import { createWedge, silenceMs } from '../../renderer/kiosk/wedge.ts';
import { runs } from '../proof.ts';

const key = (name: string, atMs: number, more: Partial<KeyDown> = {}): KeyDown => ({
  key: name,
  code: '',
  shift: false,
  capsLock: false,
  alt: false,
  chord: false,
  repeat: false,
  atMs,
  ...more,
});

const burst = (text: string, startMs: number, gapMs: number, more: Partial<KeyDown> = {}): readonly KeyDown[] =>
  Array.from(text).map((character, place) => key(character, startMs + place * gapMs, more));

/** Plays keys as the page's binding does: silence is told whenever nothing came for long enough. */
function play(keys: readonly KeyDown[]) {
  const wedge = createWedge();
  const page: string[] = [];
  const scans: string[] = [];
  const follow = (decision: ReturnType<typeof wedge.hear>) => {
    page.push(...decision.typed.map((typed) => typed.key));
    if (decision.scan !== null) scans.push(decision.scan);
  };
  for (const [place, pressed] of keys.entries()) {
    const decision = wedge.hear(pressed);
    follow(decision);
    if (decision.key === 'pass') page.push(pressed.key);
    const next = keys[place + 1];
    if (wedge.holding() && (next === undefined || next.atMs - pressed.atMs > silenceMs)) follow(wedge.silence());
  }
  return { page: page.join(''), scans };
}

describe('a scanner', () => {
  it('is heard to its Enter, and nothing of it reaches the page', () => {
    const keys = [...burst('31234000111111', 0, 8), key('Enter', 120)];
    expect(play(keys)).toEqual({ page: '', scans: ['31234000111111'] });
  });

  it('is heard when it ends with Tab, or with nothing', () => {
    expect(play([...burst('20520001', 0, 15), key('Tab', 125)])).toEqual({ page: '', scans: ['20520001'] });
    expect(play(burst('20520001', 0, 15))).toEqual({ page: '', scans: ['20520001'] });
  });

  it('may be a slow wireless one', () => {
    expect(play([...burst('B21DCCN123', 0, 34), key('Enter', 345)]).scans).toEqual(['B21DCCN123']);
  });

  it('may stall once in the middle without losing the front of its number', () => {
    const keys = [...burst('3123400', 0, 5), ...burst('0111111', 110, 5), key('Enter', 150)];
    expect(play(keys)).toEqual({ page: '', scans: ['31234000111111'] });
  });

  it('may send CR and LF, or its Enter late: no button is pressed by them', () => {
    const lineFeed = key('j', 128, { code: 'KeyJ', chord: true });
    expect(play([...burst('20520001', 0, 15), key('Enter', 121), key('Enter', 124), lineFeed]).page).toBe('');
    expect(play([...burst('20520001', 0, 15), key('Enter', 300)])).toEqual({ page: '', scans: ['20520001'] });
  });

  it('may scan twice on end', () => {
    const keys = [...burst('20520001', 0, 10), key('Enter', 80), ...burst('31234000', 90, 10), key('Enter', 170)];
    expect(play(keys)).toEqual({ page: '', scans: ['20520001', '31234000'] });
  });

  it('writes its capitals with Shift between them', () => {
    const keys = [
      key('Shift', 0),
      key('B', 4, { shift: true }),
      ...burst('21', 8, 4),
      key('Shift', 16),
      key('D', 20, { shift: true }),
      ...burst('CN1', 24, 4),
      key('Enter', 40),
    ];
    expect(play(keys).scans).toEqual(['B21DCN1']);
  });

  it('is not turned over by CapsLock', () => {
    expect(play([...burst('b21dccn123', 0, 8, { capsLock: true }), key('Enter', 90)]).scans).toEqual(['B21DCCN123']);
  });

  it('is read by the physical keys where an input method hides the letters', () => {
    const codes = ['KeyV', 'KeyN', 'Minus', 'KeyH', 'KeyN', 'Digit1', 'Period', 'Numpad7'];
    const keys = codes.map((code, place) => key('Process', place * 9, { code, shift: place < 2 }));
    expect(play([...keys, key('Enter', 90)])).toEqual({ page: '', scans: ['VN-hn1.7'] });
  });

  it('sends a citizen card’s whole QR, blanks and bars too', () => {
    const qr = '012345678901|123456789|Nguyen Van A|01011990|Nam|12 Pho Hue|15042021';
    expect(play([...burst(qr, 0, 6), key('Enter', 500)])).toEqual({ page: '', scans: [qr] });
  });

  it('that never stops is dropped before it fills the memory', () => {
    const { scans } = play([...burst('7'.repeat(513), 0, 2), key('Enter', 1030)]);
    expect(scans).toEqual([]);
  });
});

describe('fingers', () => {
  it('type through untouched, in order, Enter last', () => {
    expect(play([...burst('20520001', 0, 140), key('Enter', 1200)])).toEqual({ page: '20520001Enter', scans: [] });
  });

  it('may be quick: sixty milliseconds a key is still typing', () => {
    expect(play([...burst('nguyen van a', 0, 60), key('Enter', 900)])).toEqual({
      page: 'nguyen van aEnter',
      scans: [],
    });
  });

  it('may type a short PIN as fast as they like', () => {
    expect(play([...burst('1234', 0, 20), key('Enter', 80)])).toEqual({ page: '1234Enter', scans: [] });
  });

  it('press buttons with space and Enter, and use arrows and shortcuts', () => {
    const keys = [
      key(' ', 0),
      key('Enter', 500),
      key('ArrowLeft', 900),
      key('c', 1200, { chord: true }),
      key('Escape', 1500),
    ];
    expect(play(keys).page).toBe(' EnterArrowLeftcEscape');
  });

  it('held down are no scan', () => {
    const held = burst('aaaaaaaaaa', 500, 30).map((each) => ({ ...each, repeat: true }));
    expect(play([key('a', 0), ...held]).scans).toEqual([]);
  });

  it('that were typing when a scan began keep what they typed, and the scan keeps what it read', () => {
    const keys = [...burst('205', 0, 150), ...burst('31234000111111', 390, 6), key('Enter', 480)];
    expect(play(keys)).toEqual({ page: '205', scans: ['31234000111111'] });
  });

  it('correcting a slip keep the order', () => {
    expect(play([key('1', 0), key('2', 40), key('Backspace', 80), key('3', 300)]).page).toBe('12Backspace3');
  });
});

describe('whatever is typed or scanned', () => {
  const letter = fc.constantFrom(...Array.from('0123456789ABCxyz-'));
  it('is lost nowhere: each character is on the page or in a scan, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(letter, fc.integer({ min: 1, max: 400 })), { maxLength: 60 }), (pressed) => {
        let atMs = 0;
        const keys = pressed.map(([character, gapMs]) => key(character, (atMs += gapMs)));
        const wedge = createWedge();
        let out = '';
        for (const [place, each] of keys.entries()) {
          for (const decision of [
            wedge.hear(each),
            ...((keys[place + 1]?.atMs ?? Infinity) - each.atMs > silenceMs ? [wedge.silence()] : []),
          ]) {
            out += decision.typed.map((typed) => typed.key).join('') + (decision.scan ?? '');
          }
        }
        expect(out).toBe(pressed.map(([character]) => character).join(''));
      }),
      { numRuns: runs(100) },
    );
  });

  it('a burst at scanner speed is always one scan, whole', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(letter, fc.integer({ min: 1, max: 30 })), { minLength: 6, maxLength: 60 }),
        (pressed) => {
          let atMs = 0;
          const keys = pressed.map(([character, gapMs]) => key(character, (atMs += gapMs)));
          const text = pressed.map(([character]) => character).join('');
          expect(play([...keys, key('Enter', atMs + 10)])).toEqual({ page: '', scans: [text] });
        },
      ),
      { numRuns: runs(100) },
    );
  });
});
