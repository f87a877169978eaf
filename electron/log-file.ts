// What the station complains of, kept in a file where nobody reads its stderr: a package started from a menu. Two files, neither
// longer than it may be; the older one is what was written before.
import { appendFileSync, renameSync, rmSync, statSync } from 'node:fs';

/** Weeks of a quiet station, and no worry for a disk. */
export const logBytes = 10 * 1024 * 1024;

/** `file` is this user's alone, and so is the one before it (`file` with `.1`). What cannot be written is lost: the station goes on. */
export const keepLog = ({
  file,
  mostBytes,
}: {
  readonly file: string;
  readonly mostBytes: number;
}): ((bytes: Buffer) => void) => {
  let length = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return (bytes) => {
    try {
      if (length + bytes.length > mostBytes && length > 0) {
        rmSync(`${file}.1`, { force: true });
        renameSync(file, `${file}.1`);
        length = 0;
      }
      appendFileSync(file, bytes, { mode: 0o600 });
      length += bytes.length;
    } catch {
      // A full disk.
    }
  };
};
