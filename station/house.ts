// Everything behind the doorways: the station's own places, and the technician's, which stands beside them whether the station works or
// not. Knows who leads where; nothing of what is done there.
import type { Call } from '../contract/calls.ts';
import type { Joined, Show } from './join.ts';
import type { Keeper } from './keeper.ts';
import type { Cover } from './setup/cover.ts';
import { coveredWhileSetUp } from './setup/first-start.ts';
import type { KioskView, View } from '../contract/view.ts';
import { may } from './staff.ts';
import type { Station } from './works.ts';
import { technicianPlace, type TechnicianPlace } from './technician/place.ts';
import type { Behind } from './web.ts';
import type { DeskDoor } from './web-desk.ts';

/** At a kiosk that is being set up nothing is done but how its glass looks; and the bench's hands are the technician's own. */
const mayStill = (call: Call): boolean =>
  call.kind === 'hand' || (call.kind === 'press' && (call.press.kind === 'language' || call.press.kind === 'comfort'));

/** Somebody has begun something there. */
const isServed = ({ screen }: Extract<View, { mode: 'kiosk' }>): boolean =>
  screen.at !== 'welcome' && screen.at !== 'closed';

/** Who may be led from a kiosk's glass to the technician's page: whoever sets the station up, and staff who may work there. */
const isLedOn = ({ screen }: KioskView, isBeingSetUp: boolean): boolean =>
  isBeingSetUp || (screen.at === 'staff' && may(screen.who, 'devices'));

/** `desk`: the doorway on the network as it is now; null where there is none. */
export const openHouse = (parts: {
  readonly keeper: Keeper;
  readonly technician: TechnicianPlace;
  /** Which kiosks serve nobody now. */
  readonly cover: Cover;
  readonly desk: () => DeskDoor | null;
  /** Path and ticket of the technician's page on this machine; null while nobody is served. */
  readonly wayToTechnician: () => string | null;
}): Behind => {
  const { keeper, technician, cover, desk, wayToTechnician } = parts;
  const station = (): Station => keeper.station();
  /** With the way to the technician's page, where there is one from here. */
  const led = (view: View): View =>
    view.mode === 'kiosk' && isLedOn(view, cover.isBeingSetUp()) ? { ...view, technician: wayToTechnician() } : view;
  const tellKiosks = (): void => {
    for (const kiosk of keeper.works()?.kiosks ?? []) {
      const isCovered = cover.closes(kiosk.name);
      if (kiosk.state().isCovered !== isCovered) kiosk.tell({ kind: 'covered', isCovered });
    }
  };
  keeper.changed(tellKiosks);
  cover.changed(tellKiosks);
  tellKiosks();

  /** A kiosk's glass, covered as long as it serves nobody. Whoever stood there when that began comes to their end. */
  const joinCovered = (name: string, show: Show, join: (covered: Show) => Joined | null): Joined | null => {
    let latest: View | null = null;
    let finishing: number | null = null;
    let closes = cover.closes(name);
    const isCovered = (): boolean => closes && latest?.mode === 'kiosk' && latest.session !== finishing;
    const draw = (): void => {
      if (latest !== null) show.view(led(isCovered() ? coveredWhileSetUp(latest) : latest));
    };
    const look = (): void => {
      const before = closes;
      closes = cover.closes(name);
      if (!before && closes) finishing = latest?.mode === 'kiosk' && isServed(latest) ? latest.session : null;
      draw();
    };
    const joined = join({
      ...show,
      view: (view) => {
        latest = view;
        draw();
      },
    });
    if (joined === null) return null;
    const quiet = cover.changed(look);
    return {
      call: (call) =>
        isCovered() && !mayStill(call) ? 'this kiosk is being set up or tried; nothing was done' : joined.call(call),
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
        name,
        show,
        (covered) =>
          station().join(name, covered) ?? (desk()?.giveWay(name) === true ? station().join(name, covered) : null),
      );
    },
    health: () => {
      const health = station().health();
      const trouble = desk()?.trouble() ?? null;
      return trouble === null ? health : { ...health, missing: [...health.missing, trouble] };
    },
    get metrics() {
      return station().metrics;
    },
  };
};
