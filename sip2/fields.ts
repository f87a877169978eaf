// The variable fields: two letters on the wire, a name everywhere else. The one place where both stand side by side.
// Knows field codes and how a value is read; must not know which message carries which field.

/** Free text. */
const text = <const N extends string>(name: N) => ({ kind: 'text', name }) as const;

/** An amount as text, the standard's decimal with a dot; see money.ts. What is none gets a note. */
const money = <const N extends string>(name: N) => ({ kind: 'money', name }) as const;

/** A date as text: YYYYMMDDZZZZHHMMSS, or its first eight digits; see time.ts. What is none gets a note. */
const time = <const N extends string>(name: N) => ({ kind: 'time', name }) as const;

/** Y or N; anything else is read as null, with a note. */
const flag = <const N extends string>(name: N) => ({ kind: 'flag', name }) as const;

/** A field that may come several times; the order of the wire is kept. */
const list = <const N extends string>(name: N) => ({ kind: 'list', name }) as const;

/** Digits, written with leading zeros up to `width`; anything unreadable is null, with a note. */
const number = <const N extends string>(name: N, width: number) => ({ kind: 'number', name, width }) as const;

/** A code out of a table; an unknown code is read as `otherwise`, with a note. */
const choice = <const N extends string, const V extends Readonly<Record<string, string>>>(
  name: N,
  values: V,
  otherwise: V[keyof V],
) => ({ kind: 'choice', name, values, otherwise }) as const;

/** 3M SIP2 2.00, "Media Type". ILS add values of their own, even non-numeric ones: other. */
const mediaTypes = {
  '000': 'other',
  '001': 'book',
  '002': 'magazine',
  '003': 'bound-journal',
  '004': 'audio-tape',
  '005': 'video-tape',
  '006': 'cd',
  '007': 'diskette',
  '008': 'book-with-diskette',
  '009': 'book-with-cd',
  '010': 'book-with-audio-tape',
} as const;

/** 3M SIP2 2.00, "Fee Type". */
export const feeTypes = {
  '01': 'other',
  '02': 'administrative',
  '03': 'damage',
  '04': 'overdue',
  '05': 'processing',
  '06': 'rental',
  '07': 'replacement',
  '08': 'computer-access',
  '09': 'hold',
} as const;

/** 3M SIP2 2.00, "Hold Type". Koha takes 2 where it is left out. */
const holdTypes = {
  '1': 'other',
  '2': 'any-copy',
  '3': 'specific-copy',
  '4': 'any-copy-at-branch',
} as const;

/** 3M extension of 2005 to the checkin answer. Koha adds 98, Finnish forks 53: other. */
const alertTypes = {
  '00': 'unknown',
  '01': 'hold-here',
  '02': 'hold-elsewhere',
  '03': 'inter-library-loan',
  '04': 'other-branch',
  '99': 'other',
} as const;

/**
 * Which ACS's meaning a field code has, where systems use one code for different things. 'standard' is 3M SIP2 2.00 with
 * the extensions that contradict nobody.
 */
export type Vocabulary = 'standard' | 'polaris' | 'folio' | 'orphee' | 'dp2';

/**
 * Key: the two letters of the wire; with "@", the vocabulary in which they have that meaning, and there only. Two rows of
 * one name are one field that travels under another code.
 */
