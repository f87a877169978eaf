// What is used in the exercises: cards, books and tags of the embedded library, and a paper of a person that there is none of. Data.
import type { Hand } from '../../contract/bench.ts';
import type { ThingWhat, TrainingGlass } from '../../contract/training-view.ts';
import type { World } from './world.ts';

/** `uids`: its tags, where it is laid down; `scans`: what a scanner reads of it. */
export type Thing = {
  readonly id: string;
  readonly what: ThingWhat;
  readonly name: string;
  readonly uids: (world: World) => readonly string[];
  readonly scans: string | null;
};

export const people = {
  an: { card: '21234000000018', name: 'Nguyễn Văn An' },
  john: { card: '21234000000034', name: 'John Carter' },
  chi: { card: '21234000000042', name: 'Lê Minh Chi' },
  /** Owes 12 000, within the limit. */
  phuc: { card: '21234000000125', name: 'Lý Gia Phúc' },
} as const;

export const books = {
  kieu: { item: '31234000001014', title: 'Truyện Kiều' },
  chiPheo: { item: '31234000001030', title: 'Chí Phèo' },
  tatDen: { item: '31234000001048', title: 'Tắt đèn' },
  /** Not for loan. */
  chronicle: { item: '31234000001253', title: 'Đại Việt sử ký toàn thư' },
  /** Lent to An. */
  moor: { item: '31234000001667', title: 'Đồi gió hú' },
  /** Lent to Chi, overdue. */
  ferry: { item: '31234000001089', title: 'Bến không chồng' },
  /** Lent to Chi. */
  eyes: { item: '31234000001071', title: 'Mắt biếc' },
  /** Lent to Thomas Baker, and somebody waits for it. */
  number: { item: '31234000001022', title: 'Số đỏ' },
  /** Three volumes under one number. */
  adviser: { item: '31234000001311', title: 'Ông cố vấn' },
} as const;
export type Book = (typeof books)[keyof typeof books];

/** Of a person that there is none of. */
export const paper = {
  name: 'Nguyễn Thị Mai',
  code: '001190054321||Nguyễn Thị Mai|12031990|Nữ|8 Tràng Thi, Hà Nội|15042021',
} as const;

const nothing = (): readonly string[] => [];
export const card = ({ card: number, name }: (typeof people)[keyof typeof people]): Thing => ({
  id: `card-${number}`,
  what: 'card',
  name,
  uids: nothing,
  scans: number,
});
export const book = ({ item, title }: Book): Thing => ({
  id: `book-${item}`,
  what: 'book',
  name: title,
  uids: (world) => world.tagsOf(item),
  scans: null,
});
export const part = ({ item }: Book, nth: number): Thing => ({
  id: `part-${nth}`,
  what: 'part',
  name: String(nth),
  uids: (world) => world.tagsOf(item).slice(nth - 1, nth),
  scans: null,
});
export const label = ({ item, title }: Book): Thing => ({
  id: `label-${item}`,
  what: 'label',
  name: title,
  uids: nothing,
  scans: item,
});
export const blankUid = (nth: number): string => `E00401500400000${nth}`;
export const blank = (nth: number): Thing => ({
  id: `blank-${nth}`,
  what: 'blank',
  name: String(nth),
  uids: () => [blankUid(nth)],
  scans: null,
});
export const acs: Thing = { id: 'acs', what: 'acs', name: '', uids: nothing, scans: null };
export const blanks = [1, 2, 3, 4] as const;

export const paperThing: Thing = { id: 'paper', what: 'paper', name: paper.name, uids: nothing, scans: paper.code };

/** What using it now does: hands of the bench, in their order. */
export const handsOf = (world: World, glass: TrainingGlass, thing: Thing): readonly Hand[] => {
  if (thing.what === 'acs') {
    const isThere = world.library.mood().mood === 'normal';
    return [{ kind: 'acs-mood', mood: isThere ? 'gone' : 'normal' }];
  }
  if (thing.scans !== null) return [{ kind: 'scan', text: thing.scans }];
  const uids = thing.uids(world);
  const lies = uids.some((uid) => world.isOnPad(glass, uid));
  return uids.map((uid): Hand => ({ kind: lies ? 'take-off-pad' : 'put-on-pad', uid }));
};

export const isThingThere = (world: World, glass: TrainingGlass, thing: Thing): boolean =>
  thing.what === 'acs'
    ? world.library.mood().mood === 'normal'
    : thing.scans === null && thing.uids(world).some((uid) => world.isOnPad(glass, uid));
