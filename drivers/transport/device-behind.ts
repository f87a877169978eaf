// Which device stands behind a path at this moment. Knows nothing of how bytes travel.
import { statSync } from 'node:fs';

/**
 * `null`: none. Another one than before: it was plugged in anew, or the link that names it was led elsewhere. Windows' COM
 * ports are no files, and always the same. Takes microseconds.
 */
export const deviceBehind = (path: string): string | null => {
  if (!path.startsWith('/')) return path;
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    return there === undefined ? null : `${there.dev}.${there.ino}.${there.rdev}`;
  } catch {
    // A folder on the way may not be entered, or is none any more.
    return null;
  }
};
