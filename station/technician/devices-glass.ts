// A glass is looked at and listened to: at the place it stands, where that is out of use for the technician and somebody stands before it, or
// on the technician's own. Which of the two it was is always said. Pure.
import { glassColours, type GlassCheck, type GlassColour } from '../../contract/devices-view.ts';
import { tried, type DevicesStep, type Tended } from './devices-base.ts';
import { isMine, placeOf, type DevicesPage } from './devices-state.ts';
import { goOn, type PageGround } from './talk.ts';

export const stepGlass = (page: DevicesPage, { act }: Tended, ground: PageGround): DevicesStep => {
  const { glass } = page;
  const put = (now: Partial<DevicesPage['glass']>): DevicesPage => ({ ...page, glass: { ...glass, ...now } });
  const place = placeOf(page);
  const there = (check: GlassCheck | null, colour: GlassColour = glassColours[0]) =>
    place === null || glass.on !== 'there'
      ? []
      : [{ kind: 'check-at-glass', place: place.name, check, colour } as const];
  switch (act.kind) {
    case 'check-glass': {
      if (place === null) return goOn(page);
      if (act.on === 'there' && !isMine(page)) return goOn({ ...page, told: 'take-place-first' });
      const { check } = act;
      const shown =
        check === 'touch'
          ? ({ check, cells: [] } as const)
          : check === 'colours'
            ? ({ check, colour: glassColours[0] } as const)
            : { check, turn: glass.shown?.check === check ? glass.shown.turn + 1 : 1 };
      const next = put({ on: act.on, shown });
      return act.on === 'there'
        ? goOn(next, { kind: 'check-at-glass', place: place.name, check, colour: glassColours[0] })
        : goOn(next);
    }
    case 'glass-colour':
      return glass.shown?.check === 'colours'
        ? goOn(put({ shown: { check: 'colours', colour: act.colour } }), ...there('colours', act.colour))
        : goOn(page);
    case 'touch-cell': {
      if (glass.shown?.check !== 'touch' || glass.on !== 'here') return goOn(page);
      const { cells } = glass.shown;
      return goOn(cells.includes(act.cell) ? page : put({ shown: { check: 'touch', cells: [...cells, act.cell] } }));
    }
    case 'glass-said': {
      if (glass.shown === null || glass.on === null) return goOn(page);
      const { check } = glass.shown;
      const { on } = glass;
      const said = [...glass.said.filter((one) => one.check !== check || one.on !== on), { check, on, good: act.good }];
      return goOn(
        put({ on: null, shown: null, said }),
        ...there(null),
        tried(ground, page, `glass-${check}-${on}`, { came: act.good ? 'good' : 'bad' }),
      );
    }
    case 'end-glass':
      return goOn(put({ on: null, shown: null }), ...there(null));
    default:
      return goOn(page);
  }
};
