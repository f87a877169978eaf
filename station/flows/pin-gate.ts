// The loans that need no password, and what waits for one: how many may still be made, and what becomes of the others. Pure.
import { isAsking } from './asking.ts';
import { isFurther, type Checkout, type LoanLine } from './loan.ts';
import { withPile } from './pile.ts';

/** A loan of theirs that is lent once more is no further one. What nobody knows yet counts as lent. */
export const needsPin = ({ gate, had, pile }: Checkout, { number }: LoanLine): boolean => {
  if (gate === null || (number !== null && had?.includes(number) === true)) return false;
  const taken = pile.lines.filter(({ state }) =>
    'loan' in state ? isFurther(state.loan) : state.at === 'finding-out' || state.at === 'unclear',
  ).length;
  return taken >= gate.left;
};

/** A loan that was taken back, or that never came about, leaves its room to the first that waits for the password. */
export const freedFromGate = (checkout: Checkout): LoanLine | null =>
  isAsking(checkout.pile)
    ? null
    : (checkout.pile.lines.find((line) => line.state.at === 'needs-pin' && !needsPin(checkout, line)) ?? null);

/** The password was right: nothing waits for it any more. */
export const gateOpened = (checkout: Checkout, pin: string | null): Checkout =>
  afterGate({ ...checkout, pin, gate: null }, { at: 'waiting' });

/** It was wrong too often. */
export const shutGate = (checkout: Checkout): Checkout =>
  afterGate({ ...checkout, gate: checkout.gate && { ...checkout.gate, isShut: true } }, refusedForPin);

export const refusedForPin: LoanLine['state'] = { at: 'refused', because: 'pin-needed' };

const afterGate = (checkout: Checkout, state: LoanLine['state']): Checkout =>
  withPile(checkout, {
    ...checkout.pile,
    lines: checkout.pile.lines.map((line) => (line.state.at === 'needs-pin' ? { ...line, state } : line)),
  });
