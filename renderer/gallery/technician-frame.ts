// The technician's place as the scenes of its pages need it: somebody at work, and nothing under way. Knows no page.
import { pageNames, type PageScreen, type TechnicianView } from '../../contract/technician-view.ts';
import type { Scene } from './views.ts';

type Frame = Pick<TechnicianView, 'library' | 'applying'>;

const frame: Frame = {
  library: { name: 'Thư viện tỉnh Ninh Thuận', logo: null, colour: null },
  applying: { at: 'works', outcome: null },
};

type Pages = Extract<TechnicianView, { at: 'pages' }>;

/** A page with the frame around it. */
export const technician = (
  page: PageScreen,
  more: Partial<Pick<Pages, 'who' | 'applying' | 'library'>> = {},
): Scene => ({
  bench: null,
  view: (language) => ({
    mode: 'technician',
    at: 'pages',
    session: 7,
    language,
    ...frame,
    who: { name: 'Trần Văn Tuấn', level: 'technician' },
    pages: pageNames,
    page,
    ...more,
  }),
});

type Closed = Extract<TechnicianView, { at: 'faults' | 'sign-in' }>;
type WithoutFrame<View> = View extends unknown ? Omit<View, 'mode' | 'session' | 'language' | keyof Frame> : never;

/** What stands there before anybody works. */
export const closedTechnician = (view: WithoutFrame<Closed>, more: Partial<Frame> = {}): Scene => ({
  bench: null,
  view: (language) => ({ mode: 'technician', session: 7, language, ...frame, ...more, ...view }),
});
