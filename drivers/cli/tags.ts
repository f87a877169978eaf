// `inventory`, `read`, `write`, `arm`, `disarm`: single commands on tags, through the same drivers as the station's.
import { parseArgs } from 'node:util';
import { pass } from '../clock.ts';
import { transportOf } from '../connections.ts';
import type { AfiPair } from '../ports/pad.ts';
import type { SeenTag, TagReader, Uid } from '../ports/tag-reader.ts';
import { openBareReader } from '../rfid/bare.ts';
import { encodeTag, readWhole } from '../rfid/encode.ts';
import { createField } from '../rfid/field.ts';
import { wiredOf } from '../rfid/makers.ts';
import { secureTag } from '../rfid/secure.ts';
import { bytesOf } from '../rfid/uii.ts';
import { ruleOf, type SecuritySettings } from '../settings.ts';
import { chipOf } from '../tags/chips.ts';
import type { Part, TagContent } from '../tags/content.ts';
import { detect, type TagMeaning } from '../tags/detect.ts';
import { readUhf } from '../tags/uhf.ts';
import { createMemoryLine } from '../transport/memory.ts';
import { recordTransport } from '../transport/recorded.ts';
import { penOf, readerOf, whichHelp, whichOptions, type Which } from './which.ts';
import { sentenceOf, Unreachable, UsageError, type ExitCode, type World } from './world.ts';

type At = { readonly reader: TagReader; readonly security: SecuritySettings };

/** Opens the reader that is meant, works with it, and closes it whatever happened. */
const withReader = async (
  which: Which & { readonly record?: string | undefined },
  { clock }: World,
  work: (at: At) => Promise<ExitCode>,
): Promise<ExitCode> => {
  const { reader: settings, security } = readerOf(which);
  const wired = wiredOf(settings, clock);
  const bare =
    wired.connection === null
      ? createMemoryLine({ name: 'simulated', far: wired.simulate(createField({ seed: 1 }), wired.realTime) }).transport
      : transportOf(wired.connection, clock);
  const pen = penOf(which.record);
  const transport = pen === null ? bare : recordTransport({ transport: bare, clock, pen });
  try {
    const opened = await openBareReader({ transport, wired }).catch((reason: unknown) => {
      throw new Unreachable(sentenceOf(reason), { cause: reason });
    });
    try {
      return await work({ reader: opened.reader, security });
    } finally {
      await opened.close();
    }
  } finally {
    pen?.close();
  }
};

const meaningText = (meaning: TagMeaning): string => {
  switch (meaning.kind) {
    case 'item': {
      const part =
        meaning.part === null || meaning.part.of === 1 ? '' : `, part ${meaning.part.nth} of ${meaning.part.of}`;
      return `item ${meaning.id}${part}${meaning.owner === null ? '' : `, of ${meaning.owner}`} (${meaning.format})`;
    }
    case 'patron-card':
      return `patron card ${meaning.id}`;
    case 'blank':
      return 'blank';
    case 'foreign':
      return `foreign: ${meaning.because}`;
  }
};

/** Its control word came with the inventory, or is asked for. */
const toldUhf = async (reader: TagReader, tag: Extract<SeenTag, { air: 'gen2' }>, afis: AfiPair | null) => {
  const asked = tag.pc === null ? await reader.readPc(tag.uid) : ({ kind: 'ok', value: tag.pc } as const);
  if (asked.kind !== 'ok') return { ...tag, text: asked.because };
  const pc = asked.value;
  const { meaning } = readUhf({ pc, uii: bytesOf(tag.uid), user: null }, afis);
  return { ...tag, pc, meaning, text: `${meaningText(meaning)}; control word ${pc.toString(16).padStart(4, '0')}` };
};

