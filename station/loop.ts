// The one engine: take an event, step, journal, show, act. Knows nothing of what the events mean.
import type { Effect, Event, Step } from './flow.ts';
import type { Entry } from './journal/entries.ts';

export type Loop<State> = {
  /** Takes an event; steps run one after another, in the order the events came. Never throws. */
  tell(event: Event): void;
  state(): State;
};

const entriesOf = ({ effects }: Step<unknown>): readonly Entry[] =>
  effects.flatMap((effect) => (effect.kind === 'record' ? [effect.entry] : []));

export const createLoop = <State>(parts: {
  readonly initial: State;
  readonly step: (state: State, event: Event) => Step<State>;
  /**
   * What a place does after something nobody expected, at the event that could not be taken. Entries that the journal does not
   * take then go before the next ones.
   */
  readonly fault: (state: State, event: Event) => Step<State>;
  /** On disk when it returns; throws when it cannot be written. */
  readonly append: (entries: readonly Entry[]) => void;
  readonly show: (state: State) => void;
  readonly act: (effect: Effect) => void;
  readonly complain: (message: string, error: unknown) => void;
}): Loop<State> => {
  let state = parts.initial;
  const waiting: Event[] = [];
  let running = false;
  /** Left by a fault, and not on disk yet: until it is, no step succeeds. */
  let unsaid: readonly Entry[] = [];

  const enact = (step: Step<State>): void => {
    // First on disk, then on the screen, then in the world: what the screen says survives a power cut.
    parts.append([...unsaid, ...entriesOf(step)]);
    unsaid = [];
    state = step.state;
    parts.show(state);
    for (const effect of step.effects) if (effect.kind !== 'record') parts.act(effect);
  };

  const recover = (event: Event, error: unknown): void => {
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
      if (effect.kind !== 'record') attempt(`the place could not ${effect.kind}`, () => parts.act(effect));
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
