// The technician's way out of the locked window: a PIN checked against a scrypt hash, each wrong try dearer than the last.
// Knows nothing of windows; the PIN itself is never kept.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { PinAnswer } from './pages/bridge.ts';
import type { Clock } from './clock.ts';

/** In characters. A PIN is tried by hand at a slowed door; the hash file is readable by its owner only. */
export const shortestPin = 6;
const longestPin = 64;

/** After the first wrong try, doubling with each further one. */
const firstWaitMs = 1_000;
const longestWaitMs = 60_000;

/** scrypt as OWASP advises for interactive use with 32 MiB: about 0.1 s on a kiosk's processor. */
const cost = { N: 2 ** 15, r: 8, p: 1, keyLength: 32 } as const;

const derive = (pin: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const { N, r, p, keyLength } = cost;
    scrypt(pin.normalize('NFC'), salt, keyLength, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });

/** `scrypt:SALT:KEY`, both base64: what `exit-pin` files and TRAM_EXIT_PIN_HASH hold. */
export const hashPin = async (pin: string): Promise<string> => {
  const salt = randomBytes(16);
  return `scrypt:${salt.toString('base64')}:${(await derive(pin, salt)).toString('base64')}`;
};

/** Salt and key of a hash text, null when it is none. */
const readHash = (text: string): { salt: Buffer; key: Buffer } | null => {
  const [, salt, key] = /^scrypt:([A-Za-z0-9+/]{22}==):([A-Za-z0-9+/]{43}=)$/.exec(text.trim()) ?? [];
  return salt === undefined || key === undefined
    ? null
    : { salt: Buffer.from(salt, 'base64'), key: Buffer.from(key, 'base64') };
};

export type WayOut = { try(pin: unknown): Promise<PinAnswer> };

/**
 * `hash` gives the hash text anew at each try (a technician may change it under a running kiosk), null when none is set:
 * then the door stays shut. One try at a time; a try during the wait is not even looked at.
 */
export const createWayOut = ({
  hash,
  clock,
}: {
  readonly hash: () => string | null;
  readonly clock: Clock;
}): WayOut => {
  let wrongTries = 0;
  let shutUntil = 0;
  let trying = false;
  return {
    try: async (pin) => {
      if (trying) return { kind: 'wait', waitMs: firstWaitMs };
      const waitMs = shutUntil - clock.now();
      if (waitMs > 0) return { kind: 'wait', waitMs };
      const text = hash();
      if (text === null) return { kind: 'no-pin' };
      const kept = readHash(text);
      if (kept === null) return { kind: 'no-pin' };
      trying = true;
      try {
        const fits = typeof pin === 'string' && pin.length <= longestPin;
        const right = timingSafeEqual(await derive(fits ? pin : '', kept.salt), kept.key) && fits;
        if (right) {
          wrongTries = 0;
          return { kind: 'open' };
        }
        const nextWaitMs = Math.min(firstWaitMs * 2 ** wrongTries, longestWaitMs);
        wrongTries += 1;
        shutUntil = clock.now() + nextWaitMs;
        return { kind: 'wrong', waitMs: nextWaitMs };
      } finally {
        trying = false;
      }
    },
  };
};
