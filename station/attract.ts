// The library's pictures for the welcome screen: read once, looked at, and held for the glass by number. Only files of the one
// folder; what cannot be shown is told to the technician and left out. Knows no screen.
import { closeSync, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Slide } from '../contract/view.ts';
import type { Log } from './log.ts';
import type { AttractSettings } from './settings/attract.ts';
import { pictureBytes, photograph } from './settings/pictures.ts';

export type ServedPicture = { readonly body: Buffer; readonly type: 'image/png' | 'image/jpeg' | 'image/svg+xml' };

/** `slides`: as a screen shows them, each with its time; `pictures`: the nth is served as `/pictures/n`. */
export type Attract = {
  readonly slides: readonly (Slide & { readonly ms: number })[];
  readonly pictures: readonly ServedPicture[];
};

const bytesAtMost = 4 * 1024 * 1024;

/** `folder`: of the settings file. */
export const loadAttract = (settings: AttractSettings | null, folder: string, log: Log): Attract => {
  const pictures: ServedPicture[] = [];
  const slides = (settings?.slides ?? []).flatMap(({ picture, alt, text, seconds }, at): Attract['slides'] => {
    const ms = seconds * 1000;
    const served = picture === null ? null : pictureOf(picture, folder);
    if (typeof served === 'string') {
      log.error(
        { path: `attract.slides.${at}.picture`, because: served },
        'a picture for the welcome screen is left out',
      );
    } else if (served !== null && alt !== null) {
      const { length } = pictures;
      pictures.push(served);
      return [{ picture: { src: `/pictures/${length}`, alt }, text, ms }];
    }
    return text === null ? [] : [{ picture: null, text, ms }];
  });
  return { slides, pictures };
};

/** A sentence where it cannot be shown. */
const pictureOf = (picture: string, folder: string): ServedPicture | string => {
  if (picture.startsWith('data:')) {
    const bytes = pictureBytes(picture);
    if (bytes === null) return 'it is no picture';
    return { body: bytes, type: picture.startsWith('data:image/svg') ? 'image/svg+xml' : 'image/png' };
  }
  try {
    const body = fileIn(folder, picture);
    if (typeof body === 'string') return body;
    const seen = photograph(body);
    return seen === null
      ? 'the file is neither PNG nor JPEG, or more than 8,000 pixels wide or high'
      : { body, type: seen.type };
  } catch (error) {
    return `the file cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
};

/** A link that leads elsewhere is not of this folder. */
const fileIn = (folder: string, name: string): Buffer | string => {
  const path = realpathSync(join(folder, name));
  if (dirname(path) !== realpathSync(folder)) return 'the file is a link to another folder';
  const handle = openSync(path, 'r');
  try {
    const { size } = fstatSync(handle);
    if (!fstatSync(handle).isFile()) return 'it is no file';
    return size > bytesAtMost ? 'the file is larger than 4 MB' : readFileSync(handle);
  } finally {
    closeSync(handle);
  }
};
