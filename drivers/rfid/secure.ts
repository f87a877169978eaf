// Arming and disarming one tag: look, write, look again. Nothing counts but what was read back. Knows no maker's commands.
import type { AfiPair, Secured } from '../ports/pad.ts';
import type { TagReader, Uid } from '../ports/tag-reader.ts';

const mostWrites = 3;

const hexOf = (afi: number): string => afi.toString(16).toUpperCase().padStart(2, '0');

/**
 * A write's own answer is never believed: some chips write and do not say so, and others say so on the pad's edge and
 * forget. `stillThere` asks a whole inventory when the tag does not answer any more.
 */
export const secureTag = async ({
  reader,
  uid,
  want,
  afi,
  stillThere,
}: {
  reader: TagReader;
  uid: Uid;
  want: number;
  afi: AfiPair;
  stillThere: () => Promise<boolean>;
}): Promise<Secured> => {
  let writes = 0;
  let refusal = '';
  /** False from a write until the tag has been read again. */
  let isKnown = true;

  for (let look = 0; look <= mostWrites; look += 1) {
    const found = await reader.readAfi(uid);
    if (found.kind !== 'ok') {
      refusal = found.because;
      if (found.kind === 'reader-error') return { kind: 'gone' };
      if (found.kind === 'gone' && !(await stillThere())) return { kind: 'gone' };
      continue;
    }
    isKnown = true;
    if (found.value === want) return { kind: 'done' };
    if (writes === 0 && found.value !== afi.armed && found.value !== afi.disarmed)
      return { kind: 'odd', afi: found.value };
    if (look === mostWrites) break;
    const written = await reader.writeAfi(uid, want);
    writes += 1;
    isKnown = false;
    refusal =
      written.kind === 'ok' ? `The tag took the write and still carries ${hexOf(found.value)}.` : written.because;
  }
  return isKnown ? { kind: 'refused', because: refusal } : { kind: 'gone' };
};
