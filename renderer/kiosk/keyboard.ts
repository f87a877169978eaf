// The wedge's hands on the page: keys caught before anything else sees them, typing given back where it was meant.
import { eraseIn, putIn, typeIn } from '../parts/field.ts';
import type { KeyDown } from './burst.ts';
import { createWedge, silenceMs, type Decision } from './wedge.ts';

/** Listens on the whole window until the returned function is called. */
export function catchScans(scanned: (text: string) => void): () => void {
  const wedge = createWedge();
  let silenceTimer = 0;
  let givingBack = false;
  /** The field as it was before the keys that are held. */
  let before: { readonly field: HTMLInputElement; readonly text: string } | null = null;

  const remember = () => {
    const field = document.activeElement;
    before = field instanceof HTMLInputElement ? { field, text: field.value } : null;
  };

  const follow = (decision: Decision) => {
    if (decision.scan !== null && before !== null) putBack(before.field, before.text);
    if (decision.typed.length > 0) {
      givingBack = true;
      for (const key of decision.typed) giveBack(key);
      givingBack = false;
      remember();
    }
    if (decision.scan !== null) scanned(decision.scan);
  };

  const listen = (event: KeyboardEvent) => {
    if (givingBack) return;
    window.clearTimeout(silenceTimer);
    if (!wedge.holding()) remember();
    const decision = wedge.hear(keyOf(event));
    follow(decision);
    if (decision.key !== 'pass') {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    // Twice round the queue: after a long task the timer may be due while keys still wait to be heard.
    const silence = () => follow(wedge.silence());
    const askAgain = () => {
      silenceTimer = window.setTimeout(silence, 0);
    };
    if (wedge.holding()) silenceTimer = window.setTimeout(askAgain, silenceMs);
  };
  const release = (event: KeyboardEvent) => wedge.release(event.code, event.timeStamp);

  window.addEventListener('keydown', listen, { capture: true });
  window.addEventListener('keyup', release, { capture: true });
  return () => {
    window.clearTimeout(silenceTimer);
    window.removeEventListener('keydown', listen, { capture: true });
    window.removeEventListener('keyup', release, { capture: true });
  };
}

function keyOf(event: KeyboardEvent): KeyDown {
  return {
    key: event.isComposing ? 'Process' : event.key,
    code: event.code,
    shift: event.shiftKey,
    capsLock: event.getModifierState('CapsLock'),
    alt: event.altKey && !event.ctrlKey && !event.metaKey,
    chord: event.ctrlKey || event.altKey || event.metaKey,
    repeat: event.repeat,
    atMs: event.timeStamp,
  };
}

/**
 * An input method, or Alt with a number, writes into the field past every key that was held back. What the scanner did not mean
 * to type goes again.
 */
function putBack(field: HTMLInputElement, text: string): void {
  if (field.value === text) return;
  const hadFocus = document.activeElement === field;
  // An unfinished composition would write once more when it ends.
  if (hadFocus) field.blur();
  putIn(field, text, 0, field.value.length, 'insertReplacementText');
  if (hadFocus) field.focus();
}

/** As the page would have seen it: a keydown where the focus is and, in a text field that did not refuse it, what it does there. */
function giveBack({ key, code, shift }: KeyDown): void {
  const place = document.activeElement ?? document.body;
  const event = new KeyboardEvent('keydown', { key, code, shiftKey: shift, bubbles: true, cancelable: true });
  const wanted = place.dispatchEvent(event);
  if (!wanted || !(place instanceof HTMLInputElement)) return;
  if (key === 'Backspace') eraseIn(place);
  else if (Array.from(key).length === 1) typeIn(place, key);
}