export const fields = {
  AA: text('patronId'),
  AB: text('itemId'),
  AC: text('terminalPassword'),
  AD: text('patronPassword'),
  AE: text('personalName'),
  AF: list('screenMessage'),
  AG: list('printLine'),
  AH: text('dueDate'), // free text by the standard; see time.ts
  AJ: text('titleIdentifier'),
  AL: text('blockedCardMessage'),
  AM: text('libraryName'),
  AN: text('terminalLocation'),
  AO: text('institutionId'),
  AP: text('currentLocation'),
  AQ: text('permanentLocation'),
  AS: list('holdItems'),
  AT: list('overdueItems'),
  AU: list('chargedItems'),
  AV: list('fineItems'),
  BD: text('homeAddress'),
  BE: text('emailAddress'),
  BF: text('phoneNumber'),
  BG: text('owner'),
  BH: text('currency'),
  BI: flag('cancel'),
  BK: text('transactionId'),
  BL: flag('validPatron'),
  BM: list('renewedItems'),
  BN: list('unrenewedItems'),
  BO: flag('feeAcknowledged'),
  BP: text('startItem'),
  BQ: text('endItem'),
  BR: text('queuePosition'),
  BS: text('pickupLocation'),
  BT: choice('feeType', feeTypes, 'other'),
  BU: list('recallItems'),
  BV: money('feeAmount'),
  BW: time('expirationDate'),
  BX: text('supportedMessages'),
  BY: choice('holdType', holdTypes, 'other'),
  BZ: number('holdItemsLimit', 4),
  CA: number('overdueItemsLimit', 4),
  CB: number('chargedItemsLimit', 4),
  CC: money('feeLimit'),
  CD: list('unavailableHoldItems'),
  CF: number('holdQueueLength', 1),
  CG: text('feeId'),
  CH: text('itemProperties'),
  CI: flag('securityInhibit'),
  CJ: time('recallDate'),
  CK: choice('mediaType', mediaTypes, 'other'),
  CL: text('sortBin'),
  CM: time('holdPickupDate'),
  CN: text('loginUser'),
  CO: text('loginPassword'),
  CP: text('locationCode'),
  CQ: flag('validPatronPassword'),

  // 3M extension of 2005 to 10 and 18: Koha, Evergreen, FOLIO, Sierra, Aleph.
  CR: text('collectionCode'),
  CS: text('callNumber'),
  CT: text('destinationLocation'),
  CV: choice('alertType', alertTypes, 'other'),
  CY: text('holdPatronId'),
  DA: text('holdPatronName'),

  // Envisionware; Evergreen all four, Koha PB, PC, PI.
  PA: time('patronExpiry'),
  PB: time('patronBirthDate'),
  PC: text('patronClass'),
  PI: text('internetPrivileges'),

  // One system each, and no other gives these codes another meaning.
  XI: text('internalPatronId'), // Evergreen
  FU: text('borrowerType'), // FOLIO edge-sip2
  FV: text('borrowerDescription'), // FOLIO edge-sip2
  SV: text('serverVersion'), // Gossip, in 98
  GG: text('serverExtensions'), // OCLC Wise, in 98
  OR: text('registerLogin'), // KCLS, in 37
  RN: text('checkNumber'), // KCLS, in 37
  MA: text('bibliographicId'), // Voyager ESIP
  MB: text('isbn'), // Voyager ESIP
  MC: text('lccn'), // Voyager ESIP
  PT: text('patronGroup'), // Voyager ESIP

  // Polaris, in 64: its P codes are not Envisionware's.
  'BC@polaris': time('patronBirthDate'),
  'PA@polaris': text('patronBranch'),
  'PB@polaris': text('otherPatronId'),
  'PC@polaris': text('internalPatronId'),
  'PX@polaris': time('patronExpiry'),
  'PY@polaris': flag('patronExpired'),
  'PZ@polaris': text('postalCode'),
  'U1@polaris': text('userDefined1'),
  'U2@polaris': text('userDefined2'),
  'U3@polaris': text('userDefined3'),
  'U4@polaris': text('userDefined4'),
  'U5@polaris': text('userDefined5'),

  // fsip2, in 10 and 18. Koha gives DE and IN whatever meaning a library likes.
  'CH@folio': text('mediaTypeName'),
  'EA@folio': text('contributor'),
  'DE@folio': text('itemSummary'),
  'IN@folio': list('isbns'),
  'NB@folio': list('otherItemIds'),

  'PD@orphee': text('patronBirthDate'), // MM/DD/YYYY

  // dp2, in 19.
  'KP@dp2': text('currentShelf'),
  'KQ@dp2': text('permanentShelf'),
} as const;

/**
 * Fields that come again and again together, in order: one entry each time the first of them comes. A member that stands
 * by itself, or in front of the first, is nobody's and stays in `others`.
 */
export const groups = {
  /** Gossip (GBV) and FOLIO edge-sip2, in 64 (summary 'extended-fees') and 38. FA and FG are money, FC a day. */
  fees: {
    CG: 'feeId',
    FA: 'amountDue',
    FB: 'itemId',
    FC: 'date', // Gossip: dd.MM.yyyy
    FD: 'title',
    FE: 'feeTypeCode',
    FF: 'feeTypeText',
    FG: 'amountPaid',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

export type GroupName = keyof typeof groups;

/** One entry of a group: null where the ACS did not say. */
export type GroupEntry<G extends GroupName> = {
  readonly [M in (typeof groups)[G][keyof (typeof groups)[G]] & string]: string | null;
};

export type Field = (typeof fields)[FieldCode];
export type FieldCode = keyof typeof fields;
export type FieldName = Field['name'];

/** What a field is in TypeScript when it is there. */
export type FieldValue<C extends FieldCode> = (typeof fields)[C] extends { readonly kind: 'text' | 'money' | 'time' }
  ? string
  : (typeof fields)[C] extends { readonly kind: 'flag' }
    ? boolean
    : (typeof fields)[C] extends { readonly kind: 'list' }
      ? readonly string[]
      : (typeof fields)[C] extends { readonly kind: 'number' }
        ? number
        : (typeof fields)[C] extends { readonly values: infer V }
          ? V[keyof V]
          : never;

/** Fields that never reach a log: passwords. */
export const secretFields: ReadonlySet<string> = new Set<FieldCode>(['AC', 'AD', 'CO']);

/** Fields that say who somebody is, in any vocabulary; masked in a log unless the library wants to see them. */
export const personalFields: ReadonlySet<string> = new Set(
  'AA AE BC BD BE BF CY DA PB PC PD PZ XI U1 U2 U3 U4 U5'.split(' '),
);
