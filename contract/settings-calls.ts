// What is done in the settings' editor, each checked here: shapes and lengths. Whether a value will do is the schema's word.
import * as z from 'zod';
import { longestImport } from './settings-view.ts';

/** Dots between steps. */
const path = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*$/);

export const settingsActs = [
  z.strictObject({ kind: z.literal('open-section'), path }),
  z.strictObject({ kind: z.literal('search-settings'), text: z.string().max(80) }),
  /** As typed: a number comes as its digits. Null where nothing may be said. */
  z.strictObject({
    kind: z.literal('set-field'),
    path,
    value: z.union([z.string().max(120_000), z.boolean(), z.null()]),
  }),
  /** Back to how it comes when nothing is said. */
  z.strictObject({ kind: z.literal('reset-field'), path }),
  z.strictObject({ kind: z.literal('choose-kind'), path, value: z.string().max(40) }),
  /** `value`: which kind, where there are several. */
  z.strictObject({ kind: z.literal('add-item'), path, value: z.string().max(40).nullable() }),
  z.strictObject({ kind: z.literal('copy-item'), path }),
  z.strictObject({ kind: z.literal('remove-item'), path }),
  z.strictObject({ kind: z.literal('move-item'), path, by: z.union([z.literal(1), z.literal(-1)]) }),
  /** Never shown again; a PIN is kept as its hash. */
  z.strictObject({ kind: z.literal('set-secret'), path, value: z.string().min(1).max(2000) }),
  /** It is the same here as at the station the settings came from. */
  z.strictObject({ kind: z.literal('confirm-field'), path }),
  z.strictObject({ kind: z.literal('discard-changes') }),
  z.strictObject({ kind: z.literal('review-changes') }),
  z.strictObject({ kind: z.literal('close-sheet') }),
  /** `at-once`: whoever is at work is interrupted; what they did is in the journal. */
  z.strictObject({ kind: z.literal('save-settings'), how: z.enum(['when-free', 'at-once']) }),
  z.strictObject({ kind: z.literal('apply-at-once') }),
  z.strictObject({ kind: z.literal('keep-settings') }),
  z.strictObject({ kind: z.literal('take-back-settings') }),
  z.strictObject({ kind: z.literal('return-to-good') }),
  z.strictObject({ kind: z.literal('open-history') }),
  z.strictObject({ kind: z.literal('take-copy'), nth: z.int().min(0) }),
  z.strictObject({ kind: z.literal('open-export') }),
  /** Null: without secrets. */
  z.strictObject({ kind: z.literal('export-settings'), passphrase: z.string().min(8).max(200).nullable() }),
  z.strictObject({ kind: z.literal('open-import') }),
  z.strictObject({ kind: z.literal('import-settings'), text: z.string().min(1).max(longestImport) }),
  z.strictObject({ kind: z.literal('unseal-import'), passphrase: z.string().min(1).max(200).nullable() }),
] as const;
export const settingsAct = z.discriminatedUnion('kind', settingsActs);
export type SettingsAct = z.infer<typeof settingsAct>;
