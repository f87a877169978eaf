// What the assistant found is said in the reader's language: no word of the station's own is left in it.
import { expect, test } from 'vitest';
import { sayFinding } from '../../contract/words/assistant-said.ts';
import { createSay } from '../../contract/words/words.ts';

const vi = createSay('vi');

test('what the station names by a word of its own is said by that of the reader', () => {
  expect(sayFinding(vi, { name: 'not-lent', values: { state: 'refused', because: 'not-for-loan' } })).toBe(
    'Không mượn được (bị từ chối). Tài liệu chỉ đọc tại thư viện.',
  );
  expect(sayFinding(vi, { name: 'tag-not-armed', values: { security: 'disarmed, gone' } })).toContain(
    '(đã tắt, tem không còn ở đó)',
  );
  expect(sayFinding(vi, { name: 'place-busy', values: { place: 'K1', because: 'hours' } })).toContain(
    '(ngoài giờ mở cửa)',
  );
});

test('what is not there leaves no hole, and what has no name stands as it is', () => {
  expect(sayFinding(vi, { name: 'not-returned', values: { state: 'unclear', because: '' } })).toBe(
    'Không trả được (không rõ kết quả).',
  );
  expect(sayFinding(vi, { name: 'card-unknown', values: { because: '' } })).toBe('Thẻ thử không dùng được.');
  expect(sayFinding(vi, { name: 'trial-stopped', values: { screen: 'a-new-screen' } })).toContain('a-new-screen');
  // What others wrote is nobody's to change.
  expect(sayFinding(vi, { name: 'unreachable', values: { text: 'refused' } })).toContain('refused');
});
