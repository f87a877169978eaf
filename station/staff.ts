// Who may do what at a desk: levels as rows, and how somebody proves who they are. Knows no screens.
import { createHmac } from 'node:crypto';
import type { RoomName, StaffLevel } from '../contract/desk-view.ts';
import { nameKey, plainKey, type StaffMember } from './settings/staff.ts';
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
  /** Cash, and that the money of a transfer is there: the library system is told. */
  | 'take-money'
  /** Devices, their calibration, faults on purpose. */
  | 'devices'
  /** Settings of the station, staff and their PINs. */
  | 'settings';

const levels: Readonly<Record<StaffLevel, readonly Permission[]>> = {
  staff: ['serve', 'take-money'],
  senior: ['serve', 'take-money', 'override', 'settle'],
  technician: ['serve', 'devices'],
  administrator: ['serve', 'take-money', 'override', 'settle', 'devices', 'settings'],
};

export const may = ({ level }: Pick<Staff, 'level'>, permission: Permission): boolean =>
  levels[level].includes(permission);

const needs: Readonly<Record<RoomName, Permission>> = {
  board: 'serve',
  circulation: 'serve',
  register: 'serve',
  tagging: 'serve',
  inspector: 'serve',
  training: 'serve',
};

export const mayOpen = (staff: Staff, room: RoomName): boolean => may(staff, needs[room]);

/** Whose name was given. `nobody`: a name that there is none of, as one of few numbers: it can be counted, and not be read back. */
export type Named =
  | { readonly staff: string; readonly nobody: null }
  /** Null in the entries of older Trams. */
  | { readonly staff: null; readonly nobody: number | null };

/** Asked of names and PINs; answers who it is, or nobody. Equally slow for a name that there is none of. */
export type StaffBook = {
  /** Null: wrong, or nobody of that name. */
  check(name: string, pin: string): Promise<Staff | null>;
  /** Whose card it is. */
  ofCard(number: string): Staff | null;
  /** As the settings spell it. */
  named(name: string): Named;
};

/** So many names that nobody has are told apart. */
const nobodies = 4096;

export const openStaffBook = (staff: readonly StaffMember[]): StaffBook => {
  const byName = new Map(staff.map((one) => [nameKey(one.name), one]));
  /** Keys on a kiosk's glass have no accents: "tuan" is Tuấn where there is no other. */
  const find = (name: string): StaffMember | null => {
    const alike = staff.filter((one) => plainKey(one.name) === plainKey(name));
    return byName.get(nameKey(name)) ?? (alike.length === 1 ? (alike[0] ?? null) : null);
  };
  const said = ({ name, level }: StaffMember): Staff => ({ name, level });
  // Of a PIN nobody knows, made anew at each start.
  const nobodys = hashStaffPin(crypto.randomUUID());
  // Not to be worked out from outside, and the same after a restart.
  const secret = JSON.stringify(staff.map(({ pin }) => pin));
  return {
    check: async (name, pin) => {
      const member = find(name);
      // Waited for by every name: right after a start it is still being made.
      const other = await nobodys;
      const isRight = await isStaffPin(pin, member?.pin ?? other);
      return isRight && member !== null ? said(member) : null;
    },
    ofCard: (number) => {
      const member = staff.find(({ card }) => card === number);
      return member === undefined ? null : said(member);
    },
    named: (name) => {
      const member = find(name);
      if (member !== null) return { staff: member.name, nobody: null };
      const hash = createHmac('sha256', secret).update(plainKey(name)).digest();
      return { staff: null, nobody: hash.readUInt16BE() % nobodies };
    },
  };
};
