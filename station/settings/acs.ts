// What a library may decide about its library system: which family it is of, how it is reached, and, where it differs from
// its family, how it is spoken to. Knows shapes, help and defaults; what they come to is line.ts's work.
import { choices, dialectNames, usualPrompts } from 'sip2';
import { behaviours, isBehaviourName } from 'sip2/acs';
import * as z from 'zod';

const secret = z.string().meta({ secret: true });

/** What is typed at a prompt ends with the end of a line; one inside would be typed too soon. */
const typed = (text: z.ZodString) => text.regex(/^[^\r\n\0]*$/, 'settings.line-break');

const file = z.string().min(1).describe('A file of the PEM format; a relative path starts where the settings file is');

const pin = z.strictObject({
  of: z
    .enum(['public-key', 'certificate'])
    .default('public-key')
    .describe('What is counted: the key, which outlives its certificates, or the whole certificate'),
  sha256: z
    .string()
    .regex(/^(?:[0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$|^[A-Za-z0-9+/]{43}=$/, 'settings.not-a-pin')
    .describe('Its SHA-256: 64 hexadecimal digits, with or without colons, or base64'),
});

const promptLogin = z
  .strictObject({
    user: typed(z.string().min(1)).describe('Who this station is').meta({ own: true }),
    password: typed(secret).describe('Its password'),
    prompts: z
      .strictObject({
        login: z.string().min(1).default(usualPrompts.login).describe('Asks for the user'),
        password: z.string().min(1).default(usualPrompts.password).describe('Asks for the password'),
        accepted: z
          .string()
          .min(1)
          .nullable()
          .default(usualPrompts.accepted)
          .describe('Says that the login was right; null where nothing says so and SIP2 begins at once'),
        refused: z.string().min(1).default(usualPrompts.refused).describe('Says that it was wrong'),
      })
      .prefault({})
      .describe('Parts of what the library system writes; capitals and small letters alike'),
  })
  .nullable()
  .default(null)
  .describe('A login by prompts in front of SIP2, as on a telnet port; null where there is none');

const host = z.string().min(1).describe('Host name or address of the library system');
const port = z.int().min(1).max(65535);

const connection = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('embedded').describe('The small library inside Tram: for demonstration and training'),
    wire: z.enum(['tcp', 'memory']).default('tcp').describe('How this station talks to it'),
    as: z
      .enum(Object.keys(behaviours).filter(isBehaviourName))
      .default('usual')
      .describe('Whose ways it has: a make of library system, for training and to see how a station bears it'),
  }),
  z.strictObject({
    kind: z.literal('tcp').describe('As it is, readable to whoever is on the network'),
    host,
    port: port.default(6001).describe('Its SIP2 port'),
    promptLogin,
  }),
  z.strictObject({
    kind: z.literal('tls').describe('Encrypted; stunnel in front of the library system is this, too'),
    host,
    port: port.default(6443).describe('Its SIP2 port for TLS'),
    serverName: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe('The name to ask for (SNI) and to find in the certificate; null: the host'),
    trust: z
      .discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('authorities').describe('Its certificate is signed by an authority'),
          file: file
            .nullable()
            .default(null)
            .describe(
              'The file of their certificates (PEM), its path from the settings file on; null: the well-known authorities',
            ),
          pins: z.array(pin).default([]).describe('Where there are any, it must show one of these keys as well'),
        }),
        z.strictObject({
          kind: z.literal('pinned').describe('Whoever shows one of these keys, self-signed or not'),
          pins: z.array(pin).min(1).describe('The keys'),
        }),
      ])
      .default({ kind: 'authorities', file: null, pins: [] })
      .describe('Whom to believe'),
    client: z
      .strictObject({
        certificateFile: file.describe('Its file (PEM); a relative path starts where the settings file is'),
        keyFile: file.describe('The file of its key (PEM)'),
        passphrase: secret.nullable().default(null).describe('Opens the key; null where it is not locked'),
      })
      .nullable()
      .default(null)
      .describe('The certificate this station shows; null where it is not asked for one'),
    promptLogin,
  }),
]);

