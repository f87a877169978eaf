// The draft of the next settings, field by field: typed, chosen, added, taken out. Whether a value will do is the schema's word; here it
// only gets the shape that belongs there. Pure.
import type { SettingsAct } from '../../contract/settings-calls.ts';
import { may } from '../staff.ts';
import { blankOf, holds, nodeAt, type FormNode } from '../settings/form.ts';
import { at, isGroup, isList, stepsOf, withAt, type Json } from '../settings/json.ts';
import { copyOf } from '../settings/portable.ts';
import { drafted, isStaffPath, type SettingsPage } from './settings-state.ts';
import type { SettingsEvent } from './settings-talk.ts';
import { goOn, type TechnicianStep, type PageGround } from './talk.ts';

type Step = TechnicianStep<SettingsPage>;
type Happened = { readonly kind: 'tended'; readonly act: SettingsAct } | Extract<SettingsEvent, { kind: 'pin-hashed' }>;

export const shortestPin = 6;

/** Why somebody may not change it; null where they may. */
export const lockOf = (page: SettingsPage, path: string, { who }: PageGround): 'credential' | 'staff' | null => {
  const names: readonly string[] = [...(page.read?.credentials.keys() ?? [])];
  if (names.includes(path)) return 'credential';
  return isStaffPath(path) && who !== null && !may(who, 'settings') ? 'staff' : null;
};

export const stepDraft = (page: SettingsPage, event: Happened, ground: PageGround): Step => {
  if (event.kind === 'pin-hashed') return goOn(put(page, event.path, event.hash));
  const { act } = event;
  if (!('path' in act)) return goOn(page);
  if (lockOf(page, act.path, ground) === 'staff') return goOn({ ...page, told: 'only-administrator' });
  const node = nodeAt(page.draft, act.path);
  switch (act.kind) {
    case 'confirm-field':
      return goOn({ ...page, asked: page.asked.filter((path) => path !== act.path) });
    case 'set-field':
      if (node === null || node.marks.secret) return goOn(page);
      return goOn(put(page, act.path, typed(node, act.value)));
    case 'set-secret':
      if (node?.marks.secret !== true) return goOn(page);
      if (!node.marks.pin) return goOn(put(page, act.path, act.value));
      return act.value.length < shortestPin
        ? goOn({ ...page, told: 'pin-too-short' })
        : goOn(page, { kind: 'hash-pin', path: act.path, pin: act.value });
    case 'reset-field':
      // What nobody knows is taken out; what must be said is said.
      return (node === null || node.usual !== undefined) && !isEntry(act.path)
        ? goOn(put(page, act.path, undefined))
        : goOn(page);
    case 'choose-kind':
      return node?.shape.kind === 'group'
        ? goOn(put(page, act.path, chosen(page, act.path, node, act.value)))
        : goOn(page);
    case 'add-item':
    case 'copy-item':
    case 'remove-item':
    case 'move-item':
      return goOn(withList(page, act));
    default:
      return goOn(page);
  }
};

const isEntry = (path: string): boolean => /\.\d+$/.test(path);

/** What comes when nothing is said is said as far as the way leads through it: half a group would be another one. */
const saidOnTheWay = (draft: Json, path: string): Json => {
  const steps = stepsOf(path).slice(0, -1);
  return steps.reduce<Json>((all, _step, nth) => {
    const way = steps.slice(0, nth + 1).join('.');
    const node = nodeAt(all, way);
    return at(all, way) === undefined && isGroup(node?.usual) ? withAt(all, way, node.usual) : all;
  }, draft);
};

const put = (page: SettingsPage, path: string, value: Json | undefined): SettingsPage => {
  const next = drafted(page, withAt(saidOnTheWay(page.draft, path), path, value));
  return { ...next, asked: next.asked.filter((other) => other !== path) };
};

