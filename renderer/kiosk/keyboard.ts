// The wedge's hands on the page: keydowns caught before anything else sees them, typing given back where it was meant.
import { createWedge, silenceMs, type Decision, type KeyDown } from './wedge.ts';

/** Listens on the whole window until the returned function is called. */
export function catchScans(scanned: (text: string) => void): () => void {
  const wedge = createWedge();
  let silenceTimer = 0;
  let givingBack = false;

  const follow = (decision: Decision) => {
    if (decision.typed.length > 0) {
      givingBack = true;
      for (const key of decision.typed) giveBack(key);
      givingBack = false;
    }
    if (decision.scan !== null) scanned(decision.scan);
  };

  const listen = (event: KeyboardEvent) => {
    if (givingBack) return;
    window.clearTimeout(silenceTimer);
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

  window.addEventListener('keydown', listen, { capture: true });
  return () => {
    window.clearTimeout(silenceTimer);
    window.removeEventListener('keydown', listen, { capture: true });
  };
}

function keyOf(event: KeyboardEvent): KeyDown {
  return {
    key: event.isComposing ? 'Process' : event.key,
    code: event.code,
    shift: event.shiftKey,
    capsLock: event.getModifierState('CapsLock'),
    chord: event.ctrlKey || event.altKey || event.metaKey,
    repeat: event.repeat,
    atMs: event.timeStamp,
  };
}

/** As the page would have seen it: a keydown where the focus is and, in a text field that did not refuse it, its character. */
function giveBack({ key, code, shift }: KeyDown): void {
  const place = document.activeElement ?? document.body;
  const event = new KeyboardEvent('keydown', { key, code, shiftKey: shift, bubbles: true, cancelable: true });
  const wanted = place.dispatchEvent(event);
  if (!wanted || !(place instanceof HTMLInputElement) || Array.from(key).length !== 1) return;
  const { selectionStart, selectionEnd, value, maxLength } = place;
  if (maxLength >= 0 && value.length >= maxLength && selectionStart === selectionEnd) return;
  place.setRangeText(key, selectionStart ?? value.length, selectionEnd ?? value.length, 'end');
  place.dispatchEvent(new InputEvent('input', { inputType: 'insertText', data: key, bubbles: true }));
}
