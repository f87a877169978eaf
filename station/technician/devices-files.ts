// Recordings of devices' traffic: looked through, carried away, brought from another station, taken away. Pure.
import { longestRecording } from '../../contract/devices-traffic-view.ts';
import type { DevicesTold } from '../../contract/devices-view.ts';
import { tried, type DevicesStep, type Tended } from './devices-base.ts';
import type { DevicesPage } from './devices-state.ts';
import type { DevicesEvent } from './devices-talk.ts';
import { goOn, type PageGround } from './talk.ts';
import type { Brought } from './recordings.ts';

type FilesEvent = Extract<
  DevicesEvent,
  { kind: 'recordings-listed' | 'recording-read' | 'recording-packed' | 'recording-brought' }
>;

const toldOf: Readonly<Record<Brought, DevicesTold>> = {
  brought: 'brought',
  there: 'brought-before',
  'no-recording': 'no-recording',
  'too-large': 'too-large',
  'not-kept': 'not-recorded',
};

export const stepFiles = (page: DevicesPage, event: Tended | FilesEvent, ground: PageGround): DevicesStep => {
  const { recordings } = page;
  const put = (now: Partial<DevicesPage['recordings']>): DevicesPage => ({
    ...page,
    recordings: { ...recordings, ...now },
  });
  switch (event.kind) {
    case 'recordings-listed':
      return goOn(put({ folder: event.folder, all: event.all }));
    case 'recording-read':
      return goOn(put({ open: event.read }));
    case 'recording-packed': {
      const { name, packed } = event;
      if (packed === null) return goOn({ ...put({ packed: null }), told: 'no-such-recording' });
      const base64 = Buffer.from(packed).toString('base64');
      // It goes to the glass in one piece, and comes from another in one.
      return base64.length > longestRecording
        ? goOn({ ...page, told: 'packed-too-large' })
        : goOn(put({ packed: { name: `${name}.gz`, base64 } }));
    }
    case 'recording-brought':
      return goOn({ ...page, told: toldOf[event.came] }, { kind: 'list-recordings' });
    case 'tended':
  }
  const { act } = event;
  switch (act.kind) {
    case 'read-recording':
      return goOn(page, { kind: 'read-recording', name: act.name, from: act.from });
    case 'close-recording':
      return goOn(put({ open: null }));
    case 'pack-recording':
      // It leaves the station with every byte: who carried it away is known.
      return goOn(
        put({ packed: null }),
        { kind: 'pack-recording', name: act.name },
        tried(ground, page, 'carry-recording-away', { came: 'done' }),
      );
    case 'put-recording-away':
      return goOn(put({ packed: null }));
    case 'bring-recording':
      return act.packed === null
        ? goOn({ ...page, told: 'too-large' })
        : goOn(page, { kind: 'bring-recording', name: act.name, packed: act.packed });
    case 'delete-recording':
      return goOn(
        put({
          open: recordings.open?.name === act.name ? null : recordings.open,
          packed: recordings.packed?.name === `${act.name}.gz` ? null : recordings.packed,
        }),
        { kind: 'delete-recording', name: act.name },
      );
    default:
      return goOn(page);
  }
};
