// What each round of the crash harness has to itself: a patron, a few items with their tags, a hold, a fee; so that nothing
// has to be put back and everything that ever happened can be looked over in the end. Data only.
import type { Catalogue, CatalogueItem, CataloguePatron } from 'sip2/acs';
import { demoCatalogue } from 'sip2/acs';
import type { Uid } from '../../drivers/ports/tag-reader.ts';

/** Parts that an item can play. */
const roles = ['fresh', 'second', 'own', 'priced', 'wanted', 'late', 'held'] as const;
export type Role = (typeof roles)[number];

export type Piece = { readonly number: string; readonly uid: Uid; readonly title: string; readonly role: Role };

export type Lot = {
  readonly nth: number;
  readonly patron: { readonly card: string; readonly name: string; readonly pin: string };
  readonly pieces: Readonly<Record<Role, Piece>>;
};

const digits = (value: number, length: number): string => String(value).padStart(length, '0');

const pieceOf = (nth: number, role: Role): Piece => {
  const serial = nth * roles.length + roles.indexOf(role);
  const number = `3${digits(serial, 13)}`;
  const uid = `E0040100${serial.toString(16).toUpperCase().padStart(8, '0')}`;
  return { number, uid, title: `Quyển ${role} ${digits(nth, 6)}`, role };
};

export const lotOf = (nth: number): Lot => ({
  nth,
  patron: {
    card: `2${digits(nth, 13)}`,
    name: `Bạn đọc ${digits(nth, 6)}`,
    // Found in no file by chance.
    pin: `pin-Zq${nth}x`,
  },
  pieces: {
    fresh: pieceOf(nth, 'fresh'),
    second: pieceOf(nth, 'second'),
    own: pieceOf(nth, 'own'),
    priced: pieceOf(nth, 'priced'),
    wanted: pieceOf(nth, 'wanted'),
    late: pieceOf(nth, 'late'),
    held: pieceOf(nth, 'held'),
  },
});

export const piecesOf = ({ pieces }: Lot): readonly Piece[] => roles.map((role) => pieces[role]);

/** Lent to the round's patron before the round begins. */
export const isLentBefore = ({ role }: Piece): boolean => role === 'own' || role === 'wanted' || role === 'late';

/** What every patron owes; within the limit. */
export const owed = 12_000;

/** A library of so many lots, and of one more patron who waits for what others have. */
export const catalogueOf = (count: number): Catalogue => {
  const { library } = demoCatalogue();
  const lots = Array.from({ length: count }, (_, nth) => lotOf(nth));
  const waiting = `2${digits(count, 13)}`;
  const person = (card: string, name: string, pin: string | null): CataloguePatron => ({
    card,
    name,
    pin,
    standing: 'good',
    category: 'adult',
    expiresInDays: 300,
    birthDate: '',
    email: pin === null ? '' : 'reader@example.org',
    phone: '',
    address: '',
    note: '',
  });
  const item = ({ number, title, role }: Piece): CatalogueItem => ({
    barcode: number,
    title,
    author: 'Nhiều tác giả',
    callNumber: '800',
    branch: library.homeBranch,
    media: 'book',
    lending: 'normal',
    audience: 'all',
    fee: role === 'priced' ? 5000 : 0,
    parts: 1,
    note: '',
  });
  return {
    library: { ...library, loanLimit: 50 },
    items: lots.flatMap((lot) => piecesOf(lot).map(item)),
    patrons: [
      ...lots.map(({ patron: { card, name, pin } }) => person(card, name, pin)),
      person(waiting, 'Người chờ', null),
    ],
    loans: lots.flatMap((lot) =>
      piecesOf(lot)
        .filter(isLentBefore)
        .map(({ number, role }) => ({
          item: number,
          card: lot.patron.card,
          dueInDays: role === 'late' ? -3 : 5,
          renewals: 0,
        })),
    ),
    holds: lots.flatMap(({ patron, pieces }) => [
      { item: pieces.wanted.number, card: waiting, pickup: library.homeBranch, ready: false },
      { item: pieces.held.number, card: patron.card, pickup: library.homeBranch, ready: false },
    ]),
    fees: lots.map(({ patron }) => ({ card: patron.card, amount: owed, reason: 'Làm hỏng sách' })),
  };
};
