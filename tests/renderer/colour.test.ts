// A library's colour is made readable; a search on the shelves forgives marks.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matches } from '../../renderer/bench/find.ts';
import { contrast, houseColour, readableColour } from '../../renderer/parts/colour.ts';

describe('a library’s colour', () => {
  it('that reads well stays as it is', () => {
    expect(readableColour('#0B5A4E')).toBe('#0b5a4e');
    expect(readableColour(houseColour)).toBe(houseColour);
  });

  it('that is too pale is darkened, whatever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (colour) => {
        const readable = readableColour(`#${colour.toString(16).padStart(6, '0')}`);
        expect(contrast(readable, '#ffffff')).toBeGreaterThanOrEqual(4.5);
        expect(contrast(readable, '#f6f0e4')).toBeGreaterThanOrEqual(4.5);
      }),
    );
    expect(readableColour('#fa0')).toMatch(/^#[0-9a-f]{6}$/);
  });

  it.each([null, '', 'red', '#12345', 'url(x)', '#ggg'])('%s is none: the house’s own is taken', (wish) => {
    expect(readableColour(wish)).toBe(houseColour);
  });

  it('is measured as WCAG measures', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 2);
  });
});

describe('a search on the shelves', () => {
  const book = ['Đất rừng phương Nam', 'Đoàn Giỏi', '31234000110004'];
  it.each(['', 'dat rung', 'ĐOÀN', 'nam giỏi', '0004', '  rừng   nam '])('“%s” finds it', (wish) => {
    expect(matches(wish, book)).toBe(true);
  });
  it('does not find what is not there', () => {
    expect(matches('dat bien', book)).toBe(false);
  });
});
