// Everything behind the doorways: the station's own places, and the technician's, which stands beside them whether the station works or
// not. Knows who leads where; nothing of what is done there.
import type { Keeper } from './keeper.ts';
import type { Station } from './works.ts';
import { technicianPlace, type TechnicianPlace } from './technician/place.ts';
import type { Behind } from './web.ts';
import type { DeskDoor } from './web-desk.ts';

/** `desk`: the doorway on the network as it is now; null where there is none. */
export const openHouse = (parts: {
  readonly keeper: Keeper;
  readonly technician: TechnicianPlace;
  readonly desk: () => DeskDoor | null;
}): Behind => {
  const { keeper, technician, desk } = parts;
  const station = (): Station => keeper.station();
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
      return station().join(name, show) ?? (desk()?.giveWay(name) === true ? station().join(name, show) : null);
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
