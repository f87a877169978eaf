// A trace in a file, read a page at a time as it comes from the disk: a file of any size holds nobody up. Knows lines; nothing of what they
// say.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { traceLineFrom, type TraceLine } from './recorded.ts';

/** `nth`: from 0, counting every line that is not empty. */
export type NumberedLine = { readonly nth: number; readonly line: TraceLine };

/**
 * `lines`: those of the page, and `lead` before it, for whoever needs to know what was said just before. `damaged`: which of them are no
 * lines of a trace, and left out. `beganAt`: the time of the first good line.
 */
export type TracePage = {
  readonly count: number;
  readonly lines: readonly NumberedLine[];
  readonly damaged: readonly number[];
  readonly beganAt: number;
};

/** Rejects where the file cannot be read. */
export const readTracePage = async (
  path: string,
  { from, count, lead }: { readonly from: number; readonly count: number; readonly lead: number },
): Promise<TracePage> => {
  const lines: NumberedLine[] = [];
  const damaged: number[] = [];
  let beganAt: number | null = null;
  let nth = 0;
  for await (const text of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
    if (text.trim() === '') continue;
    const isWanted = nth >= from - lead && nth < from + count;
    if (isWanted || beganAt === null) {
      const line = traceLineFrom(text);
      if (line !== null) beganAt ??= line.at;
      if (isWanted && line !== null) lines.push({ nth, line });
      else if (isWanted) damaged.push(nth);
    }
    nth += 1;
  }
  return { count: nth, lines, damaged, beganAt: beganAt ?? 0 };
};
