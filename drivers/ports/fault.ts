// What can be wrong with a device, its line, or a tag before it: a closed set. Whoever shows a fault has words of their own for it, in the
// language of whoever reads. Knows no device.

export const faultKinds = [
  // The line.
  'no-device',
  'no-permission',
  'busy',
  /** The settings give this line to something else. */
  'taken',
  'refused',
  'unreachable',
  'stuck',
  'unplugged',
  'hung-up',
  'takes-no-bytes',
  'flood',
  'no-support',
  'queue-stopped',
  // Whoever is there.
  'silent',
  'garbled',
  'other-device',
  'wrong-mode',
  'no-antenna',
  'device-refuses',
  'device-fault',
  'unsupported',
  // A tag.
  'no-tag',
  'tag-garbled',
  'tag-refuses',
  'tag-unfit',
  'no-memory',
  'locked',
  'password',
  'weak',
  'several-tags',
  'not-asked-back',
  // A printer.
  'cutter',
  'too-hot',
  'needs-service',
  'offline',
  'not-seen-out',
  'not-drawn',
  /** None of these: what was said stands beside it. */
  'other',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** `because`: a sentence in English with names and codes, for logs, the command line, and in small letters beside better words. */
export type Fault = { readonly fault: FaultKind; readonly because: string };

/** A fault that is thrown: `message` is its sentence. */
export class DeviceError extends Error {
  readonly fault: FaultKind;

  constructor(fault: FaultKind, because: string, options?: ErrorOptions) {
    super(because, options);
    this.fault = fault;
  }
}

/** Of anything that was thrown, as plain data. */
export const faultOf = (reason: unknown): Fault => ({
  fault: reason instanceof DeviceError ? reason.fault : 'other',
  because: reason instanceof Error ? reason.message : String(reason),
});

/** Of something that tells more, the fault alone. */
export const faultIn = ({ fault, because }: Fault): Fault => ({ fault, because });

/** To be thrown. */
export const thrown = ({ fault, because }: Fault): DeviceError => new DeviceError(fault, because);

/** To be thrown, with what it is about before it. */
export const errorAbout = (what: string, { fault, because }: Fault): DeviceError =>
  new DeviceError(fault, `${what}: ${because}`);
