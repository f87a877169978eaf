// How returning begins, and from when it counts: by a press, or by the first item where returning is all there is. Pure.
import type { Notice } from '../../contract/view.ts';
import { beginCheckin, stepCheckin, type Checkin } from '../flows/checkin.ts';
import { go, record, type Effect, type Event, type Step } from '../flow.ts';
import { closingBefore, lastClosing } from '../hours.ts';
import type { FunctionName } from '../settings/service.ts';
import { offeredNow } from './opening.ts';
import type { Kiosk, KioskRules } from './kiosk-state.ts';
import { isLeft } from './left.ts';

/** The session must be its own already. */
export const beginReturn = (rules: KioskRules, kiosk: Kiosk, nowMs: number): Step<Kiosk> => {
  const { session } = kiosk;
  const { returns, security } = rules;
  const dated = datedOf(rules, nowMs);
  const flow = beginCheckin({
    session,
    security,
    showsFee: returns.fee === 'shown',
    isSlot: returns.slot,
    dated,
    takesOffline: rules.offline !== 'closes',
    way: kiosk.acs === 'silent' ? 'offline' : 'acs',
  });
  return go(
    { ...kiosk, stage: { at: 'checkin', flow, door: { at: 'open' } } },
    record({ kind: 'session-began', session, errand: 'checkin', patron: null }),
    ...(dated === null ? [] : [datedEntry(session, dated, { by: 'settings', staff: null })]),
  );
};

const datedOf = ({ returns, hours }: KioskRules, nowMs: number): Checkin['dated'] => {
  const dropMs = returns.drop === 'always' ? closingBefore(hours, nowMs) : null;
  if (dropMs !== null) return { ms: dropMs, because: 'drop' };
  const closedMs = returns.dated === 'last-closing' ? lastClosing(hours, nowMs) : null;
  return closedMs === null ? null : { ms: closedMs, because: 'closed' };
};

export const datedEntry = (
  session: number,
  { ms, because }: NonNullable<Checkin['dated']>,
  who: { readonly by: 'staff'; readonly staff: string } | { readonly by: 'settings'; readonly staff: null },
): Effect => record({ kind: 'returns-dated', session, dated: new Date(ms).toISOString(), because, ...who });

/**
 * Where nothing else can be done, nobody presses: the first item that is read, or scanned, begins. Not where borrowing is only not
 * possible for a while: then somebody may lay down what they came to borrow.
 */
export const returnsByItself = (rules: KioskRules, kiosk: Kiosk): boolean =>
  isReturnsOnly(offeredNow(rules, kiosk)) && (isReturnsOnly(rules.functions) || kiosk.open.at === 'closed');

const isReturnsOnly = (offered: readonly FunctionName[]): boolean => offered.length === 1 && offered[0] === 'return';

export const beginsReturn = (kiosk: Kiosk, event: Event): boolean => {
  if (event.kind === 'tag-read' || event.kind === 'tag-mended')
    return event.thing.kind === 'item' && !isLeft(kiosk, event.uid);
  return isItemScan(event);
};

const isItemScan = (event: Event): event is Extract<Event, { kind: 'scanned' }> =>
  event.kind === 'scanned' &&
  event.scan.kind === 'number' &&
  (event.scan.mayBe === 'item' || event.scan.mayBe === 'either');

/** What lies on the pad is told to a new pile anyway; a scan is told here. */
export const beginReturnWith = (rules: KioskRules, kiosk: Kiosk, event: Event, nowMs: number): Step<Kiosk> => {
  const begun = beginReturn(rules, { ...kiosk, notice: withoutChoice(kiosk.notice) }, nowMs);
  const { stage } = begun.state;
  if (!isItemScan(event) || event.scan.kind !== 'number' || stage.at !== 'checkin') return begun;
  const step = stepCheckin(stage.flow, { kind: 'item-scanned', number: event.scan.number });
  return go({ ...begun.state, stage: { ...stage, flow: step.state } }, ...begun.effects, ...step.effects);
};

/** There was nothing to choose. */
const withoutChoice = (notice: Notice | null): Notice | null => (notice === 'choose-first' ? null : notice);
