// Which Tram this is, as its package.json says. Knows nothing else.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const manifest = z.object({ version: z.string() });

export const { version } = manifest.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')),
);
