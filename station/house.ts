// Everything behind the doorways: the station's own places, and the technician's, which stands beside them whether the station works or
// not. Knows who leads where; nothing of what is done there.
import type { Call } from '../contract/calls.ts';
import type { Joined, Show } from './join.ts';
import type { Keeper } from './keeper.ts';
import { coveredWhileSetUp } from './setup/first-start.ts';
import type { SetUpFile } from './setup/kept.ts';
import type { View } from '../contract/view.ts';
import type { Station } from './works.ts';
import { technicianPlace, type TechnicianPlace } from './technician/place.ts';
import type { Behind } from './web.ts';
import type { DeskDoor } from './web-desk.ts';

/** At a kiosk that is being set up nothing is done but how its glass looks; and the bench's hands are the technician's own. */
const mayStill = (call: Call): boolean =>
  call.kind === 'hand' || (call.kind === 'press' && (call.press.kind === 'language' || call.press.kind === 'comfort'));

/** `desk`: the doorway on the network as it is now; null where there is none. */
export const openHouse = (parts: {
  readonly keeper: Keeper;
  readonly technician: TechnicianPlace;
  /** While it is under way, no kiosk serves anybody. */
  readonly setUp: Pick<SetUpFile, 'read' | 'changed'>;
  readonly desk: () => DeskDoor | null;
}): Behind => {
  const { keeper, technician, setUp, desk } = parts;
  const station = (): Station => keeper.station();
  const isBeingSetUp = (): boolean => setUp.read().at === 'under-way';
  /** A kiosk's glass, covered as long as the station is being set up. */
  const joinCovered = (show: Show, join: (covered: Show) => Joined | null): Joined | null => {
    let latest: View | null = null;
    const draw = (): void => {
      if (latest !== null) show.view(isBeingSetUp() ? coveredWhileSetUp(latest) : latest);
    };
    const joined = join({
      ...show,
      view: (view) => {
        latest = view;
        draw();
      },
    });
    if (joined === null) return null;
    const quiet = setUp.changed(draw);
    return {
      call: (call) =>
        isBeingSetUp() && latest?.mode === 'kiosk' && !mayStill(call)
          ? 'this station is being set up; nothing was done'
          : joined.call(call),
      leave: () => {
        quiet();
        joined.leave();
      },
    };
  };
  return {
    get places() {
      return [...station().places, { name: technicianPlace, kind: 'technician' as const }];
    },
    isOpening: () => keeper.applying().at === 'opening',
    changed: (listener) => {
      let last = station();
      return keeper.changed(() => {
        if (keeper.applying().at === 'opening' || station() === last) return;
        last = station();
        listener();
      });
    },
    join: (name, show) => {
      if (name === technicianPlace) return technician.join(show);
      // Whoever stands before this machine has a desk before a glass on the network where nobody signed in.
      return joinCovered(
        show,
        (covered) =>
          station().join(name, covered) ?? (desk()?.giveWay(name) === true ? station().join(name, covered) : null),
      );
    },
    health: () => {
      const health = station().health();
      const trouble = desk()?.trouble() ?? null;
      const missing = trouble === null ? [] : [`Desks are not served on the network: ${trouble}.`];
      return { ...health, missing: [...health.missing, ...missing] };
    },
    get metrics() {
      return station().metrics;
    },
  };
};
