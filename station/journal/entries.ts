// The catalogue of the journal: an entry exists only here, with a sentence of what it means. Append-only; patron data
// stands in the field `patron` and nowhere else, so that it can be aged out.
import * as z from 'zod';
import { registrationEntries } from './registration-entries.ts';
import { taggingEntries } from './tagging-entries.ts';

const ticket = z.string().max(64).describe('Names the question and the session that asked it');
const session = z.int();
const item = z.string().max(255);
/** The card number: patron data; null once it was aged out, or where nobody is known. */
const patron = z.string().max(255).nullable();
const uid = z.string().max(32);
/** The tags that lay there, so that what is found out later reaches them. */
const uids = z.array(uid);
const reference = z.string().max(64);
/** A plain decimal. */
const amount = z.string().max(32);
const currency = z.string().max(3).nullable();
/** Name of a member of staff, as in the settings. */
const staff = z.string().max(40);
/** Of a row of the board; no patron's number is part of it. */
const handKey = z.string().max(400);
const want = z.enum(['armed', 'disarmed']);

const catalogue = {
  'station-started': { says: 'The program started.', shape: z.object({ version: z.string() }) },
  'session-began': {
    says: 'A patron began to borrow or opened the account, or somebody began to return.',
    shape: z.object({ session, errand: z.enum(['checkout', 'checkin', 'account']), patron }),
  },
  'session-ended': {
    says: 'The session is over; nothing that comes home later belongs to the next one.',
    shape: z.object({ session, done: z.int(), attention: z.int(), refused: z.int() }),
  },
  'password-wrong': {
    says: 'A patron password was wrong. `tries`: how many of this card still count; the card is locked after too many.',
    shape: z.object({ session, patron, tries: z.int() }),
  },
  'password-right': {
    says: 'A patron password was right after wrong ones: those count no more.',
    shape: z.object({ session, patron }),
  },
  'checkout-asked': {
    says: 'The library system is about to be asked to lend this item. Without a later answer its outcome is not known.',
    shape: z.object({ ticket, item, patron, uids }),
  },
  lent: {
    says: 'The library system said yes. `ours`: this question made the loan, so it may be undone; a renewal may not.',
    shape: z.object({ ticket, item, patron, due: z.string().nullable(), renewed: z.boolean(), ours: z.boolean() }),
  },
  'checkout-refused': {
    says: 'The library system said no.',
    shape: z.object({ ticket, item, patron, because: z.string() }),
  },
  'outcome-unknown': {
    says: 'The library system was asked and did not answer; it may have acted. The item stays armed until that is found out.',
    shape: z.object({ ticket, item, patron, asked: z.enum(['checkout', 'checkin', 'renewal', 'hold']) }),
  },
  'outcome-found': {
    says: 'What became of a question with unknown outcome, asked until the answer was stable. `unclear` is for staff.',
    shape: z.object({
      ticket,
      item,
      patron,
      found: z.enum([
        ...(['on-loan', 'not-on-loan', 'unclear'] as const),
        ...(['renewed', 'not-renewed', 'cancelled', 'not-cancelled'] as const),
      ]),
    }),
  },
  'undo-asked': {
    says: 'A tag would not be disarmed: the library system is about to be asked to take back the loan just made.',
    shape: z.object({ ticket, item, patron, uids }),
  },
  'loan-undone': { says: 'The loan was taken back, verified by asking.', shape: z.object({ ticket, item, patron }) },
  'loan-stands': {
    says: 'The loan could not be taken back: the item is lent and its tag is armed. For staff.',
    shape: z.object({ ticket, item, patron }),
  },
  'checkin-asked': {
    says: 'The library system is about to be asked to take this item back.',
    shape: z.object({ ticket, item, uids }),
  },
  returned: {
    says: 'The library system took the item back (or said that it was not on loan).',
    shape: z.object({ ticket, item, notes: z.array(z.string()) }),
  },
  'checkin-refused': {
    says: 'The library system did not take the item.',
    shape: z.object({ ticket, item, because: z.string() }),
  },
  'renewal-asked': {
    says: 'The library system is about to be asked to renew this loan. Without a later answer its outcome is not known. `dueText`: the due date before, as it wrote it; empty when not told.',
    shape: z.object({ ticket, item, patron, dueText: z.string().max(255) }),
  },
  renewed: {
    says: 'The library system renewed the loan. `due`: the new due date.',
    shape: z.object({ ticket, item, patron, due: z.string().nullable() }),
  },
  'renewal-refused': {
    says: 'The library system did not renew the loan. `fee-first`: it asks for a fee, and the patron is asked.',
    shape: z.object({ ticket, item, patron, because: z.string() }),
  },
  'hold-cancel-asked': {
    says: 'The library system is about to be asked to cancel this hold.',
    shape: z.object({ ticket, item, patron }),
  },
  'hold-cancelled': { says: 'The library system cancelled the hold.', shape: z.object({ ticket, item, patron }) },
  'hold-not-cancelled': {
    says: 'The hold stands: the library system said no, or was not reached.',
    shape: z.object({ ticket, item, patron, because: z.enum(['said-no', 'acs-silent']) }),
  },
  'payment-shown': {
    says: 'The code of a transfer was shown to a patron. They may have paid, whether it is confirmed here or not.',
    shape: z.object({ session, reference, amount, currency, patron }),
  },
  'payment-left': {
    says: 'The patron went without staff having confirmed the transfer. For staff: look whether the money came.',
    shape: z.object({ session, reference, patron }),
  },
  'payment-asked': {
    says: 'Staff confirmed the transfer: the library system is about to be told, once. Without a later answer its outcome is not known.',
    shape: z.object({ ticket, reference, amount, currency, patron }),
  },
  'payment-recorded': {
    says: 'The library system has taken the payment.',
    shape: z.object({ ticket, reference, patron }),
  },
  'payment-refused': {
    says: 'The library system did not take the payment, though the money came. For staff.',
    shape: z.object({ ticket, reference, patron }),
  },
  'payment-not-sent': {
    says: 'The library system could not be reached: it was told nothing of the payment.',
    shape: z.object({ ticket, reference, patron }),
  },
  'payment-unknown': {
    says: 'The library system was told of the payment and did not answer; it is being found out by what is owed.',
    shape: z.object({ ticket, reference, patron }),
  },
  'payment-unclear': {
    says: 'Nobody knows whether the library system took the payment. For staff; it is never sent again.',
    shape: z.object({ ticket, reference, patron, found: z.enum(['not-recorded', 'unclear']) }),
  },
  'staff-pin-wrong': {
    says: 'Of older Trams: a wrong staff PIN was typed at the kiosk. `tries`: how many since the last right one.',
    shape: z.object({ session, tries: z.int() }),
  },
  'staff-pin-right': {
    says: 'Of older Trams: the right staff PIN was typed at the kiosk after wrong ones; these count no more.',
    shape: z.object({ session }),
  },
  'staff-wrong': {
    says: 'Somebody of the staff, or who would be, gave a wrong name or PIN. `staff`: as whom; null for a name that nobody has, and `nobody` tells such names apart without saying them. `tries`: how many still count.',
    shape: z.object({ session, staff: staff.nullable(), nobody: z.int().nullable(), tries: z.int() }),
  },
  'staff-right': {
    says: 'Staff signed in after wrong tries: those count no more.',
    shape: z.object({ session, staff }),
  },
  'staff-signed-in': {
    says: 'Somebody of the staff works at this desk, or behind this kiosk’s own door for them, from now on; what is done here is done by them.',
    shape: z.object({ session, staff, by: z.enum(['pin', 'card', 'card-and-pin']) }),
  },
  'desk-serves': {
    says: 'Staff opened this patron’s loans and account at a desk.',
    shape: z.object({ session, staff, patron }),
  },
  'block-passed': {
    says: 'Staff lend to this patron though something stands against it, and say why. Whether anything is lent the library system decides.',
    shape: z.object({ session, staff, patron, block: z.string(), reason: z.string() }),
  },
  'refusal-passed': {
    says: 'Staff had the library system asked once more for an item that it refused, with “no block”, and say why.',
    shape: z.object({ session, staff, patron, item, because: z.string(), reason: z.string() }),
  },
  'payment-taken': {
    says: 'Staff say that they have the money: in hand, or on the library’s account. The library system is told next.',
    shape: z.object({ session, staff, reference: z.string(), by: z.enum(['cash', 'transfer']) }),
  },
  'staff-signed-out': {
    says: 'Nobody of the staff works here any more, or somebody else is about to. `idle`: nobody touched the kiosk.',
    shape: z.object({ session, staff, because: z.enum(['left', 'another', 'idle', 'fault']) }),
  },
  'kiosk-closed': {
    says: 'Staff closed this kiosk for patrons: it stays so, over restarts, until staff open it.',
    shape: z.object({ session, staff }),
  },
  'kiosk-opened': { says: 'Staff opened this kiosk again.', shape: z.object({ session, staff }) },
  'paper-changed': {
    says: 'Staff say that new paper is in this printer; a test slip is asked for at once.',
    shape: z.object({ session, staff }),
  },
  'test-slip': {
    says: 'A test slip that staff asked for: what became of it. `sent`: the printer does not say whether it came out.',
    shape: z.object({
      session,
      staff,
      came: z.enum(['printed', 'sent', 'no-paper', 'cover-open', 'printer-silent']),
    }),
  },
  'desk-locked': {
    says: 'The screen of this desk was covered: by hand, because nobody touched it, or because another browser came to it.',
    shape: z.object({ session, staff, because: z.enum(['hand', 'idle', 'glass']) }),
  },
  'device-tried': {
    says: 'A technician gave a device a command by hand at a place that was out of use for it. `what`: the command; `came`: what came of it, or `asked`, before what lasts is done. Of a card that the library system was asked about nothing is kept.',
    shape: z.object({
      session,
      staff: staff.nullable(),
      place: z.string().max(40),
      device: z.string().max(20),
      what: z.string().max(40),
      /** Its UID. */
      tag: uid.nullable(),
      came: z.string().max(40),
    }),
  },
  'place-tended': {
    says: 'A technician took the devices of this place: nobody is served there until it is given back. `staff`: null for whoever had the ticket of this machine while nobody could sign in.',
    shape: z.object({ session, staff: staff.nullable() }),
  },
  'place-given-back': {
    says: 'The devices of this place are its own again: given back, because the technician was silent too long, or because staff signed in.',
    shape: z.object({ session, because: z.enum(['left', 'time', 'staff']) }),
  },
  'acs-probed': {
    says: 'A technician had the library system checked with harmless questions. `way`: over a connection beside the station’s own, or in its place. `staff`: null for whoever had the ticket of this machine while nobody could sign in.',
    shape: z.object({ session, staff: staff.nullable(), way: z.enum(['beside', 'instead']) }),
  },
  'acs-patrons-shown': {
    says: 'A technician let messages to and from the library system be shown with their patrons for a few minutes, or ended it. Passwords are never shown.',
    shape: z.object({ session, staff: staff.nullable(), shown: z.boolean() }),
  },
  'acs-file-made': {
    says: 'A technician made a file for others: for the vendor of the library system, or the diagnostics bundle. Neither names a patron.',
    shape: z.object({ session, staff: staff.nullable(), file: z.enum(['vendor', 'diagnostics']) }),
  },
  'calibration-began': {
    says: 'A technician takes a place out of use to measure its pad. `at`: the place; `resumed`: what was begun there before goes on. `staff`: null for whoever had the ticket of this machine while nobody could sign in.',
    shape: z.object({ session, staff: staff.nullable(), at: z.string().max(40), resumed: z.boolean() }),
  },
  'calibration-ended': {
    says: 'A pad was measured, and its certificate made: a file of this name in the data folder, with all figures. `incomplete`: not everything was measured.',
    shape: z.object({
      session,
      staff: staff.nullable(),
      at: z.string().max(40),
      verdict: z.enum(['pass', 'fail', 'incomplete']),
      certificate: z.string().max(80),
    }),
  },
  'calibration-discarded': {
    says: 'What was measured of a pad was put away without a certificate.',
    shape: z.object({ session, staff: staff.nullable(), at: z.string().max(40) }),
  },
  'radio-set': {
    says: 'A technician had a reader send with another power (`to` in dBm), or through another antenna (`to`: its port). It lasts until the reader connects anew.',
    shape: z.object({
      session,
      staff: staff.nullable(),
      at: z.string().max(40),
      what: z.enum(['power', 'antenna']),
      to: z.number(),
    }),
  },
  'settings-changed': {
    says: 'The settings were written anew. `staff`: by whom; null for whoever had the ticket of this machine while nobody could sign in. `paths`: which, a hundred at most; never a value.',
    shape: z.object({
      session,
      staff: staff.nullable(),
      because: z.enum(['edited', 'imported', 'returned']),
      paths: z.array(z.string().max(200)).max(100),
    }),
  },
  'set-up-changed': {
    says: 'The station began to be set up, so that its kiosks are closed to patrons; or it was handed over, and they are open.',
    shape: z.object({ session, staff: staff.nullable(), what: z.enum(['begun', 'handed-over']) }),
  },
  'set-up-step': {
    says: 'A step of the set-up is done, or was left out. `staff`: null for whoever had the ticket of this machine while nobody could sign in. `why`: the reason that was given for leaving it out.',
    shape: z.object({
      session,
      staff: staff.nullable(),
      step: z.string().max(20),
      state: z.enum(['done', 'skipped']),
      why: z.string().max(200).nullable(),
    }),
  },
  'settings-fell-back': {
    says: 'The station did not become ready with new settings, or somebody took them back: the former ones stand again. `because`: what was missing.',
    shape: z.object({ because: z.string().max(500) }),
  },
  'desk-unlocked': {
    says: 'The same person goes on behind the lock.',
    shape: z.object({ session, staff }),
  },
  'tag-mended': {
    says: 'Staff had the security of a tag written by hand. `was`: before; `came`: verified by a fresh read, or why not.',
    shape: z.object({
      session,
      staff,
      uid,
      item: item.nullable(),
      want,
      was: z.enum(['armed', 'disarmed', 'half', 'odd', 'unknown', 'none']),
      came: z.enum(['verified', 'locked', 'refused', 'gone', 'changed', 'trouble', 'cannot']),
    }),
  },
  'hand-taken': {
    says: 'Somebody of the staff does what stands on the board: `key` names it.',
    shape: z.object({ session, key: handKey, staff }),
  },
  'hand-settled': {
    says: 'What stood on the board is settled: staff said so, or (`by-itself`, `staff` null) a device that was in trouble is well again.',
    shape: z.object({
      key: handKey,
      staff: staff.nullable(),
      how: z.enum(['done', 'not-needed', 'given-up', 'by-itself']),
    }),
  },
  'lent-offline': {
    says: 'Lent while the library system was away, by the library’s own rules, and told to the patron so. `due`: YYYY-MM-DD, as told. It waits to be forwarded.',
    shape: z.object({ ticket, item, patron, due: z.string() }),
  },
  'offline-undone': {
    says: 'An off-line loan was taken back, because its tag would not be disarmed: it is not forwarded.',
    shape: z.object({ ticket, item, patron }),
  },
  'returned-offline': {
    says: 'Taken back while the library system was away, or behind what still waits for the same item. `datedMs`: returned as of then; null for the time of this entry. It waits to be forwarded.',
    shape: z.object({ ticket, item, datedMs: z.number().nullable() }),
  },
  'forward-asked': {
    says: 'The library system is about to be told of what was done off-line. `was`: the due date that the item had before, as it was said; null when it was not on loan. Without a later answer the outcome is not known.',
    shape: z.object({ ticket, item, was: z.string().max(255).nullable() }),
  },
  'forward-accepted': {
    says: 'The library system has it. `notes`: what staff should know of a return.',
    shape: z.object({ ticket, item, notes: z.array(z.string()) }),
  },
  'forward-found': {
    says: 'What became of forwarding without an answer, or of what the library system had already. Not done may be told once more; unclear is for staff.',
    shape: z.object({ ticket, item, found: z.enum(['done', 'not-done', 'unclear']) }),
  },
  'forward-refused': {
    says: 'The library system does not know the item or the card, or says no without a reason that could be named. For staff.',
    shape: z.object({ ticket, item, patron, because: z.string(), remedy: z.string() }),
  },
  'forward-conflict': {
    says: 'What was done off-line and what the library system holds do not go together. For staff, with what to do.',
    shape: z.object({ ticket, item, patron, because: z.string(), remedy: z.string() }),
  },
  'forward-unknown': {
    says: 'Nobody knows whether the library system took it. For staff; it is never sent again.',
    shape: z.object({ ticket, item, patron, remedy: z.string() }),
  },
  'conflict-settled': {
    says: 'Staff closed what was handed to them of the off-line work, at the place where that was done. `how`: the remedy was done, nothing was left to do, or it cannot be done. `by`: who; null where nobody had signed in.',
    shape: z.object({
      ticket,
      item,
      by: z.string().max(255).nullable(),
      how: z.enum(['done', 'not-needed', 'given-up']),
    }),
  },
  'outbox-empty': {
    says: 'All that was done off-line until now is settled: no older entry is looked at again for forwarding. `settled`: how many since the last time.',
    shape: z.object({ settled: z.int() }),
  },
  'security-pending': {
    says: 'From now on this tag is to be armed or disarmed; open until a later `secured` or `security-dropped` of the same tag.',
    shape: z.object({ uid, item, want }),
  },
  secured: { says: 'The tag was written and read back.', shape: z.object({ uid, want }) },
  'security-dropped': {
    says: 'What was pending for this tag is no longer wanted.',
    shape: z.object({ uid, because: z.enum(['loan-undone', 'returned-meanwhile', 'lent-meanwhile', 'unknown-item']) }),
  },
  'security-odd': {
    says: 'The AFI on this tag is neither of the two values of this library; it was not touched. For staff.',
    shape: z.object({ uid, item }),
  },
  'slip-printed': {
    says: 'The receipt of a session went to the printer, and nothing spoke against it. `seen`: the printer said that it came out.',
    shape: z.object({ session, reference: z.string(), seen: z.boolean() }),
  },
  'slip-failed': {
    says: 'The receipt of a session did not come out.',
    shape: z.object({ session, because: z.enum(['no-paper', 'cover-open', 'printer-fault', 'printer-silent']) }),
  },
  'mail-queued': {
    says: 'A receipt waits on disk to be mailed to the patron; the address stands in no entry.',
    shape: z.object({ session, reference, patron }),
  },
  'mail-sent': { says: 'The mail server has taken a letter.', shape: z.object({ reference }) },
  'mail-given-up': {
    says: 'A letter will not be tried again: the mail server refused it, or may have it already, or it grew too old.',
    shape: z.object({ reference, because: z.enum(['refused', 'unknown', 'too-old']) }),
  },
  'returns-dated': {
    says: 'What is returned in this session counts from an earlier moment: the library is closed, or staff bring it from the book drop. `dated`: ISO 8601.',
    shape: z.object({
      session,
      dated: z.string(),
      because: z.enum(['closed', 'drop']),
      /** `staff-pin`: of older Trams, where nobody had a name. */
      by: z.enum(['staff-pin', 'staff', 'settings']),
      staff: staff.nullable(),
    }),
  },
  'item-for-staff': {
    says: 'Something is left to do with an item that was given back: parts of a set are missing, its tag is not armed, the library system wants it looked at, or it lies among the returned and is not.',
    shape: z.object({
      session,
      item,
      because: z.enum(['parts-missing', 'tag-open', 'not-returned', 'see-staff']),
      missing: z.array(z.int()),
    }),
  },
  'staff-called': {
    says: 'Somebody is asked to come to the kiosk: a patron pressed for help, or the printer needs a hand.',
    shape: z.object({
      session,
      because: z.enum(['help', 'no-paper', 'paper-near-end', 'cover-open', 'printer-fault', 'printer-silent']),
    }),
  },
  ...registrationEntries,
  ...taggingEntries,
  'training-completed': {
    says: 'Somebody of the staff has done an exercise of the training. All else that was done in it is kept nowhere.',
    shape: z.object({ session, staff, exercise: z.string().max(32) }),
  },
  'journal-restored': {
    says: 'The journal was damaged or gone at a start. It was set aside, and this one made of its last verified copy and of what could still be read. `lost`: rows that are in neither; null where nobody can tell. `registrationsLost`: patrons who were being registered since the copy, and of whom nothing is left.',
    shape: z.object({
      setAside: z.string().nullable(),
      fromCopy: z.int().nullable(),
      salvaged: z.int(),
      lost: z.int().nullable(),
      registrationsLost: z.int().default(0),
    }),
  },
  forgotten: {
    says: 'Days were over: so many entries lost their patron, and so many of the oldest are gone.',
    shape: z.object({ patrons: z.int(), entries: z.int() }),
  },
  'clock-drift': {
    says: 'The library system’s clock and the station’s differ. `seconds`: how far it is ahead; `zone`: by whole hours, so that one of them has the wrong time zone.',
    shape: z.object({ seconds: z.int(), zone: z.boolean() }),
  },
  'clock-moved': {
    says: 'The station’s own clock was set while it worked. `seconds`: by how much, forward or (negative) back.',
    shape: z.object({ seconds: z.int() }),
  },
  fault: {
    says: 'The program met something it did not expect; the place went out of order and opened anew.',
    shape: z.object({ message: z.string().max(2000) }),
  },
} as const;

