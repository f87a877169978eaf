// The doorway from the technician's place to its glass. Decides nothing.
import type { TechnicianView } from '../../contract/technician-view.ts';
import { pagesFor, screenOf } from './pages.ts';
import type { Ground } from './talk.ts';
import { groundOf, type Technician } from './technician.ts';

export const technicianView = (state: Technician, ground: Ground): TechnicianView => {
  const { house } = ground;
  const { session, language, door } = state;
  const frame = { mode: 'technician' as const, session, language, library: house.library, applying: house.applying };
  if (door.at === 'open') {
    const page = screenOf(door.page, groundOf(state, door.who, ground));
    return { ...frame, at: 'pages', who: door.who, pages: pagesFor(door.who), page };
  }
  if (!house.canSignIn)
    return { ...frame, at: 'faults', issues: house.issues, file: house.file, mayMend: house.applying.at !== 'opening' };
  return {
    ...frame,
    at: 'sign-in',
    signIn: {
      lockedBy: door.at === 'locked' ? door.who.name : null,
      name: door.signing.card,
      checking: door.signing.ticket !== null,
      wrong: door.turnedAway ? 'not-here' : door.signing.wrong,
      waits: door.signing.waits,
      byCard: false,
    },
  };
};
