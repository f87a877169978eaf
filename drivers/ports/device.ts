// What every device has in common: how it fares. Knows nothing of what the device is for.
import type { Fault } from './fault.ts';

export type DeviceState =
  | { readonly at: 'opening' }
  /** `model` is what the device said of itself, as the technician would read it. */
  | { readonly at: 'ready'; readonly model: string }
  /** The driver goes on trying to come back. */
  | ({ readonly at: 'trouble' } & Fault)
  | { readonly at: 'closed' };

/** A device opens itself, supervises its line and comes back after trouble, until it is closed. */
export type Device = {
  state(): DeviceState;
  /** Never rejects. */
  close(): Promise<void>;
};
