// What is done with files of recordings: listed, read, packed for elsewhere, brought from elsewhere, taken away. Knows no devices: nothing of
// this touches one.
import type { DevicesEffect } from './devices-talk.ts';
import type { Recordings } from './recordings.ts';
import type { TechnicianEvent } from './talk.ts';
import type { Clock } from '../../drivers/clock.ts';

type FileEffect = Extract<
  DevicesEffect,
  { kind: 'list-recordings' | 'read-recording' | 'pack-recording' | 'bring-recording' | 'delete-recording' }
>;

export const isFileEffect = (effect: DevicesEffect): effect is FileEffect => {
  switch (effect.kind) {
    case 'list-recordings':
    case 'read-recording':
    case 'pack-recording':
    case 'bring-recording':
    case 'delete-recording':
      return true;
    default:
      return false;
  }
};

export const runFileEffect = (
  effect: FileEffect,
  {
    recordings,
    clock,
    tell,
    home,
    complain,
  }: {
    readonly recordings: Recordings;
    readonly clock: Clock;
    readonly tell: (event: TechnicianEvent) => void;
    readonly home: <T>(answer: Promise<T>, asEvent: (value: T) => TechnicianEvent) => void;
    readonly complain: (message: string, error: unknown) => void;
  },
): void => {
  const list = (): void => {
    const { folder } = recordings;
    try {
      tell({ kind: 'recordings-listed', folder, all: recordings.list(clock.now()) });
    } catch (error) {
      // A folder that is another user's, or a disk that gives nothing back: no reason to send the technician out.
      complain('recordings could not be looked through', error);
      tell({ kind: 'recordings-listed', folder, all: [] });
    }
  };
  switch (effect.kind) {
    case 'list-recordings':
      return list();
    case 'read-recording': {
      const { name, from } = effect;
      const page = recordings.read(name, from).then(
        (read) => ({ ...read, wrong: null }),
        (error: unknown) => ({ from, count: 0, lines: [], damaged: [], wrong: sentenceOf(error) }),
      );
      return home(page, (read) => ({ kind: 'recording-read', read: { name, ...read } }));
    }
    case 'pack-recording': {
      const { name } = effect;
      const packed = recordings.pack(name).catch((error: unknown) => {
        complain('a recording could not be packed', error);
        return null;
      });
      return home(packed, (bytes) => ({ kind: 'recording-packed', name, packed: bytes }));
    }
    case 'bring-recording': {
      const { name, packed } = effect;
      const came = recordings.bring(name, Buffer.from(packed, 'base64'));
      return home(
        came.catch((error: unknown) => {
          complain('a recording could not be taken in', error);
          return 'not-kept' as const;
        }),
        (outcome) => ({ kind: 'recording-brought', name, came: outcome }),
      );
    }
    case 'delete-recording':
      try {
        recordings.remove(effect.name);
      } catch (error) {
        complain('a recording could not be taken away', error);
      }
      return list();
  }
};

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
