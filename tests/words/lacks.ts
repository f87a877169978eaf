// What a station may lack, each kind in each of its shapes, with the sentence that a supervisor reads: for whoever tests where it is told.
import { acsDowns, acsFaults, type AcsDown, type AcsFault, type Lack } from '../../contract/lack.ts';

type Of<Kind extends Lack['kind']> = Extract<Lack, { readonly kind: Kind }>;

/** What is said of each behind its name. */
const downs: Readonly<Record<AcsDown, string>> = {
  'not-opened': '',
  unreachable: '',
  'login-refused': '',
  'certificate-expired': ' Have its certificate renewed; if this machine’s clock is wrong, set the clock.',
  'certificate-not-yet-valid': ' Set this machine’s clock; if that is right, the certificate is of a day to come.',
  'certificate-of-another-name': ' Call it by a name that its certificate has (acs.connection).',
  'certificate-of-nobody-known':
    ' Name the authority that signed its certificate, or pin its key (acs.connection.trust).',
  'certificate-not-pinned': ' Ask the library whether it changed its key before you pin the new one.',
  silence: '',
  'connection-lost': '',
  'bad-checksum': '',
  'not-understood': '',
  'status-change': '',
  prose: '',
  closed: '',
};

const foundOut = 'What became of it was found out by asking.';
/** What the library system did. */
const faults: Readonly<Record<AcsFault, string>> = {
  silence: `gave no whole answer to the Checkout (11) in time. ${foundOut} See whether it or the network is slow; acs.answerTimeoutSeconds says how long an answer may take.`,
  'connection-lost': `hung up instead of answering the Checkout (11). ${foundOut} Look into its own log for that minute.`,
  'bad-checksum': `answered the Checkout (11) with a wrong checksum, and again when it was asked to repeat it. ${foundOut} If it counts in a way of its own, set acs.line.errorDetection to "automatic".`,
  'not-understood':
    'did not understand the Checkout (11) (96). It was not done. If it never understands it, whatever its status (BX) says, name the question in acs.line.neverAsked.',
  'status-change': `sent a status (98) in place of the answer to the Checkout (11). ${foundOut} Ask its maker why it speaks unasked.`,
  prose: `sent text that is no SIP2 in place of the answer to the Checkout (11). ${foundOut} What it said stands in the log at level debug.`,
  'nothing-asked':
    'sent an answer that nobody had asked for, or one twice. It was ignored. Ask its maker, or look for a proxy that repeats.',
  'unknown-message':
    'sent a message that SIP2 does not have while it was asked the Checkout (11). It was ignored. Is another protocol on that port?',
  'other-sequence':
    'gave the Checkout (11) an answer out of turn (AY of another question). It was not believed. Ask its maker, or look for a proxy between that mixes answers.',
  'other-answer':
    'answered the Checkout (11) with the answer to something else, or about another item. It was not believed. Ask its maker, or look for a proxy between that mixes answers.',
  'checksum-wrong':
    'sent a wrong checksum with the answer to the Checkout (11). It was taken all the same, as acs.line.errorDetection has it.',
  'asked-to-repeat':
    'sent a wrong checksum with the answer to the Checkout (11), and was asked to repeat it. On a sound network that should not be; is there a converter on the way?',
  'other-patron': `answered the Checkout (11) for one patron with the number of another. It was not believed. ${foundOut} Ask its maker.`,
  'no-due-date':
    'said yes to the Checkout (11) without a date that it is due (AH). Where the item does not tell it either (18), the patron is told to ask at the desk. See to its due date rules.',
};
const fault = (of: AcsFault, times: number): Of<'acs-fault'> => ({
  kind: 'acs-fault',
  fault: of,
  asked: of === 'nothing-asked' ? null : { kind: 'checkout', code: '11' },
  times,
});

const whole = { kind: 'journal-restored', setAside: null, fromCopy: null, salvaged: 3, lost: null } as const;
const restored: Of<'journal-restored'> = { ...whole, registrationsLost: 0 };