type Catalogue = typeof catalogue;
export type EntryKind = keyof Catalogue;
export type Entry = { [K in EntryKind]: { readonly kind: K } & Readonly<z.infer<Catalogue[K]['shape']>> }[EntryKind];

/** What a kind of entry means, for the manual and for whoever reads a journal. */
export const entrySays = (kind: EntryKind): string => catalogue[kind].says;

/** What a kind was given later, as rows of older Trams are to be read. */
const added: { readonly [K in EntryKind]?: Partial<Readonly<z.infer<Catalogue[K]['shape']>>> } = {
  'checkout-asked': { uids: [] },
  'checkin-asked': { uids: [] },
  'undo-asked': { uids: [] },
  'slip-printed': { seen: false },
  'renewal-asked': { dueText: '' },
  'staff-wrong': { nobody: null },
  'returns-dated': { staff: null },
};

const isKind = (kind: string): kind is EntryKind => Object.hasOwn(catalogue, kind);

export const entryKinds: readonly EntryKind[] = Object.keys(catalogue).filter(isKind);

const isEntry = (value: { readonly kind: EntryKind }): value is Entry =>
  catalogue[value.kind].shape.safeParse(value).success;

/** Reads an entry back from its row; a row that is not of the catalogue is an error that names it. */
export const parseEntry = (kind: string, body: object, named: string | null): Entry => {
  if (!isKind(kind)) throw new Error(`the journal holds an entry of the unknown kind ${JSON.stringify(kind)}`);
  const whole = { ...added[kind], ...body, kind };
  const entry = 'patron' in catalogue[kind].shape.shape ? { ...whole, patron: named } : whole;
  if (!isEntry(entry))
    throw new Error(`the journal holds a ${kind} that is not of the catalogue: ${JSON.stringify(body)}`);
  return entry;
};
