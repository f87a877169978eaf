// Chips of ISO 15693 tags by their UID, and what each can do for security. Rows to be checked against data sheets; pure.
// What is not known of a chip is null, and the reader's own answer (block size, end of memory) always goes first.
import type { SecurityRule } from '../ports/pad.ts';
import type { Chip, SecurityMark } from '../ports/tag-work.ts';

/** `uid`: the leading hex digits, x for any; `bits`: of the UID's fourth byte, those under `mask`. */
type Row = Partial<Chip> & { readonly uid: RegExp; readonly mask?: number; readonly bits?: number };

const noAfi = 'This chip has no command to write an AFI.';

// NXP: the third byte is the family; bits 4 and 3 of the fourth tell its generations apart (data sheets SL2S2002, SL2S2602).
// TI: FEIG's reader manuals. ST, Infineon, Fujitsu, EM: the third byte is the chip.
const rows: readonly Row[] = [
  { uid: /^E00401/, mask: 0x18, bits: 0x10, maker: 'NXP', family: 'ICODE SLIX', blocks: 28, eas: true },
  {
    uid: /^E00401/,
    mask: 0x18,
    bits: 0x08,
    maker: 'NXP',
    family: 'ICODE SLIX2',
    blocks: 79,
    eas: true,
    remark: 'Its last block, 79, is a counter and holds no data.',
  },
  { uid: /^E00401/, mask: 0x18, bits: 0x00, maker: 'NXP', family: 'ICODE SLI', blocks: 28, eas: true },
  { uid: /^E00402/, maker: 'NXP', family: 'ICODE SLI-S / SLIX-S', blocks: 40, eas: true },
  { uid: /^E00403/, maker: 'NXP', family: 'ICODE SLI-L / SLIX-L', blocks: 8, eas: true },
  { uid: /^E004/, maker: 'NXP', family: 'ICODE', eas: true },
  {
    uid: /^E007C[01]/,
    maker: 'Texas Instruments',
    family: 'Tag-it HF-I Standard',
    blocks: 8,
    afi: false,
    wantsOption: true,
    remark: noAfi,
  },
  {
    uid: /^E007C[45]/,
    maker: 'Texas Instruments',
    family: 'Tag-it HF-I Pro',
    blocks: 8,
    afi: false,
    wantsOption: true,
    remark: noAfi,
  },
  { uid: /^E007/, maker: 'Texas Instruments', family: 'Tag-it HF-I Plus', blocks: 64, wantsOption: true },
  { uid: /^E0022[0-3]/, maker: 'STMicroelectronics', family: 'LRI2K', blocks: 64 },
  {
    uid: /^E0022[89AB]/,
    maker: 'STMicroelectronics',
    family: 'LRIS2K',
    blocks: 64,
    remark: 'Its data sheet says that writing the AFI sets bits and clears none: it may not go back to another value.',
  },
  { uid: /^E002/, maker: 'STMicroelectronics', family: 'LRI / ST25' },
  { uid: /^E00500/, maker: 'Infineon', family: 'my-d vicinity SRF55V10P', blocks: 248 },
  { uid: /^E005/, maker: 'Infineon', family: 'my-d vicinity' },
  { uid: /^E00801/, maker: 'Fujitsu', family: 'MB89R118', blockSize: 8, blocks: 250 },
  { uid: /^E00802/, maker: 'Fujitsu', family: 'MB89R119', blocks: 58 },
  { uid: /^E00805/, maker: 'Fujitsu', family: 'MB89R112', blockSize: 32, blocks: 256 },
  { uid: /^E008/, maker: 'Fujitsu', family: 'FRAM', blockSize: null },
  { uid: /^E01604/, maker: 'EM Microelectronic', family: 'EM4034', blockSize: null, afi: false, remark: noAfi },
  { uid: /^E01620/, maker: 'EM Microelectronic', family: 'EM4033', blockSize: null, afi: false, remark: noAfi },
  { uid: /^E016/, maker: 'EM Microelectronic', family: 'EM4x3x', blockSize: null },
  { uid: /^E01D/, maker: 'Shanghai Fudan', family: 'FM', blockSize: null },
];

const unknown: Chip = {
  maker: 'unknown',
  family: 'unknown',
  blockSize: null,
  blocks: null,
  eas: false,
  afi: true,
  wantsOption: false,
  remark: null,
};

/** `uid`: 16 upper-case hex digits, most significant byte first. Any text becomes a value. */
export const chipOf = (uid: string): Chip => {
  const row = rows.find(
    ({ uid: pattern, mask = 0, bits = 0 }) => pattern.test(uid) && (parseInt(uid.slice(6, 8), 16) & mask) === bits,
  );
  if (row === undefined || uid.length !== 16) return unknown;
  const { uid: _uid, mask: _mask, bits: _bits, ...chip } = row;
  return { ...unknown, blockSize: 4, ...chip };
};

/**
 * The marks that make this chip armed or disarmed, in the order to write them: the AFI first, because every reader can read
 * it back. None and `because`: nothing on this chip tells the gates, so there is nothing to write, and a loan need not wait.
 */
export const securityMarks = (
  rule: SecurityRule,
  chip: Chip,
  want: 'armed' | 'disarmed',
): { readonly marks: readonly SecurityMark[]; readonly because: string | null } => {
  const marks: readonly SecurityMark[] = [
    ...(rule.afi !== null && chip.afi ? [{ kind: 'afi', value: rule.afi[want] } as const] : []),
    ...(rule.eas && chip.eas ? [{ kind: 'eas', on: want === 'armed' } as const] : []),
  ];
  if (marks.length > 0) return { marks, because: null };
  if (rule.afi === null && !rule.eas)
    return { marks, because: 'This library does not secure its items by their tags.' };
  const missing = [...(rule.afi === null ? [] : ['AFI']), ...(rule.eas ? ['EAS'] : [])].join(' or ');
  return { marks, because: `A ${chip.maker} ${chip.family} tag has no ${missing} for the gates to read.` };
};

/** What was read of a tag; `null`: not asked, or not to be had. */
export type SecurityFound = { readonly afi: number | null; readonly eas: boolean | null };

/**
 * `half`: one mark says armed and the other disarmed, as a tag that was taken away between two writes does.
 * `odd`: the AFI is neither of the library's two; such a tag is never touched. `unknown`: what counts was not read.
 * `none`: this chip carries no mark.
 */
export type SecurityState = 'armed' | 'disarmed' | 'half' | 'odd' | 'unknown' | 'none';

export const securityFound = (rule: SecurityRule, chip: Chip, found: SecurityFound): SecurityState => {
  const { marks } = securityMarks(rule, chip, 'armed');
  if (marks.length === 0) return 'none';
  const { afi } = rule;
  if (afi !== null && chip.afi && found.afi !== null && ![afi.armed, afi.disarmed].includes(found.afi)) return 'odd';
  const agree = marks.map((mark) => {
    const there = mark.kind === 'afi' ? found.afi : found.eas;
    return there === null ? null : there === (mark.kind === 'afi' ? mark.value : mark.on);
  });
  if (agree.includes(null)) return 'unknown';
  if (agree.every((armed) => armed === true)) return 'armed';
  return agree.every((armed) => armed === false) ? 'disarmed' : 'half';
};
