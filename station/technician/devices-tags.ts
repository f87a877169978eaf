// Commands on a reader and on the tags before it, by hand: only while its place is out of use for the technician. What is written is looked
// over first and read back; nothing is ever locked. Pure.
import type { HandOrder, HandOutcome } from '../../contract/devices-view.ts';
import { faultIn } from '../../drivers/ports/fault.ts';
import type { ExaminedTag, TagPlan } from '../../drivers/ports/tag-work.ts';
import { detect } from '../../drivers/tags/detect.ts';
import { isMine, mostOutcomes, type DevicesPage, type Planned, type TagWork } from './devices-state.ts';
import type { DeviceCame, DeviceOrder, DevicesEvent } from './devices-talk.ts';
import { tried, type DevicesStep, type Tended } from './devices-base.ts';
import { goOn, type PageGround } from './talk.ts';

export const stepTags = (
  page: DevicesPage,
  event: Tended | Extract<DevicesEvent, { kind: 'device-came' }>,
  ground: PageGround,
): DevicesStep => {
  if (event.kind === 'device-came') return answered(page, event, ground);
  const { act } = event;
  switch (act.kind) {
    case 'ask-inventory':
      return order(page, 'inventory', { do: 'inventory' }, ground);
    case 'beep-reader':
      return order(page, 'beep', { do: 'beep' }, ground);
    case 'examine-tag':
      return order(page, 'examine', { do: 'examine', uid: act.uid }, ground);
    case 'secure-tag':
      return order(
        page,
        act.want === 'armed' ? 'arm' : 'disarm',
        { do: 'secure', uid: act.uid, want: act.want },
        ground,
      );
    case 'plan-write':
      return page.tags.open === null || page.tags.doing !== null
        ? goOn(page)
        : goOn(working(page, { planned: planOf(page.tags.open.tag, act.block, act.hex) }));
    case 'drop-write':
      return goOn(working(page, { planned: null }));
    case 'write-tag-now': {
      const { open, planned } = page.tags;
      if (open === null || planned === null || planned.plan === null) return goOn(page);
      const write = { do: 'write', uid: open.tag.uid, plan: planned.plan } as const;
      return order(working(page, { planned: null }), 'write', write, ground);
    }
    default:
      return goOn(page);
  }
};

const working = (page: DevicesPage, tags: Partial<TagWork>): DevicesPage => ({
  ...page,
  tags: { ...page.tags, ...tags },
});

/** What lasts is on record before it is done: whoever leaves before it is over hears no outcome. */
const isLasting = ({ do: what }: DeviceOrder): boolean => what === 'write' || what === 'secure';

const order = (page: DevicesPage, name: HandOrder, wish: DeviceOrder, ground: PageGround): DevicesStep => {
  const { chosen } = page;
  if (chosen === null || chosen === 'recordings' || page.tags.doing !== null) return goOn(page);
  if (!isMine(page)) return goOn({ ...page, told: 'take-place-first' });
  const nth = page.made + 1;
  const ticket = `hand-${ground.session}-${nth}`;
  const uid = 'uid' in wish ? wish.uid : null;
  const outcome: HandOutcome = { nth, order: name, uid, came: 'doing', fault: null, count: null, ms: null };
  return goOn(
    {
      ...page,
      made: nth,
      tags: { ...page.tags, doing: ticket, outcomes: [outcome, ...page.tags.outcomes].slice(0, mostOutcomes) },
    },
    ...(isLasting(wish) ? [tried(ground, page, name, { uid, came: 'asked' })] : []),
    {
      kind: 'do-with-device',
      ticket,
      ...chosen,
      order: wish,
      by: ground.who?.name ?? '',
      language: ground.language,
    },
  );
};

const answered = (
  page: DevicesPage,
  { ticket, ms, came: outcome }: Extract<DevicesEvent, { kind: 'device-came' }>,
  ground: PageGround,
): DevicesStep => {
  if (ticket !== page.tags.doing) return goOn(page);
  const [last, ...before] = page.tags.outcomes;
  if (last === undefined) return goOn(working(page, { doing: null }));
  const now: HandOutcome = { ...last, ms, ...said(outcome) };
  const open = outcome.did === 'examine' ? { tag: outcome.tag, facts: outcome.facts } : openAfter(page.tags.open, now);
  const next = working(page, { doing: null, outcomes: [now, ...before], open });
  return goOn(next, tried(ground, page, now.order, { uid: now.uid, came: now.came }));
};

