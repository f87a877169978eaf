// `npm run soak -- --sessions N --seed S`: random days at the kiosk until N sessions were played. The exit status tells. A
// failure is shrunk, and prints what replays it: `npm run soak -- --seed S --path P`. Simulated time; a core for each job.
import { readOptions } from '../../scripts/options.ts';
import { search, replay } from './search.ts';

const usage = 'npm run soak -- [--sessions 100000] [--seed 42] [--jobs 2] [--path 3:0:1]';
const { values } = readOptions(usage, {
  options: {
    sessions: { type: 'string', default: '1000' },
    seed: { type: 'string' },
    path: { type: 'string' },
    jobs: { type: 'string', default: '1' },
  },
});
const seed = values.seed === undefined ? Math.trunc(Math.random() * 2 ** 31) : Number(values.seed);
const wanted = Number(values.sessions);
const jobs = Number(values.jobs);
if (![seed, wanted, jobs].every(Number.isSafeInteger) || wanted < 1 || jobs < 1) {
  console.error(`usage: ${usage}`);
  process.exit(2);
}

if (values.path === undefined) {
  console.log(`soak: ${wanted} sessions, seed ${seed}`);
  const began = performance.now();
  const found = await search({
    sessions: wanted,
    seed,
    jobs,
    progress: ({ sessions, tookMs }) => {
      const seconds = (performance.now() - began) / 1000;
      const hours = (tookMs / 3_600_000).toFixed(1);
      const { user, system } = process.cpuUsage();
      const rate = ((sessions * 1_000_000) / (user + system)).toFixed(0);
      console.log(
        `  ${sessions} sessions, ${hours} h at the kiosk, in ${seconds.toFixed(0)} s; ${rate} a second of one core`,
      );
    },
  });
  if (found.kind === 'broken') console.error(found.report);
  else console.log(`soak: ${found.sessions} sessions, no wall broken`);
  process.exit(found.kind === 'broken' ? 1 : 0);
} else {
  const { broken } = await replay({ seed, path: values.path, tell: (line) => console.log(line) });
  console.log(broken.length === 0 ? 'replayed: no wall broken' : `\nbroken:\n${broken.join('\n')}`);
  process.exit(broken.length === 0 ? 0 : 1);
}
