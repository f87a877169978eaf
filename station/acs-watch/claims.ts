// What a library system claims to answer (BX) beside what it was seen to answer: sixteen rows, each with what follows. Pure.
import { claimedInOrder, codeOf, type AcsStatus, type Kind } from 'sip2';
import type { AcsClaim, ClaimVerdict } from '../../contract/acs-check-view.ts';

/** Of one kind of question: how often it was answered, how often not, and why not the last time. */
export type Tried = { readonly worked: number; readonly failed: number; readonly because: string | null };
export type Trials = ReadonlyMap<string, Tried>;

/** What this station ever asks; the others matter to no kiosk of it. */
const used: ReadonlySet<string> = new Set<Kind | 'resend'>([
  ...(['checkout', 'checkin', 'sc-status', 'resend', 'login', 'patron-information', 'end-patron-session'] as const),
  ...(['fee-paid', 'item-information', 'hold', 'renew'] as const),
]);

const untried: Tried = { worked: 0, failed: 0, because: null };

export const claimsOf = (status: AcsStatus | null, trials: Trials): readonly AcsClaim[] =>
  claimedInOrder(status).map(({ about, says }) => {
    const { worked, failed, because } = trials.get(about) ?? untried;
    const isUsed = used.has(about);
    return {
      about,
      code: codeOf(about === 'resend' ? 'request-acs-resend' : about),
      claims: says,
      worked,
      failed,
      failedBecause: because,
      isUsed,
      verdict: verdictOf(says, worked, failed, isUsed),
    };
  });

const verdictOf = (says: boolean | null, worked: number, failed: number, isUsed: boolean): ClaimVerdict => {
  if (worked > 0 && failed > 0) return 'mixed';
  if (worked > 0) return says === false ? 'works-unclaimed' : 'fits';
  if (failed > 0) return says === true ? 'fails-claimed' : 'fails-unclaimed';
  if (!isUsed) return 'not-needed';
  return says === false ? 'untried-unclaimed' : 'untried-claimed';
};
