// Arming and disarming one tag: look, write, look again. Nothing counts but what was read back. Knows no maker's commands.
import { type Fault, faultIn } from '../ports/fault.ts';
import type { Secured, SecurityRule } from '../ports/pad.ts';
import type { Answer, TagReader, Uid } from '../ports/tag-reader.ts';
import type { SecurityMark } from '../ports/tag-work.ts';
import { chipOf, securityMarks } from '../tags/chips.ts';

const mostWrites = 3;

const hexOf = (afi: number): string => afi.toString(16).toUpperCase().padStart(2, '0');

type Parts = {
  readonly reader: TagReader;
  readonly uid: Uid;
  /** Whether an AFI that is found there may be written over. */
  readonly isOurs: (afi: number) => boolean;
  /** The AFI as it was read since the tag was laid down; null where nobody has. */
  readonly carried: number | null;
  /** Asks a whole inventory when the tag does not answer any more. */
  readonly stillThere: () => Promise<boolean>;
};

/** One thing on a tag that secures it: how it is looked at, what it should be, how it is written. */
type Mark<T> = {
  look(): Promise<Answer<T>>;
  readonly wanted: T;
  /** Whether it may be written over; asked before the first write only. */
  isOurs(found: T): boolean;
  write(): Promise<Answer<null>>;
  tell(found: T): string;
};

type Marked<T> = Exclude<Secured, { kind: 'odd' }> | { readonly kind: 'not-ours'; readonly found: T };

/**
 * A write's own answer is never believed: some chips write and do not say so, and others say so on the pad's edge and
 * forget.
 */
const setMark = async <T>(mark: Mark<T>, stillThere: () => Promise<boolean>): Promise<Marked<T>> => {
  let writes = 0;
  let refusal: Fault = { fault: 'tag-refuses', because: '' };
  /** False from a write until the tag has been looked at again. */
  let isKnown = true;

  for (let look = 0; look <= mostWrites; look += 1) {
    const found = await mark.look();
    if (found.kind !== 'ok') {
      refusal = faultIn(found);
      if (found.kind === 'unsupported') return { kind: 'refused', ...refusal };
      if (found.kind === 'reader-error') return { kind: 'gone' };
      if (found.kind === 'gone' && !(await stillThere())) return { kind: 'gone' };
      continue;
    }
    isKnown = true;
    if (found.value === mark.wanted) return { kind: 'done' };
    if (writes === 0 && !mark.isOurs(found.value)) return { kind: 'not-ours', found: found.value };
    if (look === mostWrites) break;
    const written = await mark.write();
    writes += 1;
    isKnown = false;
    refusal = written.kind === 'ok' ? { fault: 'tag-refuses', because: mark.tell(found.value) } : faultIn(written);
  }
  return isKnown ? { kind: 'refused', ...refusal } : { kind: 'gone' };
};

/**
 * The tag was read when it was laid down and has not been written since: what it carried then is its first look, which saves
 * one of three questions. Only where that calls for a write, though: "done" is said of what was read just now.
 */
const secureAfi = async ({ reader, uid, isOurs, carried, stillThere }: Parts, value: number): Promise<Secured> => {
  let known = carried === value ? null : carried;
  const set = await setMark<number>(
    {
      look: () => {
        const found = known;
        known = null;
        return found === null ? reader.readAfi(uid) : Promise.resolve({ kind: 'ok', value: found });
      },
      wanted: value,
      isOurs,
      write: () => reader.writeAfi(uid, value),
      tell: (found) => `The tag took the write and still carries ${hexOf(found)}.`,
    },
    stillThere,
  );
  return set.kind === 'not-ours' ? { kind: 'odd', afi: set.found } : set;
};

/** EAS as it can be seen from outside: the tag was there, gave no alarm, and is still there. 3M: no alarm and no tag look the same. */
const secureEas = async ({ reader, uid, stillThere }: Parts, on: boolean): Promise<Secured> => {
  if (reader.capabilities.eas === 'none')
    return { kind: 'refused', fault: 'unsupported', because: 'This reader cannot write EAS.' };
  if (reader.capabilities.eas === 'write') {
    const written = await reader.writeEas(uid, on);
    if (written.kind === 'ok')
      return { kind: 'unverified', fault: 'not-asked-back', because: 'This reader cannot ask a tag for its EAS bit.' };
    return written.kind === 'tag-error' ? { kind: 'refused', ...faultIn(written) } : { kind: 'gone' };
  }
  const look = async (): Promise<Answer<boolean>> => {
    const alarms = await reader.alarms(uid);
    if (alarms.kind !== 'ok' || alarms.value) return alarms;
    return (await stillThere()) ? alarms : { kind: 'gone', fault: 'no-tag', because: 'The tag is not there any more.' };
  };
  const set = await setMark<boolean>(
    {
      look,
      wanted: on,
      isOurs: () => true,
      write: () => reader.writeEas(uid, on),
      tell: (found) => `The tag took the write and its EAS bit is still ${found ? 'on' : 'off'}.`,
    },
    stillThere,
  );
  return set.kind === 'not-ours' ? { kind: 'gone' } : set;
};

/** Writes these marks and reads them back, the one after the other. */
export const setMarks = async (parts: Parts, marks: readonly SecurityMark[]): Promise<Secured> => {
  let outcome: Secured = { kind: 'done' };
  for (const mark of marks) {
    // Where both are used the AFI is the truth, and a reader without the EAS command does not keep an item here.
    if (mark.kind === 'eas' && marks.length > 1 && parts.reader.capabilities.eas === 'none') continue;
    // One mark is finished before the next is begun.
    // oxlint-disable-next-line no-await-in-loop
    outcome = mark.kind === 'afi' ? await secureAfi(parts, mark.value) : await secureEas(parts, mark.on);
    if (outcome.kind !== 'done') return outcome;
  }
  return outcome;
};

/** By the library's rule; a chip that can carry no mark has nothing for a gate to hear. */
export const secureTag = async ({
  rule,
  want,
  ...parts
}: Omit<Parts, 'isOurs'> & { readonly rule: SecurityRule; readonly want: 'armed' | 'disarmed' }): Promise<Secured> => {
  const isOurs = (afi: number): boolean => afi === rule.afi?.armed || afi === rule.afi?.disarmed;
  return await setMarks({ ...parts, isOurs }, securityMarks(rule, chipOf(parts.uid), want).marks);
};
