// What lies on the pad and is nobody's who stands there now: what the last one left, what lay there when the reader woke. Pure.
import type { Uid } from '../../drivers/ports/tag-reader.ts';
import { kioskTimes, type Kiosk, type KioskRules } from './kiosk-state.ts';

export const isLeft = (kiosk: Pick<Kiosk, 'left'>, uid: Uid): boolean => kiosk.left.some((tag) => tag.uid === uid);

/** What lies here when somebody goes, and what lay here before and was lost sight of just now: the next one's it is not. */
export const leftBehind = (kiosk: Pick<Kiosk, 'left' | 'pad'>): Kiosk['left'] => [
  ...kiosk.left.filter((tag) => kiosk.pad.every((lying) => lying.uid !== tag.uid)),
  ...kiosk.pad.map(({ uid }) => ({ uid, goneAtMs: null })),
];

/** What lies there then is not the next one's; but what has just fallen into a slot, and is not read yet, is. */
export const parted = ({ returns }: KioskRules, kiosk: Kiosk, nowMs: number): Kiosk => {
  const pad = returns.slot ? kiosk.pad.filter(({ thing }) => thing !== null) : kiosk.pad;
  return { ...kiosk, left: leftBehind({ ...kiosk, pad }), partedAtMs: nowMs };
};

/** Not where the clock was set back meanwhile: everything of the next hour would be so soon after. */
const isSoonAfter = (thenMs: number, nowMs: number, withinMs: number): boolean =>
  thenMs <= nowMs && nowMs - thenMs <= withinMs;

/** A reader in trouble sees nothing: that says nothing about the tag. */
export const lifted = ({ left, padReadyAtMs }: Kiosk, uid: Uid, nowMs: number): Kiosk['left'] =>
  left.map((tag) => (tag.uid === uid && padReadyAtMs !== null ? { ...tag, goneAtMs: nowMs } : tag));

/** What lay here before the reader's trouble is seen again at once, or was taken away meanwhile. */
export const sought = ({ left, pad }: Kiosk, nowMs: number): Kiosk['left'] =>
  left.map((tag) => (pad.some(({ uid }) => uid === tag.uid) ? tag : { ...tag, goneAtMs: nowMs }));

/** What is seen now, and whose it is. */
export const laid = (rules: KioskRules, kiosk: Kiosk, uid: Uid, nowMs: number): Kiosk => {
  const remembered = kiosk.left.filter(
    (tag) => tag.goneAtMs === null || isSoonAfter(tag.goneAtMs, nowMs, kioskTimes.leftMemoryMs),
  );
  const wakes = kiosk.padReadyAtMs !== null && isSoonAfter(kiosk.padReadyAtMs, nowMs, kioskTimes.padWakesMs);
  const { at } = kiosk.stage;
  // Laid down in the same moment as finish was pressed, and seen only now: it is of the one who goes, whoever has begun since.
  const isTheirs = at === 'receipt' || isSoonAfter(kiosk.partedAtMs, nowMs, kioskTimes.handOverMs);
  // What is in a slot was given to the library, whoever gave it and whenever.
  // Seen as the reader wakes, while nobody has begun: it lay there before.
  const wasAsleep = wakes && (at === 'welcome' || at === 'goodbye');
  const isNobodys = !rules.returns.slot && (wasAsleep || isTheirs);
  const wasThere = remembered.some((tag) => tag.uid === uid) || isNobodys;
  const others = remembered.filter((tag) => tag.uid !== uid);
  return {
    ...kiosk,
    pad: [...kiosk.pad, { uid, thing: null }],
    seen: kiosk.seen.includes(uid) ? kiosk.seen : [...kiosk.seen, uid],
    left: wasThere ? [...others, { uid, goneAtMs: null }] : others,
  };
};
