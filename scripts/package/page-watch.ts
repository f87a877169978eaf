// Is the page of a kiosk still there? A browser whose page died (no memory left, as a rule) stays, and shows a sentence of its own in
// English. A page that lives holds a wire to the station's door, and Linux lists whose wires those are: where the door answers and
// nobody holds one, look after look, the page is gone. Knows nothing of browsers, and only looks.

export type Watched = { readonly wasSeen: boolean; readonly missed: number };
export const unseen: Watched = { wasSeen: false, missed: 0 };

/** What one look saw: does the station answer, and does the browser's user hold a wire to it? */
export type Look = { readonly answers: boolean; readonly holds: boolean };

export const watch = (was: Watched, { answers, holds }: Look): Watched => {
  if (holds) return { wasSeen: true, missed: 0 };
  // A station that starts has nobody's wire, and opens the glass anew itself.
  return answers ? { ...was, missed: was.missed + 1 } : was;
};

/** A browser on a slow machine has two minutes until its page is there, at a look every ten seconds. */
export const isGone = ({ wasSeen, missed }: Watched): boolean => missed >= (wasSeen ? 2 : 12);

/** A station whose settings cannot be used shows a page without a wire; its address carries no ticket. */
export const hasWire = (address: string): boolean => new URL(address).searchParams.has('ticket');

const established = '01';

/** In the kernel's own list (/proc/net/tcp): does this user hold a wire to that port of this machine? */
export const holdsWire = (list: string, to: { readonly port: number; readonly uid: number }): boolean =>
  list.split('\n').some((line) => {
    // sl local_address rem_address st tx:rx tr:when retrnsmt uid …
    const [, , remote, state, , , , uid] = line.trim().split(/\s+/);
    const door = `0100007F:${to.port.toString(16).toUpperCase().padStart(4, '0')}`;
    return remote === door && state === established && Number(uid) === to.uid;
  });
