// The variable fields: two letters on the wire, a name everywhere else. The one place where both stand side by side.
// Knows field codes and how a value is read; must not know which message carries which field.

/** Free text. */
const text = <const N extends string>(name: N) => ({ kind: 'text', name }) as const;

/** Y or N; anything else is read as null. */
const flag = <const N extends string>(name: N) => ({ kind: 'flag', name }) as const;

/** A field that may come several times; the order of the wire is kept. */
const list = <const N extends string>(name: N) => ({ kind: 'list', name }) as const;

/** Digits, written with leading zeros up to `width`; anything unreadable is null. */
const number = <const N extends string>(name: N, width: number) => ({ kind: 'number', name, width }) as const;

/** A code out of a table; an unknown code is read as `otherwise`. */
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

/** 3M extension of 2005 to the checkin answer. Koha adds 98, Finnish forks 53: other. */
const alertTypes = {
  '00': 'unknown',
  '01': 'hold-here',
  '02': 'hold-elsewhere',
  '03': 'inter-library-loan',
  '04': 'other-branch',
  '99': 'other',
} as const;

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
  BV: text('feeAmount'), // a decimal with a dot by the standard; "1,234.50" and "" have been seen
  BW: text('expirationDate'),
  BX: text('supportedMessages'),
  BY: text('holdType'),
  BZ: number('holdItemsLimit', 4),
  CA: number('overdueItemsLimit', 4),
  CB: number('chargedItemsLimit', 4),
  CC: text('feeLimit'),
  CD: list('unavailableHoldItems'),
  CF: number('holdQueueLength', 1),
  CG: text('feeId'),
  CH: text('itemProperties'),
  CI: flag('securityInhibit'),
  CJ: text('recallDate'),
  CK: choice('mediaType', mediaTypes, 'other'),
  CL: text('sortBin'),
  CM: text('holdPickupDate'),
  CN: text('loginUser'),
  CO: text('loginPassword'),
  CP: text('locationCode'),
  CQ: flag('validPatronPassword'),
  CR: text('collectionCode'),
  CS: text('callNumber'),
  CT: text('destinationLocation'),
  CV: choice('alertType', alertTypes, 'other'),
  CY: text('holdPatronId'),
  DA: text('holdPatronName'),
  PA: text('patronExpiry'), // YYYYMMDD (Envisionware, Evergreen); Polaris puts a branch number here
  PB: text('patronBirthDate'),
  PC: text('patronClass'),
} as const;

export type Field = (typeof fields)[FieldCode];
export type FieldCode = keyof typeof fields;
export type FieldName = Field['name'];

/** What a field is in TypeScript when it is there. */
export type FieldValue<C extends FieldCode> = (typeof fields)[C] extends { readonly kind: 'text' }
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

/** Fields that say who somebody is; masked in a log unless the library wants to see them. */
export const personalFields: ReadonlySet<string> = new Set<FieldCode>(['AA', 'AE', 'BD', 'BE', 'BF', 'CY', 'DA', 'PB']);