/** As it stands in the file; what does not fit stays as it was typed, and is wrong there. */
const typed = (node: FormNode, value: string | boolean | null): Json => {
  const { shape, none } = node;
  if (value === null) return none ? null : blankOf(node);
  if (typeof value === 'boolean') return value;
  if (value === '' && none) return null;
  switch (shape.kind) {
    case 'number': {
      const text = value.trim().replace(',', '.');
      return /^-?\d{1,15}(?:\.\d{1,6})?$/.test(text) ? Number(text) : value;
    }
    case 'switch':
      return value === 'true' ? true : value === 'false' ? false : value;
    case 'choice':
      return shape.values.find((one) => String(one) === value) ?? value;
    default:
      return value;
  }
};

/** Another kind of group keeps what both know. */
const chosen = (page: SettingsPage, path: string, node: FormNode, value: string): Json => {
  if (node.shape.kind !== 'group' || (value === '' && node.none)) return null;
  const { kinds, by } = node.shape;
  const kind = kinds.find(({ name }) => name === value) ?? kinds[0];
  const before = holds(node, at(page.draft, path));
  const kept = Object.entries(isGroup(before) ? before : {}).filter(
    ([name]) => name !== by && kind?.fields.some((field) => field.name === name) === true,
  );
  const blank = blankOf(node, kind?.name ?? null);
  return isGroup(blank) ? { ...blank, ...Object.fromEntries(kept) } : blank;
};

type ListAct = Extract<SettingsAct, { kind: 'add-item' | 'copy-item' | 'remove-item' | 'move-item' }>;

const withList = (page: SettingsPage, act: ListAct): SettingsPage => {
  const listPath = act.kind === 'add-item' ? act.path : stepsOf(act.path).slice(0, -1).join('.');
  const nth = Number(stepsOf(act.path).at(-1));
  const node = nodeAt(page.draft, listPath);
  const list = node === null ? undefined : holds(node, at(page.draft, listPath));
  if (node?.shape.kind !== 'list' || !isList(list)) return page;
  const { of, most } = node.shape;
  const mayGrow = list.length < (most ?? 200);
  /** `order`: which entry of before stands where now; -1 for a new one. */
  const become = (next: readonly Json[], order: readonly number[], section: string | null): SettingsPage => {
    const moved = put(page, listPath, next);
    return {
      ...moved,
      asked: page.asked.flatMap((path) => reindexed(path, listPath, order)),
      section: listPath === 'places' && section !== null ? section : openAfter(page.section, listPath, order),
    };
  };
  const all = list.map((_one, index) => index);
  const [one] = list.slice(nth, nth + 1);
  if (act.kind === 'add-item')
    return mayGrow ? become([...list, blankOf(of, act.value)], [...all, -1], `${listPath}.${list.length}`) : page;
  if (one === undefined) return page;
  switch (act.kind) {
    case 'copy-item':
      return mayGrow
        ? become(list.toSpliced(nth + 1, 0, copyOf(of, one)), all.toSpliced(nth + 1, 0, -1), `${listPath}.${nth + 1}`)
        : page;
    case 'remove-item':
      return become(list.toSpliced(nth, 1), all.toSpliced(nth, 1), null);
    case 'move-item': {
      const to = nth + act.by;
      if (to < 0 || to >= list.length) return page;
      return become(list.toSpliced(nth, 1).toSpliced(to, 0, one), all.toSpliced(nth, 1).toSpliced(to, 0, nth), null);
    }
  }
};

/** Where the entry that a path leads into stands now; nowhere when it is gone. */
const reindexed = (path: string, listPath: string, order: readonly number[]): readonly string[] => {
  if (!path.startsWith(`${listPath}.`)) return [path];
  const [nth = '', ...further] = path.slice(listPath.length + 1).split('.');
  const now = order.indexOf(Number(nth));
  return now === -1 ? [] : [[listPath, now, ...further].join('.')];
};

const openAfter = (section: string, listPath: string, order: readonly number[]): string =>
  reindexed(section, listPath, order)[0] ?? listPath;
