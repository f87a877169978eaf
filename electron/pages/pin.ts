// The PIN page's fingers: what is typed goes to the case, what it answers is said. Keeps nothing.
import type { PinAnswer, PinBridge } from './bridge.ts';

declare global {
  interface Window {
    readonly exitPin: PinBridge;
  }
}

const part = <T extends HTMLElement>(selector: string, kind: new () => T): T => {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`the PIN page has no ${selector}`);
  return found;
};
const field = part('#pin', HTMLInputElement);
const answerLine = part('#answer', HTMLElement);

const words = (answer: PinAnswer): string => {
  switch (answer.kind) {
    case 'open':
      return 'Đang đóng trạm… · Closing the station…';
    case 'no-pin':
      return 'Trạm này chưa đặt mã. · No exit PIN is set on this station.';
    case 'wrong': {
      const seconds = Math.ceil(answer.waitMs / 1_000);
      return `Mã không đúng. Thử lại sau ${seconds} giây. · Not the PIN. Try again in ${seconds} s.`;
    }
    case 'wait': {
      const seconds = Math.ceil(answer.waitMs / 1_000);
      return `Xin đợi ${seconds} giây rồi thử lại. · Please wait ${seconds} s, then try again.`;
    }
  }
};

const tryPin = async (): Promise<void> => {
  const pin = field.value;
  field.value = '';
  field.focus();
  answerLine.textContent = words(await window.exitPin.try(pin));
};

part('form', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  void tryPin();
});
part('#back', HTMLButtonElement).addEventListener('click', () => window.exitPin.close());
addEventListener('keydown', (event) => {
  if (event.key === 'Escape') window.exitPin.close();
});
