// What a status says about a question that changes something: whether it was done, not done, or nobody knows. Knows HTTP's
// numbers (RFC 9110, 15); must not know any library system.
import type { HttpAnswer } from './http.ts';
import type { Silent, Unknown } from './registry.ts';

type Answered = Extract<HttpAnswer, { kind: 'answer' }>;
export type Verdict =
  | { readonly kind: 'yes'; readonly answer: Answered }
  | { readonly kind: 'no'; readonly answer: Answered }
  | Silent
  | Unknown;

/** Not now, and nothing was done: too many questions, or shut for maintenance. */
const notNow = new Set([429, 503]);

/** A fault inside (500), or of whatever stands in front (502, 504), can come after the work was done. */
export const verdictOf = (answer: HttpAnswer): Verdict => {
  if (answer.kind === 'not-asked') return { kind: 'silent' };
  if (answer.kind === 'no-answer') return { kind: 'unknown' };
  const { status } = answer;
  if (status >= 200 && status < 300) return { kind: 'yes', answer };
  if (notNow.has(status)) return { kind: 'silent' };
  return status >= 400 && status < 500 && status !== 408 ? { kind: 'no', answer } : { kind: 'unknown' };
};
