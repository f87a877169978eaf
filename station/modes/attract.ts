// The welcome screen while nobody is there: pictures and texts one after the other, each in both languages by turns; the first
// touch ends it. Pure.
import type { Language } from '../../contract/terms.ts';
import { go, stay, type Event, type Step } from '../flow.ts';
import { isAsStandard, kioskTimes, type Kiosk, type KioskRules } from './kiosk-state.ts';

type AttractRules = NonNullable<KioskRules['attract']>;

/** What a person does, and what makes this a welcome screen anew. Doors stay what they are: a press on one of them counts as that. */
const isTouch = (event: Event): boolean =>
  event.kind === 'pressed' || event.kind === 'scanned' || event.kind === 'tag-seen' || event.kind === 'acs-up';

export const stepAttract = (
  { attract, ...rules }: KioskRules,
  before: Kiosk,
  kiosk: Kiosk,
  event: Event,
): Step<Kiosk> => {
  if (attract === null) return stay(kiosk);
  const isHere = kiosk.stage.at === 'welcome';
  const wasHere = before.stage.at === 'welcome' && before.session === kiosk.session;
  if (!isHere) return before.stage.at === 'welcome' ? over(kiosk) : stay(kiosk);
  const { attract: now } = kiosk;
  if (now !== null && wasHere && event.kind === 'pressed' && event.press.kind === 'hold-slide')
    return shown(attract, kiosk, now.step, !now.held);
  if (!wasHere || isTouch(event)) return wait(attract, kiosk);
  if (event.kind !== 'time-up' || event.timer !== 'attract') return stay(kiosk);
  // Somebody made the screen their own, or is asked whether they are still there.
  const isFree = isAsStandard({ ...rules, attract }, kiosk) && kiosk.idle === null;
  return isFree ? shown(attract, kiosk, now === null ? 0 : now.step + 1, false) : wait(attract, kiosk);
};

const over = (kiosk: Kiosk): Step<Kiosk> => go({ ...kiosk, attract: null }, { kind: 'cancel-timer', timer: 'attract' });

const wait = ({ afterMs }: AttractRules, kiosk: Kiosk): Step<Kiosk> =>
  go({ ...kiosk, attract: null }, { kind: 'set-timer', timer: 'attract', afterMs });

const shown = ({ slides }: AttractRules, kiosk: Kiosk, step: number, held: boolean): Step<Kiosk> => {
  const slide = slides[slideAt(slides.length, step)];
  const afterMs = held ? kioskTimes.heldSlideMs : (slide?.ms ?? kioskTimes.languageTurnMs);
  return go({ ...kiosk, attract: { step, held } }, { kind: 'set-timer', timer: 'attract', afterMs });
};

/** Each slide is shown twice, once in each language. */
export const slideAt = (count: number, step: number): number => (count === 0 ? 0 : Math.floor(step / 2) % count);

export const turnOf = (language: Language, step: number): Language =>
  step % 2 === 0 ? language : language === 'vi' ? 'en' : 'vi';