/** What one tag says; nothing is ever said of half a tag. */
const told = async (
  reader: TagReader,
  tag: SeenTag,
  afis: AfiPair | null,
): Promise<Readonly<Record<string, unknown>> & { readonly text: string }> => {
  if (tag.air === 'iso14443') return { ...tag, text: 'a card that tells its number only' };
  if (tag.air === 'gen2') return await toldUhf(reader, tag, afis);
  const { maker, family } = chipOf(tag.uid);
  const whole = await readWhole(reader, tag.uid);
  if (whole.kind !== 'ok') return { ...tag, chip: `${maker} ${family}`, text: whole.because };
  const afi = await reader.readAfi(tag.uid);
  const { memory, blockSize } = whole.value;
  const meaning = detect(memory, blockSize);
  const carried = afi.kind === 'ok' ? `AFI ${afi.value.toString(16).toUpperCase().padStart(2, '0')}` : afi.because;
  return {
    ...tag,
    chip: `${maker} ${family}`,
    afi: afi.kind === 'ok' ? afi.value : null,
    meaning,
    text: `${meaningText(meaning)}; ${carried}; ${maker} ${family}`,
  };
};

export const inventoryHelp = `inventory [OPTIONS]

Three rounds, so that tags that shadow each other are seen; then what each tag says.

${whichHelp}`;

const rounds = 3;

export const inventory = async (args: readonly string[], world: World): Promise<ExitCode> => {
  const { values } = parseArgs({ args: [...args], options: whichOptions });
  return withReader(values, world, async ({ reader, security }) => {
    const seen = new Map<Uid, SeenTag>();
    for (let nth = 0; nth < rounds; nth += 1) {
      // A reader does one round after the other.
      // oxlint-disable-next-line no-await-in-loop
      const round = await reader.inventory();
      if (round.kind !== 'ok') throw new Unreachable(round.because);
      for (const tag of round.value) seen.set(tag.uid, tag);
      // Tags that shadow each other are seen in different rounds, with a rest between.
      // oxlint-disable-next-line no-await-in-loop
      await pass(world.clock, 50);
    }
    if (!values.json) world.print(`${reader.model}: ${seen.size} tag${seen.size === 1 ? '' : 's'}`);
    for (const tag of seen.values()) {
      // One tag is read after the other.
      // oxlint-disable-next-line no-await-in-loop
      const { text, ...said } = await told(reader, tag, ruleOf(security).afi);
      world.print(values.json ? JSON.stringify(said) : `${tag.uid}  ${text}`);
    }
    return 0;
  });
};

const uidFrom = (text: string | undefined): Uid => {
  const uid = text?.toUpperCase() ?? '';
  if (!/^(?:[0-9A-F]{2}){4,62}$/.test(uid))
    throw new UsageError('Say the UID of one tag, in hex, as "inventory" prints it.');
  return uid;
};

export const readHelp = `read UID [OPTIONS]

Every block of one tag, which of them are locked, and what they say.

${whichHelp}`;

export const read = async (args: readonly string[], world: World): Promise<ExitCode> => {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: whichOptions });
  const uid = uidFrom(positionals[0]);
  return withReader(values, world, async ({ reader }) => {
    const whole = await readWhole(reader, uid);
    if (whole.kind !== 'ok') {
      world.complain(whole.because);
      return whole.kind === 'reader-error' ? 3 : 1;
    }
    const { memory, blockSize, locked } = whole.value;
    const meaning = detect(memory, blockSize);
    const hex = Buffer.from(memory).toString('hex').toUpperCase();
    if (values.json) {
      world.print(JSON.stringify({ uid, blockSize, memory: hex, locked: [...locked], meaning }));
      return 0;
    }
    for (let block = 0; block * blockSize < memory.length; block += 1) {
      const bytes = memory.subarray(block * blockSize, (block + 1) * blockSize);
      const signs = Buffer.from(bytes)
        .toString('latin1')
        .replaceAll(/[^ -~]/g, '.');
      const isLocked = locked.has(block) ? '  locked' : '';
      world.print(
        `${String(block).padStart(3)}  ${Buffer.from(bytes).toString('hex').toUpperCase()}  ${signs}${isLocked}`,
      );
    }
    world.print(meaningText(meaning));
    return 0;
  });
};

