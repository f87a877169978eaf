// What a ruler, a pointer and the keys find wrong on a page of the desk; runs inside of it, so each is one text that needs nothing else.
import { nameOf } from './key-walk.ts';

/** To be evaluated in the page: a list of `{ fault, at }`. What may end in three dots says so in its style. */
export const deskFaultsOf = `(() => {
  const smallest = 44;
  const faults = [];
  const words = (element) => (element.textContent || element.getAttribute('aria-label') || '').slice(0, 60);
  const told = (fault, element) => faults.push({ fault, at: (element.getAttribute('class') ?? element.tagName) + ': ' + words(element) });
  const desk = document.querySelector('.practice') ?? document.querySelector('.desk');
  if (desk === null) return [{ fault: 'there is no desk', at: document.body.innerText.slice(0, 60) }];
  if (document.documentElement.scrollWidth > innerWidth) told('the page is wider than the glass', desk);
  if (document.documentElement.scrollHeight > innerHeight) told('the page is longer than the glass', desk);
  // A question stands over the room, and alone.
  const top = desk.querySelector('[role="dialog"], [role="alertdialog"]') ?? desk;
  const seen = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 0 && element.closest('.unseen') === null;
  const all = (what) => Array.from(top.querySelectorAll(what)).filter(seen);
  const shortened = (element) => getComputedStyle(element).textOverflow === 'ellipsis';

  const scrollerOf = (element) => {
    for (let up = element.parentElement; up !== null && desk.contains(up); up = up.parentElement) {
      const { overflowY } = getComputedStyle(up);
      if ((overflowY === 'auto' || overflowY === 'scroll') && up.scrollHeight > up.clientHeight + 1) return up;
    }
    return null;
  };

  // A box to tick is as large as the words beside it, which tick it, too.
  const targets = all('button, input, select, textarea, summary, a').map((element) =>
    ['checkbox', 'radio'].includes(element.getAttribute('type')) ? element.closest('label') ?? element : element);
  for (const target of targets) {
    const { width, height } = target.getBoundingClientRect();
    if (Math.min(width, height) < smallest - 0.5) told('too small: ' + Math.round(width) + ' x ' + Math.round(height), target);
  }
  for (const target of targets) {
    if (scrollerOf(target) !== null) continue;
    const { left, right, top, bottom } = target.getBoundingClientRect();
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    if (hit === null) told('lies outside of the glass', target);
    else if (!target.contains(hit) && !hit.contains(target)) told('lies under ' + hit.className, target);
  }

  const lines = [];
  const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === '' || !seen(element)) continue;
    const size = Number.parseFloat(getComputedStyle(element).fontSize);
    if (size < 15 && element.closest('kbd') === null) told('letters of ' + size + ' px', element);
    if (element.closest('[aria-hidden="true"]') !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    // What ends in three dots is as wide as its place.
    const place = element.getBoundingClientRect();
    for (const whole of range.getClientRects()) {
      const right = shortened(element) ? Math.min(whole.right, place.right) : whole.right;
      if (right - whole.left > 1) lines.push({ element, box: new DOMRect(whole.left, whole.top, right - whole.left, whole.height) });
    }
  }
  for (const { element, box } of lines) {
    if (shortened(element)) continue;
    const scroller = scrollerOf(element);
    const frame = element.closest('button, td, th, li, .desk-top, .desk-room, .desk-notice, .practice-side, .practice-band, .sign-in-sheet')?.getBoundingClientRect();
    if (frame !== undefined && (box.left < frame.left - 2 || box.right > frame.right + 2)) told('runs out of its place at the side', element);
    if (frame !== undefined && scroller === null && (box.top < frame.top - 3 || box.bottom > frame.bottom + 3)) told('runs out of its place above or below', element);
  }
  for (const element of all('button, h1, h2, p, td, th, li'))
    if (!shortened(element) && getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 2) told('cut at its side', element);
  lines.forEach((one, at) => {
    for (const other of lines.slice(at + 1)) {
      if (one.element === other.element || one.element.contains(other.element) || other.element.contains(one.element)) continue;
      // What scrolls goes beneath what stays, by intent.
      if (scrollerOf(one.element) !== null || scrollerOf(other.element) !== null) continue;
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (wide > 2 && high > 0.35 * Math.min(one.box.height, other.box.height)) told('lies on "' + words(other.element) + '"', one.element);
    }
  });
  return faults;
})()`;

/** To be evaluated in the page: the judge of what has the focus, for a walk by keys. Nothing may have it, beyond the last thing of a page. */
export const deskStopOf = `((element) => {
  if (element === null) return null;
  const told = (fault) => ({ at: ${nameOf}(element), fault });
  if (!element.checkVisibility()) return told('not drawn');
  const { left, right, top, bottom } = element.getBoundingClientRect();
  if (left < -1 || right > innerWidth + 1 || top < -1 && bottom > innerHeight + 1) return told('outside of the glass');
  if (!element.matches(':focus-visible')) return told('not marked as what has the focus');
  return told(getComputedStyle(element).outlineStyle === 'none' ? 'without a sign of the focus' : null);
})`;
