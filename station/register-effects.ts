// What the room that makes cards asks for, done: the registrar, its files, a card's tag, a slip. Knows no rules.
import { randomUUID } from 'node:crypto';
import type { Language } from '../contract/terms.ts';
import type { Pad } from '../drivers/ports/pad.ts';
import { noPrinter, type ReceiptPrinter } from '../drivers/ports/receipt-printer.ts';
import type { ExaminedTag, Written } from '../drivers/ports/tag-work.ts';
import { detect } from '../drivers/tags/detect.ts';
import { planTag } from '../drivers/tags/tag-plan.ts';
import type { Journal } from './journal/journal.ts';
import type { SlipHead } from './receipts/slips.ts';
import type { Registering } from './registry/open.ts';
import type { NextCard } from './registry/registrar.ts';
import type { Lists, ListsAnswer } from './registry/registry.ts';
import { cardSlipLines } from './register-slip.ts';
import type {
  Begun,
  CardChangeAnswer,
  CardFile,
  RegisterEffect,
  RegisterEvent,
  RegistrationAnswer,
  TagWritten,
} from './register-talk.ts';

export type RegisterParts = {
  readonly registering: Registering;
  readonly place: string;
  readonly journal: Pick<Journal, 'append'>;
  readonly pad: Pad | null;
  readonly printer: ReceiptPrinter | null;
  readonly head: SlipHead;
  /** Of the house: what is printed is the patron's. */
  readonly language: Language;
  readonly nowMs: () => number;
  readonly tell: (event: RegisterEvent) => void;
  /** Brings an outcome home as an event. */
  readonly home: <T>(answer: Promise<T>, asEvent: (value: T) => RegisterEvent) => void;
  /** Lists of branches and categories, kept. */
  readonly lists: ReturnType<typeof keptLists>;
  /** Something failed that never should. */
  readonly complain: (message: string, error: unknown) => void;
};

/** Branches and categories change once in a year; an old list is better than none. */
export const keptLists = (): ((ask: () => Promise<ListsAnswer>) => Promise<ListsAnswer>) => {
  let last: Lists | null = null;
  return async (ask) => {
    const answer = await ask();
    if (answer.kind === 'lists') last = answer;
    return last === null ? answer : { ...last, kind: 'lists' };
  };
};

export const runRegisterEffect = (effect: RegisterEffect, parts: RegisterParts): void => {
  const { registering, place, printer, home, tell, complain } = parts;
  const { registrar, handOver } = registering;
  switch (effect.kind) {
    case 'begin-card': {
      const { ticket, withNumber } = effect;
      const number = withNumber ? (registrar.nextCard?.(place) ?? Promise.resolve(null)) : Promise.resolve(null);
      const begun = number.then(begunOf, (error: unknown): Begun => {
        complain('a card number could not be kept for a form; is the disk full?', error);
        return { id: randomUUID(), card: null, wrong: 'not-kept' };
      });
      return home(begun, (next) => ({ kind: 'card-begun', ticket, ...next }));
    }
    case 'give-back-card':
      return registrar.giveBack(effect.card);
    case 'ask-lists':
      return home(
        parts.lists(() => registrar.registry.lists()),
        (answer) => ({ kind: 'lists-answered', ticket: effect.ticket, answer }),
      );
    case 'ask-alike':
      return home(alike(effect, parts), (answer) => ({ kind: 'alike-answered', ticket: effect.ticket, ...answer }));
    case 'register-patron':
      return home(register(effect, parts), (answer) => ({
        kind: 'registration-answered',
        ticket: effect.ticket,
        answer,
      }));
    case 'ask-card-change':
      return home(changeCard(effect, parts), (answer) => ({
        kind: 'card-change-answered',
        ticket: effect.ticket,
        answer,
      }));
    case 'write-card-tag':
      return home(writeTag(effect, parts), (outcome) => ({
        kind: 'card-tag-written',
        ticket: effect.ticket,
        outcome,
      }));
    case 'print-card-slip': {
      const { head, language } = parts;
      const lines = cardSlipLines(effect.slip, { ...head, language, at: new Date(parts.nowMs()) });
      const printed = printer?.print(lines) ?? Promise.resolve(noPrinter);
      return home(printed, (outcome) => ({ kind: 'card-slip-printed', ticket: effect.ticket, outcome }));
    }
    case 'list-registrations': {
      const files = handOver?.batches().map(fileOf) ?? null;
      return tell({ kind: 'registrations-listed', listed: registrar.list(), files });
    }
    case 'try-registrations':
      return registrar.tryNow();
    case 'drop-registration':
      return void registrar.drop(effect.id);
    case 'write-card-file':
      if (handOver?.write(place).kind === 'not-written') tell({ kind: 'card-file-not-written' });
      return;
    case 'sign-off-file':
      return void handOver?.signOff(place, effect.batch, effect.notTaken);
  }
};

