// Chunks and frames: where a message ends, whoever wrote it and however the network cut it.

import { createFramer, type Frame } from 'sip2';
import { expect, test } from 'vitest';
import { bytes, textOf } from './bytes.ts';

const shown = (frames: readonly Frame[]): readonly string[] =>
  frames.map((frame) => (frame.kind === 'frame' ? textOf(frame.bytes) : `too long: ${frame.length}`));

function pushed(...chunks: readonly (string | Uint8Array)[]): readonly (readonly string[])[] {
  const framer = createFramer();
  return chunks.map((chunk) => shown(framer.push(typeof chunk === 'string' ? bytes(chunk) : chunk)));
}

test.each<[string, string[], string[][]]>([
  ['CR', ['941\r'], [['941']]],
  ['CR LF', ['941\r\n', '98Y\r\n'], [['941'], ['98Y']]],
  ['CR, with its LF in the next chunk', ['941\r', '\n98Y\r', '\n'], [['941'], ['98Y'], []]],
  ['two in one chunk', ['941\r\n98Y\r\n'], [['941', '98Y']]],
  ['one in two chunks', ['98', 'Y\r'], [[], ['98Y']]],
  ['one and a half', ['941\r98', 'Y\r'], [['941'], ['98Y']]],
  ['empty lines', ['\r\r\n\r', '941\r'], [[], ['941']]],
  ['NUL, LF and blanks in front', ['\0\n  941\r'], [['941']]],
  ['LF alone, from an ACS that never sent a CR', ['941\n98Y\n', '10', '1\n'], [['941', '98Y'], [], ['101']]],
  ['LF inside a title, once a CR was seen', ['941\r', '18AJone\ntwo|\r'], [['941'], ['18AJone\ntwo|']]],
  ['LF inside a title, in the chunk with the first CR', ['18AJone\ntwo|\r'], [['18AJone\ntwo|']]],
  ['a 96 glued to the answer behind it', ['96AZFEF698YYY\r'], [['96AZFEF6', '98YYY']]],
  ['two of them', ['96AZFEF696AZFEF6941\r'], [['96AZFEF6', '96AZFEF6', '941']]],
  ['a bare 96 glued to the answer', ['9698YYY\r'], [['96', '98YYY']]],
  ['a 96 that is never ended', ['941\r', '96AZFEF6', '98Y\r'], [['941'], ['96AZFEF6'], ['98Y']]],
  ['a 96 in two pieces', ['96AZ', 'FEF6'], [[], ['96AZFEF6']]],
  ['three of them in one chunk', ['96AZFEF696AZFEF6\n96AZFEF6'], [['96AZFEF6', '96AZFEF6', '96AZFEF6']]],
  ['one of them, and the answer still on its way', ['96AZFEF698YYYYNN', '1\r'], [[], ['96AZFEF6', '98YYYYNN1']]],
  ['a plain 96', ['96\r\n'], [['96']]],
])('%s', (_, chunks, frames) => expect(pushed(...chunks)).toEqual(frames));

test('a letter cut in two by the network', () => {
  const wire = bytes('18AJĐất rừng|\r');
  for (let cut = 1; cut < wire.length; cut++) {
    expect(pushed(wire.slice(0, cut), wire.slice(cut)).flat()).toEqual(['18AJĐất rừng|']);
  }
});

test('byte by byte', () => {
  const wire = bytes('\n96AZFEF6941\r\n98Yế|\r');
  expect(pushed(...Array.from(wire, (byte) => Uint8Array.of(byte))).flat()).toEqual(['96AZFEF6', '941', '98Yế|']);
});

test('64 KiB is the limit: said once, dropped up to the next end, and then all is well', () => {
  const framer = createFramer();
  expect(framer.push(bytes('x'.repeat(60_000)))).toEqual([]);
  expect(shown(framer.push(bytes('x'.repeat(6_000))))).toEqual(['too long: 66000']);
  expect(framer.push(bytes('x'.repeat(60_000)))).toEqual([]);
  expect(shown(framer.push(bytes('xx\r941\r')))).toEqual(['941']);
  expect(shown(framer.push(bytes(`${'x'.repeat(65_537)}\r98Y\r`)))).toEqual(['too long: 65537', '98Y']);
  expect(shown(framer.push(bytes(`${'x'.repeat(65_536)}\r`)))[0]).toHaveLength(65_536);
});

test('as many glued 96 as fit in a message are frames, and no deep recursion', () => {
  expect(createFramer().push(bytes(`${'96'.repeat(30_000)}941\r`))).toHaveLength(30_001);
});

test('a far end that never ends a message costs no memory', () => {
  const framer = createFramer();
  const chunk = bytes('x'.repeat(60_000));
  const before = process.memoryUsage().arrayBuffers;
  let said = 0;
  for (let sent = 0; sent < 256; sent += 1) said += framer.push(chunk).length;
  expect(said).toBe(1);
  // 15 MB went by; what is held is one message, in a buffer that was doubled.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
});