/** A kind that has no row does not compile. */
const byKind: { readonly [Kind in Lack['kind']]: readonly (readonly [string, Of<Kind>])[] } = {
  'journal-not-written': [
    ['The journal cannot be written: is the disk full, read-only or gone?', { kind: 'journal-not-written' }],
  ],
  'settings-unusable': [
    [
      'The settings cannot be used (1 fault): the glass and the log name each.',
      { kind: 'settings-unusable', count: 1 },
    ],
    [
      'The settings cannot be used (2 faults): the glass and the log name each.',
      { kind: 'settings-unusable', count: 2 },
    ],
  ],
  closed: [
    ['K1 is starting.', { kind: 'closed', place: 'K1', because: 'starting' }],
    ['K1 is closed while the library system is silent.', { kind: 'closed', place: 'K1', because: 'acs-silent' }],
    ['K1 is closed while its pad does not work.', { kind: 'closed', place: 'K1', because: 'pad-trouble' }],
    ['K1 met a fault and opens again in a moment.', { kind: 'closed', place: 'K1', because: 'fault' }],
  ],
  'out-of-use': [
    ['K1 was put out of use by staff, who open it again at its glass.', { kind: 'out-of-use', place: 'K1' }],
  ],
  'acs-not-reached': acsDowns.map((because) => [
    `The library system is not reached (${because}).${downs[because]}`,
    { kind: 'acs-not-reached', because },
  ]),
  'acs-off-line': [['The library system says that it is off-line.', { kind: 'acs-off-line' }]],
  'device-trouble': [
    ['The pad of K1 does not work.', { kind: 'device-trouble', place: 'K1', device: 'pad' }],
    ['The card reader of K1 does not work.', { kind: 'device-trouble', place: 'K1', device: 'card-reader' }],
    ['The scanner of K1 does not work.', { kind: 'device-trouble', place: 'K1', device: 'scanner' }],
    ['The printer of K1 does not work.', { kind: 'device-trouble', place: 'K1', device: 'printer' }],
  ],
  'no-paper': [['The printer of K1 has no paper.', { kind: 'no-paper', place: 'K1' }]],
  'clocks-differ': [
    [
      'The library system’s clock is 200 s ahead of the station’s.',
      { kind: 'clocks-differ', seconds: 200, zone: false },
    ],
    [
      'The library system’s clock is 200 s behind the station’s.',
      { kind: 'clocks-differ', seconds: -200, zone: false },
    ],
    [
      'The library system’s clock is 25200 s ahead of the station’s: one of the two has the wrong time zone.',
      { kind: 'clocks-differ', seconds: 25_200, zone: true },
    ],
    [
      'The library system’s clock is 25200 s behind the station’s: one of the two has the wrong time zone.',
      { kind: 'clocks-differ', seconds: -25_200, zone: true },
    ],
  ],
  'acs-fault': [
    ...acsFaults.map((of) => [`The library system ${faults[of]}`, fault(of, 1)] as const),
    [`The library system ${faults.prose} (3 times)`, fault('prose', 3)],
  ],
  'no-registry': [
    [
      'No patrons can be registered: the setting "registry" names the embedded library, and the station has another.',
      { kind: 'no-registry' },
    ],
  ],
  'registrations-wait': [
    ['Patrons who wait to be registered in the library system: 2.', { kind: 'registrations-wait', count: 2 }],
  ],
  'registrations-unreadable': [
    ['Registrations on the station’s disk that nobody can read: 1.', { kind: 'registrations-unreadable', count: 1 }],
  ],
  conflicts: [
    [
      '1 loan or return of the off-line hours did not go together with the library system: staff must look.',
      { kind: 'conflicts', count: 1 },
    ],
    [
      '2 loans and returns of the off-line hours did not go together with the library system: staff must look.',
      { kind: 'conflicts', count: 2 },
    ],
  ],
  'journal-restored': [
    [
      'The journal was gone: there was no copy, 3 more could still be read, nobody can tell how many are lost.',
      restored,
    ],
    [
      'The journal was damaged (set aside as journal-damaged.sqlite): its copy gave 1200 entries, 3 more could still be read, 4 are lost. Patrons whose registration was begun and is lost: 1; see "registration-begun" for their cards, and ask them again.',
      { ...restored, setAside: 'journal-damaged.sqlite', fromCopy: 1200, lost: 4, registrationsLost: 1 },
    ],
  ],
  'journal-unreadable': [['The journal holds 2 rows that nobody can read.', { kind: 'journal-unreadable', count: 2 }]],
  'desks-not-served': [
    [
      'Desks are not served on the network: desk.listen is set, and no place of the settings is a desk.',
      { kind: 'desks-not-served', because: 'no-desk', detail: '' },
    ],
    [
      'Desks are not served on the network: the desk’s certificate ended on 2021-01-01: renew it.',
      { kind: 'desks-not-served', because: 'certificate-ended', detail: '2021-01-01' },
    ],
    [
      'Desks are not served on the network: listen EACCES.',
      { kind: 'desks-not-served', because: 'other', detail: 'listen EACCES' },
    ],
  ],
};

export const lacks: readonly (readonly [string, Lack])[] = Object.values(byKind).flat();
