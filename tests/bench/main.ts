// Figures, not assertions: `npm run bench`, or `npm run bench -- sip2` for one part. They mean something only beside each
// other, on one machine, in one run.
import { cpus, totalmem } from 'node:os';

// Each is loaded only when it is asked for: what one part brings along must not weigh on another's figures.
const parts: Readonly<Record<string, () => Promise<void>>> = {
  sip2: async () => (await import('./sip2.ts')).benchSip2(),
  drivers: async () => {
    (await import('./drivers.ts')).benchTags();
    await (await import('./pads.ts')).benchPads();
  },
  station: async () => (await import('./station.ts')).benchStation(),
  glass: async () => (await import('./glass.ts')).benchGlass(),
  journal: async () => {
    await (await import('./journal.ts')).benchJournal();
    // All ten thousand where this part was asked for; half a minute's share of them among the others.
    await (await import('./forward.ts')).benchForward(asked.includes('journal') ? 10_000 : 600);
  },
  kiosk: async () => (await import('./kiosk.ts')).benchKiosk(),
  register: async () => (await import('./register.ts')).benchRegister(),
  back: async () => (await import('./back.ts')).benchBack(),
  tagging: async () => (await import('./tagging.ts')).benchTagging(),
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(parts, name));
if (unknown !== undefined) {
  console.error(`there is no benchmark "${unknown}"; there are: ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}
const [cpu] = cpus();
console.log(
  `machine: ${cpu?.model ?? 'unknown'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
);
for (const [name, bench] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n── ${name}`);
  await bench();
}
