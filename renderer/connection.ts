// The line to the station: texts in, one state out. Knows how to come back; knows nothing of screens.
import type { BenchView } from '../contract/bench.ts';
import type { Call } from '../contract/calls.ts';
import { practiceIn, type InnerGlass } from '../contract/inner-glass.ts';
import type { FromGlass, ToGlass } from '../contract/protocol.ts';
import type { View } from '../contract/view.ts';

export type LineState =
  /** No view has come yet. */
  | { readonly at: 'starting' }
  /** There was one, and the line broke: its patron's things leave the screen. */
  | { readonly at: 'gone' }
  /** Another glass has this place. */
  | { readonly at: 'taken' }
  /** `inner`: the glass of the practice station that the view stands around; null until it has come, and without one. */
  | {
      readonly at: 'open';
      readonly view: View;
      readonly bench: BenchView | null;
      readonly inner: InnerGlass | null;
    };

/** `because`: a sentence for the technician. */
export type Outcome =
  { readonly kind: 'answered' } | { readonly kind: 'fault'; readonly because: string } | { readonly kind: 'line-gone' };

export type Wire = { readonly send: (text: string) => void; readonly close: () => void };
export type WireEnds = {
  readonly heard: (text: string) => void;
  /** Once per wire, also when it never opened. */
  readonly closed: () => void;
};

export type Line = {
  readonly state: () => LineState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly call: (call: Call) => Promise<Outcome>;
};

/** Milliseconds before the first, second, … attempt to come back; the last one repeats. */
export const comeBackAfterMs = [250, 500, 1000, 2000, 4000] as const;

export function connect(parts: {
  readonly open: (ends: WireEnds) => Wire;
  readonly later: (afterMs: number, then: () => void) => void;
}): Line {
  const listeners = new Set<() => void>();
  const asked = new Map<number, (outcome: Outcome) => void>();
  let state: LineState = { at: 'starting' };
  let wire: Wire | null = null;
  let attempt = 0;
  let nextId = 0;

  const become = (next: LineState) => {
    state = next;
    for (const listener of listeners) listener();
  };

  const settle = (id: number, outcome: Outcome) => {
    asked.get(id)?.(outcome);
    asked.delete(id);
  };

  const hear = (message: ToGlass) => {
    switch (message.kind) {
      case 'view':
        attempt = 0;
        return become({
          at: 'open',
          view: message.view,
          bench: state.at === 'open' ? state.bench : null,
          inner: state.at === 'open' ? stillIn(message.view, state.inner) : null,
        });
      case 'bench':
        if (state.at === 'open') become({ ...state, bench: message.bench });
        return;
      case 'inner':
        if (state.at === 'open') become({ ...state, inner: stillIn(state.view, message.inner) });
        return;
      case 'answer':
        return settle(message.id, { kind: 'answered' });
      case 'fault':
        console.warn(`The station refused: ${message.because}`);
        if (message.id !== null) settle(message.id, { kind: 'fault', because: message.because });
        return;
      case 'taken':
        return become({ at: 'taken' });
    }
  };

  const dial = () => {
    wire = parts.open({
      heard: (text) => {
        const message = readMessage(text);
        if (message === null) console.warn('The station said something that is no message; it was left out.');
        else hear(message);
      },
      closed: () => {
        wire = null;
        for (const id of asked.keys()) settle(id, { kind: 'line-gone' });
        if (state.at === 'open') become({ at: 'gone' });
        const afterMs = comeBackAfterMs[Math.min(attempt, comeBackAfterMs.length - 1)] ?? 4000;
        attempt += 1;
        parts.later(afterMs, dial);
      },
    });
  };
  dial();

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    call: (call) =>
      new Promise((resolve) => {
        if (wire === null || state.at !== 'open') return resolve({ kind: 'line-gone' });
        const message: FromGlass = { id: nextId, call };
        nextId += 1;
        asked.set(message.id, resolve);
        wire.send(JSON.stringify(message));
      }),
  };
}

/** Of another opening, or behind the lock: not to be drawn. */
function stillIn(view: View, inner: InnerGlass | null): InnerGlass | null {
  const at = practiceIn(view);
  return inner !== null && inner.run === at?.run && inner.glass === at.glass ? inner : null;
}

const kinds: Readonly<Record<ToGlass['kind'], true>> = {
  view: true,
  bench: true,
  inner: true,
  answer: true,
  fault: true,
  taken: true,
};

/** Null for what is no message. The view inside is the station's word: glass and station are always of one build. */
function readMessage(text: string): ToGlass | null {
  try {
    const value: unknown = JSON.parse(text);
    return isMessage(value) ? value : null;
  } catch {
    return null;
  }
}

function isMessage(value: unknown): value is ToGlass {
  return typeof value === 'object' && value !== null && 'kind' in value && String(value.kind) in kinds;
}

/** Where the station that served this page has the wire of its place; the ticket is in a cookie. */
export function wireAddress(page: URL): URL {
  const address = new URL('/glass', page);
  const place = page.searchParams.get('place');
  if (place !== null) address.searchParams.set('place', place);
  address.protocol = page.protocol === 'https:' ? 'wss:' : 'ws:';
  return address;
}

/** A wire over the page's own WebSocket. */
export function webSocketWire(page: URL): (ends: WireEnds) => Wire {
  const address = wireAddress(page);
  return (ends) => {
    const socket = new WebSocket(address);
    socket.addEventListener('message', (event) => {
      const text: unknown = event.data;
      if (typeof text === 'string') ends.heard(text);
    });
    socket.addEventListener('close', () => ends.closed());
    return {
      send: (text) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(text);
      },
      close: () => socket.close(),
    };
  };
}
