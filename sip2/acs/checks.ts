// What AY and AZ of a question mean for its answer. Knows one question at a time.

import type { Request } from './caller.ts';
import type { Check } from './wire.ts';

/** Error detection follows the question: AY and AZ in, the same AY and an AZ out. */
export function checkOf({ checksum, sequence }: Request): Check {
  return checksum === 'none' ? null : { sequence };
}

/** Another AY, for a fault. */
export function otherCheck(request: Request): Check {
  const { sequence } = checkOf(request) ?? { sequence: null };
  return sequence === null ? checkOf(request) : { sequence: (sequence + 1) % 10 };
}

/** For a 96: AZ alone, where the question had one. */
export function bareCheck(request: Request): Check {
  return checkOf(request) === null ? null : { sequence: null };
}

// 3M SIP2 2.00: the same AY and AZ as before is the same question, and the work is not done twice.
export function isRepetition(before: Uint8Array, question: Uint8Array, request: Request): boolean {
  if (checkOf(request) === null || before.length !== question.length) return false;
  return before.every((byte, at) => byte === question[at]);
}
