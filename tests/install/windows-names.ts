// Which paths Windows cannot hold, or not beside each other. Pure.

/** Microsoft, "Naming Files, Paths, and Namespaces": names of devices, whatever follows the first dot. */
const devices = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;
const forbidden = /[<>:"\\|?*]|[ .]$/;
/** MAX_PATH is 260 with the drive, its colon and backslash, and the end. */
const longest = 260 - 'C:\\'.length - 1;

/** Paths with `/`, without a drive. Of two that differ only in case the later one is named. */
export const unfitForWindows = (paths: readonly string[]): readonly string[] => {
  const seen = new Set<string>();
  return paths.filter((path) => {
    const isTwin = seen.has(path.toLowerCase());
    seen.add(path.toLowerCase());
    return (
      isTwin || path.length > longest || path.split('/').some((name) => devices.test(name) || forbidden.test(name))
    );
  });
};
