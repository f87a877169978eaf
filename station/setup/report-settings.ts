// The settings that matter, as the hand-over report prints them: what is said and is not as it comes, by its names. Tells no secret.
import type { Language } from '../../contract/terms.ts';
import { holds, walk } from '../settings/form.ts';
import { at, isGroup, isList, same, stepsOf, type Json } from '../settings/json.ts';
import { labelOf, optionOf, unitOf } from '../settings/labels.ts';

/** A member of a list by its own name, where it has one; else by where it stands. */
const nameAt = (settings: Json, path: string, nth: string): string => {
  const name = at(settings, `${path}.name`);
  return typeof name === 'string' && name !== '' ? name : String(Number(nth) + 1);
};

/** Who holds this card signs in with it: on paper it stands in no drawer. */
const isStaffCard = (path: string): boolean => /^staff\.\d+\.card$/.test(path);

/** Every setting that is said and is not as it comes, by its names. Of secrets only that there is one; pictures are no words. */
export const settingRows = (settings: Json, language: Language): readonly (readonly [string, string])[] => {
  const rows: [string, string][] = [];
  walk(settings, (path, node, said) => {
    if (said === undefined || said === null || isList(said) || path === 'version' || node.marks.picture) return;
    if (node.usual !== undefined && same(holds(node, undefined), said)) return;
    const name = stepsOf(path)
      .map((step, nth, all) =>
        /^\d+$/.test(step)
          ? nameAt(settings, all.slice(0, nth + 1).join('.'), step)
          : labelOf(all.slice(0, nth + 1).join('.'), language),
      )
      .join(' › ');
    if (isGroup(said)) {
      // Which of several kinds it is.
      const kind = node.shape.kind === 'group' && node.shape.by !== null ? said[node.shape.by] : undefined;
      if (typeof kind === 'string') rows.push([name, optionOf(path, kind, language)]);
      return;
    }
    if (node.marks.secret || isStaffCard(path)) {
      if (said !== '') rows.push([name, '•••']);
      return;
    }
    const unit = unitOf(path, language);
    const value =
      typeof said === 'string' ? (node.shape.kind === 'choice' ? optionOf(path, said, language) : said) : String(said);
    if (value !== '') rows.push([name, unit === null ? value : `${value} ${unit}`]);
  });
  return rows;
};