type Batch = { readonly batch: string; readonly file: string; readonly rows: readonly { readonly id: string }[] };
const fileOf = ({ batch, file, rows }: Batch): CardFile => ({ batch, file, ids: rows.map(({ id }) => id) });

const begunOf = (next: NextCard | null): Begun => ({
  id: randomUUID(),
  card: next?.kind === 'card' ? next.card : null,
  wrong: next?.kind === 'none-left' ? 'none-left' : null,
});

/** Whatever fails, the form waits for an answer: then nobody has looked. */
const alike = async (
  { person, form }: Extract<RegisterEffect, { kind: 'ask-alike' }>,
  { registering, place, complain }: RegisterParts,
): ReturnType<Registering['registrar']['alike']> => {
  try {
    return await registering.registrar.alike(person, form === null ? null : { key: form, place });
  } catch (error) {
    complain('it could not be looked for doubles', error);
    return { patrons: [], isWhole: false };
  }
};

/** Where the disk takes nothing, nobody was asked: the form stays as it is. */
const register = async (
  { registration, mends, drops, notes }: Extract<RegisterEffect, { kind: 'register-patron' }>,
  { registering, place, complain }: RegisterParts,
): Promise<RegistrationAnswer> => {
  const { registrar } = registering;
  try {
    if (mends) return (await registrar.mend(registration.id, registration, notes)) ?? { kind: 'not-mended' };
    if (drops !== null) registrar.drop(drops);
    return await registrar.register(place, registration, notes);
  } catch (error) {
    complain('a registration could not be kept; is the disk full?', error);
    return { kind: 'not-kept' };
  }
};

const changeCard = async (
  { card, change, notes }: Extract<RegisterEffect, { kind: 'ask-card-change' }>,
  { registering, place, complain }: RegisterParts,
): Promise<CardChangeAnswer> => {
  try {
    return await registering.registrar.change(place, card, change, notes);
  } catch (error) {
    complain('a change of a card could not be journalled, and was not asked for; is the disk full?', error);
    return { kind: 'not-kept' };
  }
};

/** ISO 28560-1, type of usage: an adult's card, a child's. */
const usageOf = { adult: 0x80, child: 0x83 } as const;
/** No gate listens for cards. */
const noRule = { afi: null, eas: false } as const;

const isBlank = (tag: ExaminedTag): boolean =>
  tag.kind === 'memory' && detect(tag.memory, tag.blockSize).kind === 'blank';

/** The tag is read afresh before and behind: it says this number and no other, or nothing. */
const writeTag = async (
  { uid, card, isChild, owner, format, asked, written }: Extract<RegisterEffect, { kind: 'write-card-tag' }>,
  { pad, journal, place, complain }: RegisterParts,
): Promise<TagWritten> => {
  const examined = await (pad?.examine(uid) ?? Promise.resolve({ kind: 'gone' } as const));
  if (examined.kind !== 'examined')
    return examined.kind === 'gone' ? { kind: 'gone' } : { kind: 'failed', why: 'trouble' };
  if (!isBlank(examined.tag)) return { kind: 'not-blank' };
  const content = { id: card, part: null, usage: usageOf[isChild ? 'child' : 'adult'], owner, title: null };
  const planned = planTag(examined.tag, { content, shelf: null, format, rule: noRule, want: 'disarmed' });
  if (planned.kind === 'cannot') {
    const { why } = planned;
    return { kind: 'failed', why: why === 'too-small' || why === 'locked' ? why : 'not-fit' };
  }
  if (pad === null) return { kind: 'gone' };
  try {
    journal.append(place, [asked]);
  } catch (error) {
    complain('the writing of a card could not be journalled, and was not begun; is the disk full?', error);
    return { kind: 'failed', why: 'not-kept' };
  }
  const outcome = writtenOf(await pad.write(uid, planned.plan));
  try {
    if (outcome.kind === 'written') journal.append(place, [written]);
  } catch (error) {
    complain('a card was written, and that could not be journalled; is the disk full?', error);
  }
  return outcome;
};

const writtenOf = (written: Written): TagWritten => {
  switch (written.kind) {
    case 'verified':
      return { kind: 'written' };
    case 'changed':
      return { kind: 'not-blank' };
    case 'locked':
      return { kind: 'failed', why: 'locked' };
    case 'gone':
      return { kind: written.maybeHalf ? 'half' : 'gone' };
    case 'refused':
      return written.maybeHalf ? { kind: 'half' } : { kind: 'failed', why: 'refused' };
    case 'trouble':
      return written.maybeHalf ? { kind: 'half' } : { kind: 'failed', why: 'trouble' };
  }
};
