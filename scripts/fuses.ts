// Which doors of the Electron binary are shut for good. `npm run electron:fuses` burns this table into the binary and reads it
// back; with `--check` it reads only. The exit status tells whether every fuse stands as it should.
import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { findElectron } from './ground.mjs';
import { readOptions } from './options.ts';

/** Names as in Electron's documentation. `why`: what the door would let in, or why it stays. */
export const fuses = {
  RunAsNode: {
    on: false,
    why: 'ELECTRON_RUN_AS_NODE would make a plain Node of the case; the station runs on its own Node.',
  },
  EnableCookieEncryption: {
    on: true,
    why: 'Nothing is kept on disk (the session is in memory); were it, it would be encrypted.',
  },
  EnableNodeOptionsEnvironmentVariable: { on: false, why: 'NODE_OPTIONS would load code into the case.' },
  EnableNodeCliInspectArguments: { on: false, why: '--inspect would open a debugger on the case.' },
  EnableEmbeddedAsarIntegrityValidation: {
    on: false,
    why: 'The case is three plain files of the checkout, owned by root; there is no archive to check (and none is checked on Linux).',
  },
  OnlyLoadAppFromAsar: { on: false, why: 'As above: the case is started by its path.' },
  LoadBrowserProcessSpecificV8Snapshot: { on: false, why: 'There is no snapshot of ours.' },
  GrantFileProtocolExtraPrivileges: {
    on: false,
    why: 'The two pages from files (starting, PIN) need nothing but themselves.',
  },
  WasmTrapHandlers: { on: true, why: 'As Electron delivers it; without it WebAssembly is slower and no safer.' },
} as const satisfies Readonly<Record<string, { readonly on: boolean; readonly why: string }>>;

type Wanted = Readonly<Record<string, { readonly on: boolean }>>;

const indexOf = (name: string): FuseV1Options | null =>
  Object.entries(FuseV1Options).flatMap(([key, value]) =>
    key === name && typeof value === 'number' ? [value] : [],
  )[0] ?? null;

/** Names of the library's fuses that the table does not speak of, and the other way round: neither may be. */
export const unnamed = (wanted: Wanted): readonly string[] => {
  const known = Object.keys(FuseV1Options).filter((key) => Number.isNaN(Number(key)));
  return [...known.filter((name) => !(name in wanted)), ...Object.keys(wanted).filter((name) => !known.includes(name))];
};

/** Burns them. Rejects when the file holds no fuses, or lacks one of them. */
export const burn = async (binary: string, wanted: Wanted): Promise<void> => {
  const config: Partial<Record<FuseV1Options, boolean>> = {};
  for (const [name, { on }] of Object.entries(wanted)) {
    const index = indexOf(name);
    if (index !== null) config[index] = on;
  }
  await flipFuses(binary, { version: FuseVersion.V1, ...config });
};

/** Those that stand otherwise than wanted, a sentence each. */
export const wrongIn = async (binary: string, wanted: Wanted): Promise<readonly string[]> => {
  const wire = await getCurrentFuseWire(binary);
  return Object.entries(wanted).flatMap(([name, { on }]) => {
    const index = indexOf(name);
    const is = index === null ? undefined : wire[index];
    const right = on ? FuseState.ENABLE : FuseState.DISABLE;
    return is === right ? [] : [`${name} is to be ${on ? 'on' : 'off'} and is not.`];
  });
};

if (import.meta.main) {
  const { values } = readOptions('npm run electron:fuses -- [--check]', {
    options: { check: { type: 'boolean', default: false } },
  });
  const binary = findElectron(process.env);
  if (binary === null) {
    console.error('Electron’s binary is not here (npm run electron:fetch): no fuse was burnt or read.');
    process.exitCode = 1;
  } else {
    if (!values.check) await burn(binary, fuses);
    const wrong = await wrongIn(binary, fuses);
    console.log(wrong.length === 0 ? `Every fuse of ${binary} stands as it should.` : wrong.join('\n'));
    process.exitCode = Math.min(wrong.length, 1);
  }
}
