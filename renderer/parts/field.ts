// Writing into a field as a hand would: at the caret, within its length, heard by whoever listens to it.

/** Puts `text` where these characters are. `how`: the name that input events have for it. */
export function putIn(field: HTMLInputElement, text: string, from: number, to: number, how: string): void {
  field.setRangeText(text, from, to, 'end');
  field.dispatchEvent(new InputEvent('input', { inputType: how, data: text, bubbles: true }));
}

/** What is selected, or the caret; the end where the browser does not say. */
const caretOf = ({ selectionStart, selectionEnd, value }: HTMLInputElement): readonly [from: number, to: number] => [
  selectionStart ?? value.length,
  selectionEnd ?? value.length,
];

/** One character typed. `spelled`: what it makes of the word before it, where that is not itself. */
export function typeIn(
  field: HTMLInputElement,
  character: string,
  spelled?: (word: string, character: string) => string,
): void {
  const [from, to] = caretOf(field);
  const { value, maxLength } = field;
  const word = spelled === undefined || from !== to ? '' : (/\p{L}*$/u.exec(value.slice(0, from))?.[0] ?? '');
  const text = spelled === undefined || !/^\p{L}$/u.test(character) ? character : spelled(word, character);
  const start = text === character ? from : from - word.length;
  if (maxLength >= 0 && value.length - (to - start) + text.length > maxLength) return;
  putIn(field, text, start, to, 'insertText');
}

export function eraseIn(field: HTMLInputElement): void {
  const [from, to] = caretOf(field);
  if (to === 0) return;
  putIn(field, '', from === to ? from - 1 : from, to, 'deleteContentBackward');
}
