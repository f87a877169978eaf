// How an item and a time are written in the room of tags.
import type { TaggedItem } from '../../contract/tagging-view.ts';
import { useSpeech } from '../parts/speech.ts';

/** `31234000001014 · Truyện Kiều · part 1 of 3` */
export function ItemLine({ item }: { readonly item: TaggedItem }) {
  const { say } = useSpeech();
  const { number, title, part } = item;
  return (
    <span className="tagging-item">
      <span className="tagging-number">{number}</span>
      {part === null ? null : <span className="tagging-part">{say('tagging.part', part)}</span>}
      {title === null ? null : <span dir="auto">{title}</span>}
    </span>
  );
}

export const clockOf = (atMs: number, language: string): string =>
  new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(atMs);
