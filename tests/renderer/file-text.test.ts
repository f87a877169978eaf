// A file of settings as editors leave it: the same text, whichever way it was written.
import { expect, test } from 'vitest';
import { textOfFile } from '../../renderer/parts/file-text.ts';

const text = '{"library":{"name":"Thư viện tỉnh"}}';
const little = Buffer.from(`\uFEFF${text}`, 'utf16le');

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
  ['UTF-16 as Windows has it', little],
  ['UTF-16 the other way round', Buffer.from(little).swap16()],
])('%s', async (_how, bytes) => {
  expect(await textOfFile(new Blob([bytes]))).toBe(text);
});

test('nothing is nothing', async () => {
  expect(await textOfFile(new Blob([]))).toBe('');
});
