// What must be on the disk before a word is said, on Linux and on Windows, which differ here. Knows no file of the station.
import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';

/** A handed-in machine, so that the ways of one are tried on the other. */
export type Machine = {
  readonly platform: string;
  readonly rename: (from: string, to: string) => void;
  readonly pause: (ms: number) => void;
};

/** Holds the whole program up; only for the moment in which another program looks at a file. */
const pause = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
const thisMachine: Machine = { platform: process.platform, rename: renameSync, pause };

const flush = (path: string, flags: 'r' | 'r+'): void => {
  const handle = openSync(path, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** Windows flushes what may be written to only (FlushFileBuffers wants GENERIC_WRITE): EPERM otherwise. */
export const flushFile = (path: string): void => flush(path, 'r+');

/** The names in a folder. NTFS keeps them in a journal of its own, and a folder cannot be flushed there: EPERM. */
export const flushFolder = (path: string, { platform }: Pick<Machine, 'platform'> = thisMachine): void => {
  if (platform !== 'win32') flush(path, 'r');
};

/** A virus scanner or an indexer holds a file that was just written, for some tens of milliseconds. */
const heldByAnother = new Set(['EPERM', 'EACCES', 'EBUSY']);
const tries = 20;
const betweenTriesMs = 25;

/** `to` is the one or the other, never neither. On Windows tried again for half a second while another program holds it. */
export const replaceFile = (from: string, to: string, machine: Machine = thisMachine): void => {
  for (let left = tries; ; left -= 1) {
    try {
      machine.rename(from, to);
      return;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (machine.platform !== 'win32' || left <= 1 || !heldByAnother.has(code)) throw error;
      machine.pause(betweenTriesMs);
    }
  }
};
