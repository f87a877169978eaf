// Kiosk screens for staff, each as a station would send it: who is asked for, and the page behind it.
import type { BoardWhat } from '../../contract/board-view.ts';
import type { KioskHand, StaffPage, TestSlip } from '../../contract/kiosk-staff-view.ts';
import type { StaffSigning } from '../../contract/signing-view.ts';
import type { KioskScreen } from '../../contract/view.ts';

export const signing = (more: Partial<StaffSigning>): StaffSigning => ({
  name: null,
  checking: false,
  wrong: null,
  waits: 0,
  byCard: true,
  ...more,
});

const hand = (what: BoardWhat, more: Partial<KioskHand> = {}): KioskHand => ({
  key: what,
  what,
  since: { day: '2026-11-23', time: '09:41' },
  item: null,
  reason: null,
  taken: null,
  maySettle: true,
  endsByItself: false,
  ...more,
});

const page = (more: Partial<StaffPage>): KioskScreen => ({
  at: 'staff',
  who: { name: 'Minh', level: 'senior' },
  place: 'K1',
  today: '2026-11-23',
  hands: [],
  isOutOfUse: false,
  slip: 'none',
  ...more,
});

const itself = { maySettle: false, endsByItself: true };
const hands: readonly KioskHand[] = [
  hand('help', { taken: { by: 'Minh', isMe: true } }),
  hand('loan-armed', { item: '31234000001014', since: { day: '2026-11-22', time: '16:20' } }),
  hand('tag-arm', { item: '31234000001022', taken: { by: 'Nguyễn Thị Ánh Hồng', isMe: false } }),
  hand('see-staff', { item: '31234000001030' }),
  hand('parts-missing', { item: '31234000001055' }),
  hand('device', { ...itself, reason: { of: 'device', device: 'card-reader' } }),
  hand('paper-near-end', itself),
];

const slips = Object.fromEntries(
  (['printing', 'printed', 'sent', 'no-paper', 'cover-open', 'printer-silent'] satisfies TestSlip[]).map((slip) => [
    `staff-slip-${slip}`,
    page({ slip }),
  ]),
);

const doorOf = (more: Partial<StaffSigning>): KioskScreen => ({ at: 'staff-door', signing: signing(more) });

export const staffScreens: Readonly<Record<string, KioskScreen>> = {
  'closed-out-of-use': { at: 'closed', because: 'out-of-use' },
  'closed-set-up': { at: 'closed', because: 'set-up' },
  'closed-tended': { at: 'closed', because: 'tended' },
  'glass-check-touch': { at: 'glass-check', shown: { check: 'touch', cells: [0, 7, 9] } },
  'glass-check-colour': { at: 'glass-check', shown: { check: 'colours', colour: 'green' } },
  'glass-check-voice': { at: 'glass-check', shown: { check: 'voice', turn: 1 } },
  'staff-door': doorOf({}),
  'staff-door-no-card': doorOf({ byCard: false }),
  'staff-door-other-card': doorOf({ wrong: 'staff-card' }),
  'staff-door-many-cards': doorOf({ wrong: 'cards-wait' }),
  'staff-door-named': doorOf({ name: 'Tuấn' }),
  'staff-door-checking': doorOf({ name: 'Tuấn', checking: true }),
  'staff-door-wrong': doorOf({ name: 'Tuấn', wrong: 'pin', waits: 3 }),
  'staff-door-locked': doorOf({ name: 'Tuấn', wrong: 'locked' }),
  staff: page({}),
  'staff-rows': page({ hands, isOutOfUse: true, slip: 'printed' }),
  'staff-technician': page({ who: { name: 'Tuấn', level: 'technician' }, hands }),
  ...slips,
};
