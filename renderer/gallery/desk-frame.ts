// A desk as the scenes of its rooms need it: somebody of the staff at work, and nothing wrong. Knows no room.
import { roomNames, type DeskScreen, type DeskView } from '../../contract/desk-view.ts';
import type { Scene } from './views.ts';

const logo =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 40 40%22%3E%3Ccircle cx=%2220%22 cy=%2220%22 r=%2219%22 fill=%22%23b3541e%22/%3E%3Cpath d=%22M9 12q11-5 11 3 0-8 11-3v17q-11-5-11 3 0-8-11-3z%22 fill=%22%23fff%22/%3E%3C/svg%3E';

/** The screen with the frame around it. The moment it is looked at is 22 November 2026, twenty past nine in Hà Nội. */
export const desk = (screen: DeskScreen, more: Partial<DeskView> = {}): Scene => ({
  bench: null,
  view: (language) => ({
    mode: 'desk',
    session: 7,
    language,
    library: { name: 'Thư viện tỉnh Ninh Thuận', logo, colour: null },
    place: 'D1',
    who: screen.at === 'sign-in' ? null : { name: 'Nguyễn Thị Minh', level: 'senior' },
    rooms: screen.at === 'sign-in' ? [] : roomNames,
    waiting: 0,
    chimes: null,
    trouble: [],
    notice: null,
    screen,
    ...more,
  }),
});
