// Registrations as a file that Koha's patron import reads: one column a field, by the names of its table. The only importer of
// csv-stringify, which guards what a spreadsheet would reckon with. Pure.
import { stringify } from 'csv-stringify/sync';
import { attributesOf, relations, type Attributes } from './koha-wire.ts';
import { nameFields, spokenFields, type NameFields, type NamePolicy } from './names.ts';
import { plainPhone } from './phone.ts';
import type { Registration, Sex } from './registry.ts';

export type FileRules = { readonly policy: NamePolicy; readonly attributes: Attributes; readonly branch: string };

type Row = {
  readonly of: Registration;
  readonly name: NameFields;
  readonly elder: NameFields | null;
  readonly rules: FileRules;
};

const sexes: Readonly<Record<Sex, string>> = { male: 'M', female: 'F', other: 'O' };
const phoneOf = (phone: string | null | undefined): string => (typeof phone === 'string' ? plainPhone(phone) : '');

/** An attribute's value with a comma or a quote in it stands in quotes of its own. */
const attributeText = (value: string): string => (/[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/**
 * In the order of the file. An empty `dateexpiry` follows the category. There is no password: whoever comes by a file sets one at
 * the desk.
 */
const columns: readonly (readonly [string, (row: Row) => string])[] = [
  ['cardnumber', ({ of }) => of.card],
  ['surname', ({ name }) => name.surname],
  ['middle_name', ({ name }) => name.middle],
  ['firstname', ({ name }) => name.first],
  ['dateofbirth', ({ of }) => of.born ?? ''],
  ['sex', ({ of }) => (of.sex === null ? '' : sexes[of.sex])],
  ['address', ({ of }) => of.address ?? ''],
  ['city', ({ of }) => of.city ?? ''],
  ['phone', ({ of }) => phoneOf(of.phone)],
  ['email', ({ of }) => of.email ?? ''],
  ['branchcode', ({ of, rules }) => of.branch ?? rules.branch],
  ['categorycode', ({ of }) => of.category],
  ['dateenrolled', ({ of }) => of.enrolled],
  ['dateexpiry', ({ of }) => of.expiry ?? ''],
  ['relationship', ({ of }) => (of.guardian === null ? '' : relations[of.guardian.relation])],
  ['altcontactsurname', ({ elder }) => elder?.surname ?? ''],
  ['altcontactfirstname', ({ elder }) => (elder === null ? '' : spokenFields({ ...elder, surname: '' }))],
  ['altcontactphone', ({ of }) => phoneOf(of.guardian?.phone)],
  [
    'patron_attributes',
    ({ of, rules }) =>
      attributesOf(of, rules.attributes)
        .map(({ type, value }) => attributeText(`${type}:${value}`))
        .join(','),
  ],
];

/** Only Kohas with a middle name know its column, and only one policy fills it. */
const isWritten = (column: string, { policy }: FileRules): boolean =>
  column !== 'middle_name' || policy === 'three-fields';

/** UTF-8 text with a header row; a line break inside a field is a blank. */
export const importFile = (registrations: readonly Registration[], rules: FileRules): string => {
  const written = columns.filter(([column]) => isWritten(column, rules));
  const records = registrations.map((of) => {
    const elder = of.guardian === null ? null : nameFields(of.guardian.name, rules.policy);
    const row: Row = { of, name: nameFields(of.name, rules.policy), elder, rules };
    return written.map(([, read]) => read(row).normalize('NFC').replaceAll(/\s+/g, ' ').trim());
  });
  return stringify(records, { header: true, columns: written.map(([column]) => column), escape_formulas: true });
};
