// What the voice says of the page: a whole screen, or the one thing that has the focus. Reads what stands there and knows no
// screen, so that a new screen is spoken from its first day. A PIN is never read.
import type { Speech } from '../parts/speech.ts';

const pressed = ['aria-checked', 'aria-pressed', 'aria-selected'] as const;

/** The words of an element in reading order, but nothing that is a picture, hidden, or to be pressed. */
export function wordsOf(root: Element): string {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (!(node instanceof Element)) return NodeFilter.FILTER_ACCEPT;
    if (node === root) return NodeFilter.FILTER_SKIP;
    const isSilent = node.getAttribute('aria-hidden') === 'true' || node.matches('button, input, .unseen, [hidden]');
    return isSilent ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  const words: string[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent?.trim() ?? '';
    if (text !== '' && text !== '·') words.push(text);
  }
  // Texts that follow each other on the screen are sentences of their own for the ear.
  return words
    .map((text) => (/[.?!:…,]$/.test(text) ? text : `${text},`))
    .join(' ')
    .replace(/,$/, '.');
}

/** What is said when something gets the focus. */
export function focusWords(target: Element, { say }: Speech): string {
  if (target instanceof HTMLInputElement) {
    const label = target.labels?.[0]?.querySelector('.field-name')?.textContent ?? '';
    return target.type === 'password' || target.value === ''
      ? label
      : `${label}: ${Array.from(target.value).join(' ')}`;
  }
  if (target.matches('button, [role="tab"], a[href]')) {
    const name = (target.getAttribute('aria-label') ?? target.textContent ?? '').trim();
    const state = pressed.map((attribute) => target.getAttribute(attribute)).find((value) => value !== null);
    if (state !== undefined)
      return say('voice.switch', { name, state: say(state === 'true' ? 'comfort.on' : 'comfort.off') });
    return say(target.getAttribute('aria-disabled') === 'true' ? 'voice.waits' : 'voice.button', { name });
  }
  return wordsOf(target);
}

/** The screen, or the question that stands over it. */
export function screenWords(root: Element): string {
  const over = root.querySelector('[role="alertdialog"], dialog');
  const main = over ?? root.querySelector('main');
  return main === null ? '' : wordsOf(main);
}
