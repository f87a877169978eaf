// The room where items are given their tags, within the desk around it. Its work and its list are the desk's own, so that they are
// still there when somebody comes back; what it does is flows/tagging.ts. Pure.
import { readScan } from '../../drivers/barcode/read-scan.ts';
import { leaveTagging, openTagging, stepTagging, stepTaggingAnswer } from '../flows/tagging.ts';
import type { Here } from '../flows/tagging-base.ts';
import type { TaggingRules } from '../flows/tagging-state.ts';
import { go, stay, type Event, type Step } from '../flow.ts';
import { rulesOf } from '../scans.ts';
import type { DeskSettings, Settings } from '../settings/schema.ts';
import type { Staff } from '../staff.ts';
import type { Desk, DeskRules } from './desk-state.ts';

export const taggingRulesOf = ({ library }: Pick<Settings, 'library'>, place: DeskSettings): TaggingRules => {
  const { format, owner, usage, setInformation, title, shelf, pace } = place.tagging;
  const numbers = rulesOf(place.numbers);
  return {
    format,
    owner: owner ? library.isil : null,
    usage,
    setInformation,
    title,
    shelf,
    pace,
    hasPad: place.reader !== null,
    kindOf: (number) => {
      const read = readScan({ text: number, symbology: null, isSure: true }, numbers);
      return read.kind === 'number' ? read.mayBe : 'neither';
    },
  };
};

export const hereOf = ({ place }: Pick<DeskRules, 'place'>, { pad, tagging }: Desk, nowMs: number): Here => ({
  pad,
  staff: tagging.staff ?? '',
  place,
  nowMs,
});

const back = (desk: Desk, { state, effects }: Step<Desk['tagging']>): Step<Desk> =>
  go({ ...desk, tagging: state }, ...effects);

export const openTaggingRoom = (desk: Desk, who: Staff): Step<Desk> =>
  stay({ ...desk, tagging: openTagging(desk.tagging, who.name), door: { at: 'open', who, room: { at: 'tagging' } } });

export const stepTaggingRoom = (rules: DeskRules, desk: Desk, event: Event, nowMs: number): Step<Desk> =>
  back(desk, stepTagging(rules.tagging, desk.tagging, event, hereOf(rules, desk, nowMs)));

/** Another room is open, or none: what is being written is still written to its end. */
export const stepTaggingBehind = (rules: DeskRules, desk: Desk, event: Event, nowMs: number): Step<Desk> =>
  desk.door.at !== 'shut' && desk.door.room.at === 'tagging'
    ? stay(desk)
    : back(desk, stepTaggingAnswer(rules.tagging, desk.tagging, event, hereOf(rules, desk, nowMs)));

export const leaveTaggingRoom = (desk: Desk): Step<Desk> => stay({ ...desk, tagging: leaveTagging(desk.tagging) });
