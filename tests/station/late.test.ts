// Answers that come home after their session: what they leave to be done at the tags.
import { expect, test } from 'vitest';
import type { Event } from '../../station/flow.ts';
import { stepLate, type Orphan } from '../../station/flows/late.ts';

const uid = 'E004015010000011';
const about = { of: 'checkout', ticket: '7-1', item: '31', patron: '21' } as const;
const orphan: Orphan = { ...about, pin: null, uids: [uid], waits: false };

const lent = (leaveArmed: boolean): Event => ({
  kind: 'checkout-answered',
  ticket: '7-1',
  answer: {
    kind: 'lent',
    loan: { item: '31', title: null, due: null, renewed: false, ours: true, leaveArmed, media: null, offline: null },
  },
});

const pending = (event: Event): unknown[] =>
  stepLate([orphan], event, true).effects.flatMap((effect) =>
    effect.kind === 'record' && effect.entry.kind === 'security-pending' ? [effect.entry] : [],
  );

test('a loan that came home late is disarmed when its tag is seen again', () => {
  expect(pending(lent(false))).toEqual([{ kind: 'security-pending', uid, item: '31', want: 'disarmed' }]);
});

test('a late loan that the library system will not let out of the house stays armed', () => {
  expect(pending(lent(true))).toEqual([]);
});

test('a loan that was found out is disarmed: no later answer says what the lost one said of desensitizing', () => {
  const found: Event = { kind: 'loan-found-out', ticket: '7-1', answer: { kind: 'on-loan', due: null, title: null } };
  expect(pending(found)).toEqual([{ kind: 'security-pending', uid, item: '31', want: 'disarmed' }]);
});
