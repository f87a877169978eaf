// What the parts of the console of devices share: how a step ends, and that what is tried stands in the journal. Pure.
import type { DevicesAct } from '../../contract/devices-calls.ts';
import { record } from '../flow.ts';
import type { DevicesPage } from './devices-state.ts';
import type { PageGround, TechnicianStep } from './talk.ts';

export type Tended = { readonly kind: 'tended'; readonly act: DevicesAct };

export type DevicesStep = TechnicianStep<DevicesPage>;

/** What is tried by hand is in the journal, by whom. */
export const tried = (
  ground: PageGround,
  page: DevicesPage,
  what: string,
  { uid = null, came }: { readonly uid?: string | null; readonly came: string },
) => {
  const { chosen } = page;
  const of = chosen === null || chosen === 'recordings' ? { place: '', device: '' } : chosen;
  return record({
    kind: 'device-tried',
    session: ground.session,
    staff: ground.who?.name ?? null,
    ...of,
    what,
    tag: uid,
    came,
  });
};
