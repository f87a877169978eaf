// A command that root gives, in a folder that is another's: what is read there is read as its owner, who may have laid links to what only root
// may read. Where it is not root who asks, nothing is changed.
import { statSync } from 'node:fs';

/** `run` does its work before it returns: what it leaves for later is root's again. */
export const asOwnerOf = <T>(folder: string, run: () => T): T => {
  const owner = statSync(folder, { throwIfNoEntry: false });
  if (process.geteuid?.() !== 0 || owner === undefined || owner.uid === 0) return run();
  const groups = process.getgroups?.() ?? [];
  process.setgroups?.([owner.gid]);
  process.setegid?.(owner.gid);
  process.seteuid?.(owner.uid);
  try {
    return run();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
    process.setgroups?.(groups);
  }
};
