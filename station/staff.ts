// Who may do what at a desk: levels as rows, and how somebody proves who they are. Knows no screens.
import type { RoomName, StaffLevel } from '../contract/desk-view.ts';
import { nameKey, type StaffMember } from './settings/staff.ts';
import { hashStaffPin, isStaffPin } from './staff-pin.ts';

/** Somebody who has signed in. */
export type Staff = { readonly name: string; readonly level: StaffLevel };

/** What can be allowed. Each room names what it needs; each level has what its row says. */
export type Permission =
  /** Cards, loans, tags, the board: the day's work. */
  | 'serve'
  /** Past a rule of the library, with a reason, where the library system lets it. */
  | 'override'
  /** Off-line conflicts, payments in doubt: what changes an account after the fact. */
  | 'settle'
  /** Devices, their calibration, faults on purpose. */
  | 'devices'
  /** Settings of the station, staff and their PINs. */
  | 'settings';

const levels: Readonly<Record<StaffLevel, readonly Permission[]>> = {
  staff: ['serve'],
  senior: ['serve', 'override', 'settle'],
  technician: ['serve', 'devices'],
  administrator: ['serve', 'override', 'settle', 'devices', 'settings'],
};

export const may = ({ level }: Staff, permission: Permission): boolean => levels[level].includes(permission);

const needs: Readonly<Record<RoomName, Permission>> = {
  board: 'serve',
  circulation: 'serve',
  register: 'serve',
  tagging: 'serve',
  inspector: 'serve',
};

export const mayOpen = (staff: Staff, room: RoomName): boolean => may(staff, needs[room]);

/** Asked of names and PINs; answers who it is, or nobody. Equally slow for a name that there is none of. */
export type StaffBook = {
  /** Null: wrong, or nobody of that name. */
  check(name: string, pin: string): Promise<Staff | null>;
  /** Whose card it is. */
  ofCard(number: string): Staff | null;
  /** The name as the settings spell it; null where there is none. */
  known(name: string): string | null;
};

export const openStaffBook = (staff: readonly StaffMember[]): StaffBook => {
  const byName = new Map(staff.map((one) => [nameKey(one.name), one]));
  const said = ({ name, level }: StaffMember): Staff => ({ name, level });
  // Of a PIN nobody knows, made anew at each start.
  const nobodys = hashStaffPin(crypto.randomUUID());
  return {
    check: async (name, pin) => {
      const member = byName.get(nameKey(name));
      const isRight = await isStaffPin(pin, member?.pin ?? (await nobodys));
      return isRight && member !== undefined ? said(member) : null;
    },
    ofCard: (number) => {
      const member = staff.find(({ card }) => card === number);
      return member === undefined ? null : said(member);
    },
    known: (name) => byName.get(nameKey(name))?.name ?? null,
  };
};
