// How much one caller may ask: leaking buckets, one for each address where they come from a network. Knows times and counts only.

export type Rate = {
  /** So many at once… */
  readonly burst: number;
  /** …and how many more each second. */
  readonly perSecond: number;
};

export type Allowance = {
  /** False for one too many. */
  take(): boolean;
};

type Bucket = Allowance & { isFull(): boolean };

const createBucket = ({ burst, perSecond }: Rate, nowMs: () => number): Bucket => {
  let left = burst;
  let last = nowMs();
  const fill = (): void => {
    const now = nowMs();
    left = Math.min(burst, left + ((now - last) / 1000) * perSecond);
    last = now;
  };
  return {
    take: () => {
      fill();
      if (left < 1) return false;
      left -= 1;
      return true;
    },
    isFull: () => {
      fill();
      return left >= burst;
    },
  };
};

/** `nowMs`: of a clock that nobody sets. */
export const createAllowance = (rate: Rate, nowMs: () => number = () => performance.now()): Allowance =>
  createBucket(rate, nowMs);

/** So many addresses are remembered: a flood from ever new ones must not fill the memory. */
const mostAddresses = 2048;

/** One bucket an address. */
export const createAllowances = (
  rate: Rate,
  nowMs: () => number = () => performance.now(),
): { take(address: string): boolean } => {
  const buckets = new Map<string, Bucket>();
  const makeRoom = (): void => {
    if (buckets.size < mostAddresses) return;
    for (const [address, bucket] of buckets) if (bucket.isFull()) buckets.delete(address);
    for (const address of buckets.keys()) {
      if (buckets.size < mostAddresses) return;
      buckets.delete(address);
    }
  };
  return {
    take: (address) => {
      const known = buckets.get(address);
      if (known !== undefined) return known.take();
      makeRoom();
      const bucket = createBucket(rate, nowMs);
      buckets.set(address, bucket);
      return bucket.take();
    },
  };
};

/** Whoever has one address of IPv6 has all of its network of 64 bits; IPv4 inside IPv6 is IPv4. */
export const callerOf = (address: string | undefined): string => {
  const plain = (address ?? '').toLowerCase().replace(/%.*$/, '');
  const inside = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (inside !== undefined) return inside;
  if (!plain.includes(':')) return plain;
  const [before = '', after] = plain.split('::');
  const front = before === '' ? [] : before.split(':');
  const back = after === undefined || after === '' ? [] : after.split(':');
  const zeros = after === undefined ? [] : Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0');
  return `${[...front, ...zeros, ...back].slice(0, 4).join(':')}::/64`;
};
