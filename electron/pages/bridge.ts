// What the PIN page and the case around it agree on. Types only: the page stands in a browser, the case on Node.

/** `wait`: too early, the PIN was not looked at. `no-pin`: none is set, or its hash cannot be read; the door stays shut. */
export type PinAnswer =
  | { readonly kind: 'open' }
  | { readonly kind: 'wrong'; readonly waitMs: number }
  | { readonly kind: 'wait'; readonly waitMs: number }
  | { readonly kind: 'no-pin' };

/** What the preload gives the PIN page, as `window.exitPin`. */
export type PinBridge = {
  try(pin: string): Promise<PinAnswer>;
  close(): void;
};
