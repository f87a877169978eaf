// What is done with the one ISO 15693 tag that a PC/SC reader has taken up: the form that both ways of doing it have.
import type { TagReader } from '../../ports/tag-reader.ts';
import type { TagMemory } from '../iso15693.ts';
import type { createTagMemory } from '../iso15693.ts';
import type { Response } from './commands.ts';

/** One APDU. `again`: it changes nothing, and is asked again where no answer came. */
export type Ask = (apdu: Uint8Array, mode: 'again' | 'write') => Promise<Response>;

export type Tags = Pick<
  TagReader,
  'locks' | 'write' | 'lock' | 'readAfi' | 'writeAfi' | 'writeDsfid' | 'writeEas' | 'alarms'
> &
  Pick<Parameters<typeof createTagMemory>[0], 'mostBlocks' | 'readBlocks'>;

export type Told = TagMemory['told'];
