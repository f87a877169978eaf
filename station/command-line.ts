// The command line of the program: what may be said, and what is meant where nothing is.
import { join } from 'node:path';
import { parseArgs } from 'node:util';

export const help = `node station/main.ts [options]

  --port N         port of the glass on 127.0.0.1; 0 takes any free one (default 0)
  --data DIR       where journal and settings live (default ./data)
  --settings FILE  settings file (default DIR/settings.json)
  --place NAME     the place whose address stands first, where a window opens (default: the first of the settings)
  --service        write the addresses with their tickets to DIR/address and, for further places, DIR/address-NAME
                   (mode 0600) instead of printing them; and --set-up
  --set-up         where there are no settings yet, begin as a station that is to be set up at the technician's place, and
                   not with the demonstration; until that is done, the technician's address stands first
  --words          print every text of the glass and of slips; copy what you would say otherwise to words.json
                   beside the settings file
  --help           this text`;

export type Options = {
  readonly port: number;
  readonly data: string;
  readonly settings: string;
  /** Null: the first. */
  readonly place: string | null;
  readonly service: boolean;
  readonly setsUp: boolean;
};

/** Throws a sentence where something is said that cannot be meant. */
export const readOptions = (): Options | 'help' | 'words' => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      data: { type: 'string', default: 'data' },
      settings: { type: 'string' },
      place: { type: 'string' },
      service: { type: 'boolean', default: false },
      'set-up': { type: 'boolean', default: false },
      words: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  if (values.words) return 'words';
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`--port is ${values.port}: it must be a number from 0 to 65535`);
  }
  return {
    port,
    data: values.data,
    settings: values.settings ?? join(values.data, 'settings.json'),
    place: values.place ?? null,
    service: values.service,
    setsUp: values['set-up'],
  };
};