const line = z.strictObject({
  charset: z.enum(choices.charset).nullable().default(null).describe('Character set it is written to in'),
  errorDetection: z
    .enum(choices.errorDetection)
    .nullable()
    .default(null)
    .describe(
      'Sequence numbers and checksums (AY, AZ). "warn": a wrong one is logged and taken; "automatic": left out where it is not understood, taken where it is wrong twice',
    ),
  end: z.enum(choices.end).nullable().default(null).describe('What ends a message of ours'),
  greeting: z
    .enum(choices.greeting)
    .nullable()
    .default(null)
    .describe('Whether the login (93) or a question for its status (99) comes first'),
  vocabulary: z
    .enum(choices.vocabulary)
    .nullable()
    .default(null)
    .describe('Whose field codes, where systems use one code for different things'),
  timesAsked: z
    .int()
    .min(1)
    .max(5)
    .nullable()
    .default(null)
    .describe('How often a question that changes nothing is asked in all; loans and returns are never asked twice'),
  timeoutFrom: z
    .enum(choices.timeoutFrom)
    .nullable()
    .default(null)
    .describe('How long an answer may take: by these settings, or by what its status says (5 to 60 s)'),
  neverAsked: z
    .array(z.enum(['end-patron-session', 'item-information']))
    .default([])
    .describe('Questions it leaves unanswered or hangs up over (35, 17), beside those of its dialect'),
  neverSent: z
    .array(z.enum(['terminalPassword', 'feeAcknowledged', 'cancel']))
    .default([])
    .describe('Optional fields it cannot bear (AC, BO, BI), beside those of its dialect'),
});

export const acsSettings = z.strictObject({
  dialect: z
    .enum(dialectNames)
    .default('generic')
    .describe('Which family it is of; most of how it is spoken to, and how its answers are read, follows from it'),
  connection: connection.describe('How it is reached'),
  institution: z.string().default('').describe('Institution id (AO) as the library system knows it'),
  terminalPassword: secret.default('').describe('Terminal password (AC), mostly empty'),
  login: z
    .strictObject({
      user: z.string().min(1).describe('Who this station is (CN)').meta({ own: true }),
      password: secret.describe('Its password (CO)'),
      location: z.string().default('').describe('Location code (CP); for FOLIO the UUID of the service point'),
    })
    .nullable()
    .default(null)
    .describe('Login (93); null where the library system wants none'),
  currentLocation: z
    .string()
    .default('')
    .describe('Where items are returned (AP): a real branch code or nothing. Koha takes it as the returning branch.'),
  language: z
    .string()
    .regex(/^\d{3}$/)
    .default('000')
    .describe('Language code of SIP2; there is none for Vietnamese'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'settings.not-a-currency')
    .nullable()
    .default(null)
    .describe('Currency of an amount that comes without one (Koha tells none), such as VND'),
  answerTimeoutSeconds: z.number().min(1).max(60).default(10).describe('How long an answer may take'),
  loginTimeoutSeconds: z.number().min(1).max(60).default(10).describe('The same for a login and for the first status'),
  connectTimeoutSeconds: z.number().min(1).max(60).default(5).describe('How long a connection may take'),
  keepAliveSeconds: z
    .int()
    .min(10)
    .max(3600)
    .default(240)
    .describe('Silence after which it is asked for its status; Koha hangs up after 600'),
  patronMessages: z
    .boolean()
    .default(false)
    .describe(
      'Show a patron in the account what the library system says of them (screen messages of a 64); it may name others',
    ),
  askBeforeCheckin: z
    .boolean()
    .default(true)
    .describe(
      'Ask for the item before it is returned, so that the patron is told when it is overdue; costs one answer an item',
    ),
  showMessages: z
    .boolean()
    .default(false)
    .describe(
      'Show what the library system itself says when it refuses a loan, below our own words. Koha puts names of other patrons into it: leave it off there',
    ),
  secondConnection: z
    .boolean()
    .default(true)
    .describe(
      'Whether a technician’s check may open a connection beside the station’s own; false where the library system serves one alone, or counts them',
    ),
  line: line.prefault({}).describe('How it is spoken to where it differs from its dialect; null: as the dialect says'),
});
export type AcsSettings = z.infer<typeof acsSettings>;
