// What can be made to go wrong in free practice, by what it befalls. The words stand under `training.fault.…`; how each is done the
// station knows. Plain data.
export const trainingFaults = {
  acs: [
    ...(['acs.gone', 'acs.silent', 'acs.slow'] as const),
    ...([
      'acs.drop-before-work',
      'acs.silence',
      'acs.prose',
      'acs.unterminated-resend',
      'acs.data-base-lost',
      'acs.not-understood',
    ] as const),
    ...([
      'acs.drop-after-work',
      'acs.lose-answer-after-work',
      'acs.answer-late',
      'acs.half-answer',
      'acs.split',
      'acs.glued',
      'acs.cr-lf',
    ] as const),
    ...([
      'acs.wrong-checksum',
      'acs.wrong-sequence',
      'acs.old-answer',
      'acs.status-instead',
      'acs.status-first',
    ] as const),
    ...(['acs.other-item', 'acs.other-patron', 'acs.no-due-date', 'acs.odd-due-date'] as const),
  ],
  registry: [
    ...([
      'registry.slow',
      'registry.maintenance',
      'registry.lose-before',
      'registry.fault-before',
      'registry.token-over',
      'registry.elsewhere',
    ] as const),
    ...([
      'registry.lose-after',
      'registry.fault-after',
      'registry.twice',
      'registry.garbage',
      'registry.half',
      'registry.too-long',
    ] as const),
  ],
  reader: ['reader.unplugged', 'reader.metal', 'reader.weak-side', 'reader.far-reaching'],
  tag: [
    ...([
      'tag.refuses-writes',
      'tag.writes-badly',
      'tag.writes-silently',
      'tag.keeps-badly',
      'tag.reads-badly',
      'tag.reads-up-to',
    ] as const),
    ...([
      'tag.seen-seldom',
      'tag.flickers',
      'tag.snatched-before',
      'tag.snatched-within',
      'tag.snatched-after',
    ] as const),
  ],
  printer: [
    'printer.no-paper',
    'printer.low-paper',
    'printer.cover-open',
    'printer.cutter',
    'printer.offline',
    'printer.mute',
    'printer.frozen',
  ],
  scanner: [
    'scanner.noise',
    'scanner.even-parity',
    'scanner.latin-1',
    'scanner.no-suffix',
    'scanner.prefix',
    'scanner.slow',
  ],
} as const;
export type FaultGroup = keyof typeof trainingFaults;
export type FaultOf<Group extends FaultGroup> = (typeof trainingFaults)[Group][number];
export type TrainingFault = FaultOf<FaultGroup>;

/** In the order of the glass. */
export const faultGroups = [
  'acs',
  'registry',
  'reader',
  'tag',
  'printer',
  'scanner',
] as const satisfies readonly FaultGroup[];