export const writeHelp = `write UID --item NUMBER [OPTIONS]

Writes an item's identifier on one tag and reads it back. Nothing is locked. The tag must be blank or carry the same
number; --over writes over another one.

  --item NUMBER     primary item identifier, or with --card a patron's number
  --card            a patron's card, no item
  --owner ISIL      owner library, such as VN-HN1
  --part N/M        the N-th part of a set of M
  --title TEXT      a title, where it fits
  --format NAME     iso-28560-2 (when left out) or iso-28560-3
  --over            even where the tag says something else
${whichHelp}`;

const partFrom = (text: string | undefined): Part => {
  if (text === undefined) return { nth: 1, of: 1 };
  const [, nth, of] = /^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? [];
  if (nth === undefined || of === undefined) throw new UsageError(`--part should be N/M, such as 2/3, not "${text}".`);
  return { nth: Number(nth), of: Number(of) };
};

/** ISO 28560-1, type of usage. */
const usages = { item: 0x10, card: 0x80 } as const;

export const write = async (args: readonly string[], world: World): Promise<ExitCode> => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...whichOptions,
      item: { type: 'string' },
      card: { type: 'boolean', default: false },
      owner: { type: 'string' },
      part: { type: 'string' },
      title: { type: 'string' },
      format: { type: 'string', default: 'iso-28560-2' },
      over: { type: 'boolean', default: false },
    },
  });
  const uid = uidFrom(positionals[0]);
  const { item, format } = values;
  if (item === undefined) throw new UsageError('Say what to write with --item NUMBER.');
  if (format !== 'iso-28560-2' && format !== 'iso-28560-3')
    throw new UsageError(`--format should be iso-28560-2 or iso-28560-3, not "${format}".`);
  const content: TagContent = {
    id: item,
    part: values.card ? null : partFrom(values.part),
    usage: values.card ? usages.card : usages.item,
    owner: values.owner ?? null,
    title: values.title ?? null,
  };
  return withReader(values, world, async ({ reader }) => {
    const before = await readWhole(reader, uid);
    if (before.kind === 'ok' && !values.over) {
      const meaning = detect(before.value.memory, before.value.blockSize);
      const isFree = meaning.kind === 'blank' || ('id' in meaning && meaning.id === item);
      if (!isFree) {
        world.complain(`The tag says: ${meaningText(meaning)}. With --over it is written over.`);
        return 1;
      }
    }
    const encoded = await encodeTag({ reader, uid, content, format });
    if (values.json) world.print(JSON.stringify(encoded));
    switch (encoded.kind) {
      case 'done':
        if (!values.json) world.print(`Written and read back (${encoded.blocksWritten} blocks changed).`);
        return 0;
      case 'gone':
        world.complain('The tag is not there. Put it back and write again: it may hold a part.');
        return 1;
      case 'cannot':
      case 'failed':
        world.complain(encoded.because);
        return 1;
    }
  });
};

const secureHelp = (what: string): string => `${what} UID [OPTIONS]

By the security settings of the place (AFI, EAS or both); with --device by AFI 07 and C2. Written and read back.

${whichHelp}`;
export const armHelp = secureHelp('arm');
export const disarmHelp = secureHelp('disarm');

const secure =
  (want: 'armed' | 'disarmed') =>
  async (args: readonly string[], world: World): Promise<ExitCode> => {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: whichOptions });
    const uid = uidFrom(positionals[0]);
    return withReader(values, world, async ({ reader, security }) => {
      const stillThere = async (): Promise<boolean> => {
        const round = await reader.inventory();
        return round.kind === 'ok' && round.value.some((tag) => tag.uid === uid);
      };
      const secured = await secureTag({ reader, uid, want, rule: ruleOf(security), carried: null, stillThere });
      if (values.json) world.print(JSON.stringify(secured));
      else if (secured.kind === 'done') world.print(`${uid} is ${want}, and was read back.`);
      if (secured.kind === 'done') return 0;
      const sentences = {
        gone: 'The tag is not there, or was taken away before it was read back.',
        odd: 'Its AFI is neither of the two in the settings: it was not touched.',
      };
      world.complain('because' in secured ? secured.because : sentences[secured.kind]);
      return 1;
    });
  };
export const arm = secure('armed');
export const disarm = secure('disarmed');
