// Is the page of a kiosk still there? A browser whose page died (no memory left, as a rule) stays, and shows a sentence of its own in
// English. A page that lives holds a wire to the station's door, and Linux lists whose wires those are: where the door answers and
// nobody holds one, twice in a row, the page is gone. Knows nothing of browsers, and only looks.

/** One who never held a wire is a page that has none: of a station whose settings cannot be used. */
export type Watched =
  { readonly at: 'new' } | { readonly at: 'there' } | { readonly at: 'missed' } | { readonly at: 'gone' };

/** What one look saw: does the station answer, and does the browser's user hold a wire to it? */
export type Look = { readonly answers: boolean; readonly holds: boolean };

export const watch = (was: Watched, { answers, holds }: Look): Watched => {
  if (holds) return { at: 'there' };
  // A station that starts has nobody's wire, and opens the glass anew itself.
  if (!answers || was.at === 'new') return was;
  return { at: was.at === 'there' ? 'missed' : 'gone' };
};

const established = '01';

/** In the kernel's own list (/proc/net/tcp): does this user hold a wire to that port of this machine? */
export const holdsWire = (list: string, to: { readonly port: number; readonly uid: number }): boolean =>
  list.split('\n').some((line) => {
    // sl local_address rem_address st tx:rx tr:when retrnsmt uid …
    const [, , remote, state, , , , uid] = line.trim().split(/\s+/);
    const door = `0100007F:${to.port.toString(16).toUpperCase().padStart(4, '0')}`;
    return remote === door && state === established && Number(uid) === to.uid;
  });
