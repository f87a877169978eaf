// What each kind of control of a setting is given.
import type { SettingsField, SettingsShape } from '../../contract/settings-view.ts';

/** `below`: the id of what stands below it, its help and what is wrong. */
export type Control = { readonly field: SettingsField; readonly below: string };
export type ControlOf<Kind extends SettingsShape['kind']> = Control & {
  readonly shape: Extract<SettingsShape, { kind: Kind }>;
};

export const isLocked = ({ locked }: SettingsField): boolean => locked !== null;
