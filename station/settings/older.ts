// Settings files of older Trams, brought up to date: one step a version. What a step does not know it leaves where it is,
// so that the check of the newest shape tells of it.

type Table = Readonly<Record<string, unknown>>;

const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The nth step brings a file of version n + 1 to version n + 2. */
const steps: readonly ((file: Table) => Table)[] = [acsByDialect];

/** The file's content in the newest shape; what is no settings file, or has no version, as it is. */
export const brought = (value: unknown): unknown => {
  if (!isTable(value) || typeof value['version'] !== 'number') return value;
  const { version } = value;
  // A version of nought, or of one and a half, is none of ours.
  if (!Number.isInteger(version) || version < 1) return value;
  return steps.slice(version - 1).reduce((file, step) => step(file), value);
};

/** 2: library systems are spoken to by dialect; charset and error detection stand among what differs from it. */
function acsByDialect({ acs, ...rest }: Table): Table {
  if (!isTable(acs)) return { ...rest, ...(acs === undefined ? {} : { acs }), version: 2 };
  const { charset, errorDetection, ...others } = acs;
  const line = {
    ...(charset === undefined ? {} : { charset }),
    ...(errorDetection === undefined
      ? {}
      : { errorDetection: errorDetection === true ? 'on' : errorDetection === false ? 'off' : errorDetection }),
  };
  return { ...rest, version: 2, acs: { ...others, ...(Object.keys(line).length === 0 ? {} : { line }) } };
}
