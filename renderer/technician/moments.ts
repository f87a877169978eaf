// Moments as a technician reads them. Knows no language: figures alone.

const two = (value: number): string => String(value).padStart(2, '0');

/** `09:30:05`, by this machine's clock. */
export const timeOf = (ms: number): string => {
  const at = new Date(ms);
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
};

/** `09:30:05.123`. */
export const exactTimeOf = (ms: number): string =>
  `${timeOf(ms)}.${String(new Date(ms).getMilliseconds()).padStart(3, '0')}`;

/** `22/11 09:30:05`. */
export const dayTimeOf = (ms: number): string => {
  const at = new Date(ms);
  return `${two(at.getDate())}/${two(at.getMonth() + 1)} ${timeOf(ms)}`;
};

/** From the beginning of something: `+12.345 s`. */
export const secondsOf = (ms: number): string => `+${(ms / 1000).toFixed(3)} s`;

/** `1.2 MB`, `34 kB`. */
export const sizeOf = (bytes: number): string =>
  bytes >= 1_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1000))} kB`;
