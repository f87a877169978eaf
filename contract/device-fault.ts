// What can be wrong with a device, as every screen of staff tells it. Plain data: the words are in words/device-faults.ts.

export const deviceFaults = [
  ...([
    'no-device',
    'no-permission',
    'busy',
    'taken',
    'refused',
    'unreachable',
    'stuck',
    'unplugged',
    'hung-up',
  ] as const),
  ...(['takes-no-bytes', 'flood', 'no-support', 'queue-stopped'] as const),
  ...(['silent', 'garbled', 'other-device', 'wrong-mode', 'no-antenna', 'device-refuses', 'device-fault'] as const),
  ...(['unsupported', 'no-tag', 'tag-garbled', 'tag-refuses', 'tag-unfit', 'no-memory', 'locked', 'password'] as const),
  ...(['weak', 'several-tags', 'not-asked-back'] as const),
  ...(['cutter', 'too-hot', 'needs-service', 'offline', 'not-seen-out', 'not-drawn', 'other'] as const),
] as const;
export type DeviceFault = (typeof deviceFaults)[number];

/** `because`: the driver's own sentence with names and codes, in English; it stands beside the words, small. */
export type FaultTold = { readonly fault: DeviceFault; readonly because: string };
