// The doorway from glass to events: a call, checked already, becomes what happened, or a sentence why it does not count.
import type { PlaceCall } from '../contract/calls.ts';
import type { Event, Scan } from './flow.ts';

export type Answered =
  | { readonly kind: 'event'; readonly event: Event }
  /** It was meant for a screen that is gone, such as the tap of a patron who has just left. */
  | { readonly kind: 'late' }
  /** A scan without a word in it, or the same one again at once. */
  | { readonly kind: 'nothing' };

export const eventOf = (
  call: PlaceCall,
  place: {
    readonly session: number;
    readonly scanOf: (text: string) => Scan | null;
    /** A number that was typed, spelt as one that was scanned. */
    readonly spelt: (number: string) => string;
  },
): Answered => {
  if (call.session !== place.session) return { kind: 'late' };
  switch (call.kind) {
    case 'act': {
      const { act } = call;
      const spelt = act.kind === 'tag-number' ? { ...act, number: place.spelt(act.number) } : act;
      return { kind: 'event', event: { kind: 'acted', act: spelt } };
    }
    case 'press': {
      const { press } = call;
      const spelt = press.kind === 'type-card' ? { ...press, number: place.spelt(press.number) } : press;
      return { kind: 'event', event: { kind: 'pressed', press: spelt } };
    }
    case 'scan': {
      const scan = place.scanOf(call.text);
      return scan === null ? { kind: 'nothing' } : { kind: 'event', event: { kind: 'scanned', scan } };
    }
  }
};
