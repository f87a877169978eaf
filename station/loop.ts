// The one engine: take an event, step, journal, show, act. Knows nothing of what the events mean.
import type { Effect, Event } from './flow.ts';
import type { Entry } from './journal/entries.ts';

export type Loop<State, Happened = Event> = {
  /** Takes an event; steps run one after another, in the order the events came. Never throws. */
  tell(event: Happened): void;
  state(): State;
};

type Named = { readonly kind: string };
type Recorded = { readonly kind: 'record'; readonly entry: Entry };
type Taken<State, Wish extends Named> = { readonly state: State; readonly effects: readonly (Wish | Recorded)[] };

const isRecord = (effect: Named): effect is Recorded => effect.kind === 'record';

const entriesOf = ({ effects }: Taken<unknown, Named>): readonly Entry[] =>
  effects.flatMap((effect) => (isRecord(effect) ? [effect.entry] : []));

/** `Happened`, `Wish`: what is told and what is asked for; a place's own, where nothing else is said. */
export const createLoop = <
  State,
  Happened extends Named = Event,
  Wish extends Named = Exclude<Effect, { kind: 'record' }>,
>(parts: {
  readonly initial: State;
  readonly step: (state: State, event: Happened) => Taken<State, Wish>;
  /**
   * What a place does after something nobody expected, at the event that could not be taken. Entries that the journal does not
   * take then go before the next ones.
   */
  readonly fault: (state: State, event: Happened) => Taken<State, Wish>;
  /** On disk when it returns; throws when it cannot be written. */
  readonly append: (entries: readonly Entry[]) => void;
  readonly show: (state: State) => void;
  readonly act: (effect: Wish) => void;
  readonly complain: (message: string, error: unknown) => void;
}): Loop<State, Happened> => {
  let state = parts.initial;
  const waiting: Happened[] = [];
  let running = false;
  /** Left by a fault, and not on disk yet: until it is, no step succeeds. */
  let unsaid: readonly Entry[] = [];

  const enact = (step: Taken<State, Wish>): void => {
    // First on disk, then on the screen, then in the world: what the screen says survives a power cut.
    parts.append([...unsaid, ...entriesOf(step)]);
    unsaid = [];
    state = step.state;
    parts.show(state);
    for (const effect of step.effects) if (!isRecord(effect)) parts.act(effect);
  };

  const recover = (event: Happened, error: unknown): void => {
    parts.complain(`the place met a fault at ${event.kind} and goes out of order for a moment`, error);
    const step = parts.fault(state, event);
    const message = error instanceof Error ? `${event.kind}: ${error.message}` : `${event.kind}: ${String(error)}`;
    attempt('the fault itself could not be journalled; is the disk full or read-only?', () =>
      parts.append([{ kind: 'fault', message: message.slice(0, 2000) }]),
    );
    // By themselves: what the fault leaves to be said may be what the journal would not take.
    unsaid = [...unsaid, ...entriesOf(step)];
    if (unsaid.length > 0)
      attempt('what the fault leaves open could not be journalled yet', () => {
        parts.append(unsaid);
        unsaid = [];
      });
    state = step.state;
    attempt('the place could not be shown out of order', () => parts.show(state));
    for (const effect of step.effects)
      if (!isRecord(effect)) attempt(`the place could not ${effect.kind}`, () => parts.act(effect));
  };

  /** After a fault the rest goes on: whoever told of an event (a device, a timer) can mend nothing here. */
  const attempt = (trouble: string, run: () => void): void => {
    try {
      run();
    } catch (error) {
      parts.complain(trouble, error);
    }
  };

  return {
    state: () => state,
    tell: (event) => {
      waiting.push(event);
      if (running) return;
      running = true;
      try {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          try {
            enact(parts.step(state, next));
          } catch (error) {
            recover(next, error);
          }
        }
      } finally {
        running = false;
      }
    },
  };
};