/** What was written, or taken away, is not what was read before. */
const openAfter = (open: TagWork['open'], { order: what, uid }: HandOutcome): TagWork['open'] =>
  open !== null && open.tag.uid === uid && what !== 'inventory' && what !== 'beep' ? null : open;

type Said = Pick<HandOutcome, 'came' | 'fault' | 'count'>;

const said = (came: DeviceCame): Said => {
  const plain = { fault: null, count: null } as const;
  switch (came.did) {
    case 'inventory':
    case 'beep': {
      const { failure, uids } = came;
      if (failure === null) return { came: 'done', fault: null, count: came.did === 'inventory' ? uids.length : null };
      return {
        came: failure.kind === 'unsupported' ? 'unsupported' : failure.kind === 'gone' ? 'gone' : 'trouble',
        fault: faultIn(failure),
        count: null,
      };
    }
    case 'examine':
      return { came: 'done', ...plain };
    case 'not-examined':
      return { came: came.why, fault: came.fault, count: null };
    case 'write': {
      const { written } = came;
      const fault = 'fault' in written ? faultIn(written) : written.kind === 'verified' ? written.remark : null;
      return { came: written.kind, fault, count: null };
    }
    case 'secure': {
      const { secured } = came;
      const fault = 'fault' in secured ? faultIn(secured) : null;
      return { came: secured.kind === 'done' ? 'verified' : secured.kind, fault, count: null };
    }
    default:
      return { came: 'trouble', ...plain };
  }
};

// ── What would be written ──

const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');

/** Bytes of one block; null where this kind of tag is not written by hand. */
export const unitOf = (tag: ExaminedTag): number | null => {
  if (tag.kind === 'memory') return tag.blockSize;
  return tag.kind === 'uhf' && tag.user.length > 0 ? 2 : null;
};
const bytesOf = (tag: ExaminedTag): Uint8Array =>
  tag.kind === 'memory' ? tag.memory : tag.kind === 'uhf' ? tag.user : new Uint8Array();

export const planOf = (tag: ExaminedTag, block: number, text: string): Planned => {
  const none = (wrong: Planned['wrong']): Planned => ({ plan: null, changes: [], says: '', wrong });
  const unit = unitOf(tag);
  const hex = text.replaceAll(/[\s:,-]/g, '');
  if (unit === null || !/^(?:[0-9A-Fa-f]{2})+$/.test(hex)) return none('no-hex');
  const before = bytesOf(tag);
  const bytes = Uint8Array.from(Buffer.from(hex, 'hex'));
  if (block * unit + bytes.length > before.length) return none('too-long');
  const to = before.slice();
  to.set(bytes, block * unit);
  const changes = Array.from({ length: Math.ceil(before.length / unit) }, (_, nth) => nth).flatMap((nth) => {
    const [was, is] = [before, to].map((all) => hexOf(all.subarray(nth * unit, (nth + 1) * unit)));
    return was === undefined || is === undefined || was === is ? [] : [{ block: nth, before: was, after: is }];
  });
  if (changes.length === 0) return none('same');
  if (tag.kind === 'memory' && changes.some(({ block: nth }) => tag.locked?.has(nth) === true)) return none('locked');
  return { plan: planTo(tag, to), changes, says: saysAfter(tag, to), wrong: null };
};

const planTo = (tag: ExaminedTag, to: Uint8Array): TagPlan | null => {
  if (tag.kind === 'memory')
    return { kind: 'memory', blockSize: tag.blockSize, from: tag.memory, to, dsfid: null, marks: [], lock: [] };
  if (tag.kind !== 'uhf') return null;
  const { pc, uii, user } = tag;
  return { kind: 'uhf', from: { pc, uii, user }, to: { pc, uii, user: to } };
};

/** The number that would be read from it; empty: none. */
const saysAfter = (tag: ExaminedTag, to: Uint8Array): string => {
  if (tag.kind !== 'memory') return '';
  const meaning = detect(to, tag.blockSize);
  return meaning.kind === 'item' || meaning.kind === 'patron-card' ? meaning.id : '';
};
