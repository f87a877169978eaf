// A table of the calibration: its heads are words, and the last column may be of buttons. Knows no figures.
import type { ReactNode } from 'react';
import type { Key } from '../../contract/words/words.ts';
import { useSpeech } from '../parts/speech.ts';

export function Table({
  heads,
  acts = false,
  children,
}: {
  readonly heads: readonly Key[];
  /** A column of buttons behind the others; its head is heard, not seen. */
  readonly acts?: boolean;
  readonly children: ReactNode;
}) {
  const { say } = useSpeech();
  return (
    <table className="calibration-table">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {say(head)}
            </th>
          ))}
          {acts ? (
            <th scope="col">
              <span className="unseen">{say('calibration.column.act')}</span>
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
