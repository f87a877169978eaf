// Which packages support PC/SC readers, to the byte. Pure.

/** What npm says of each package it laid down. The parts for other platforms were in no registry when this was written. */
const pinned: Readonly<Record<string, string>> = {
  'pcsc-mini': 'sha512-9PPIj0YbMxU0qFtp32Gq5jsAnLloOzMdFiiIjAgh07zGWOZv194IIVTulC354RDX5YNc14fwpkxS3oIS0iScWw==',
  '@pcsc-mini/linux-x86_64-gnu':
    'sha512-TMuuoSO93iIqF8Fdus32jH/VFNYyrjZICEiOduDqxlGETybU+eP3DTtXm9eQxRpxjXRcugiSvSAzFuqY3JSbpg==',
  '@pcsc-mini/linux-x86_64-musl':
    'sha512-KBxPeqlZ3Zz8kw2DSdtpBkfYS3R85NzOBXKdjBiMePwg2V3S7EuC/EWBq2S4ti/NRpQ6D17HULl63fuUAGl+gw==',
};

type Part = Readonly<Record<string, unknown>>;
const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null;
const part = (value: unknown): Part => (isPart(value) ? value : {});

/** `laid`: npm's own note (node_modules/.package-lock.json) of what lies there; each fault is a sentence, none: all is right. */
export const faultsOf = (laid: unknown): readonly string[] => {
  const packages = Object.entries(part(part(laid)['packages'])).map(
    ([path, entry]) => [path.replace('node_modules/', ''), part(entry)['integrity']] as const,
  );
  const others = packages.flatMap(([name, integrity]) =>
    pinned[name] === integrity ? [] : [`${name} is not what it should be.`],
  );
  const names = packages.map(([name]) => name);
  const missing = names.includes('pcsc-mini') ? [] : ['pcsc-mini is not there.'];
  const isNative = names.some((name) => name.startsWith('@pcsc-mini/'));
  return [...others, ...missing, ...(isNative ? [] : ['its part for this platform is not there.'])];
};
