// The way to a library system, walked for a technician one step after another: its address, whether anybody listens, the certificate,
// the login, its status, and which dialect it speaks. Stops at the first step that fails and says which. Asks harmless questions alone
// (93, 99, 17, 63, 97), over connections of its own. Knows no screen.
import {
  greet,
  lookAtCertificate,
  reach,
  type Greeted,
  type Probed,
  type Reached,
  type ShownCertificate,
  type ShownTls,
  type TlsWay,
} from 'sip2';
import type { Clock } from '../../drivers/clock.ts';
import type { Finding, FindingName } from '../../contract/assistant-view.ts';
import { lineTo, probeLine, proposed, type Line } from '../line.ts';
import type { AcsSettings } from '../settings/acs.ts';
import { asJson } from '../settings/json.ts';
import { withoutSecrets } from '../settings/portable.ts';

export type Walked = {
  readonly findings: readonly Finding[];
  /** What was shown and is not believed: to be judged by a person. */
  readonly certificate: ShownCertificate | null;
  readonly probed: Extract<Probed, { kind: 'probed' }> | null;
  /** As it was spoken before anything was found out; null where nothing could be asked. */
  readonly line: Line['settings'] | null;
  /** The settings that the probe proposes; null where it found nothing out. */
  readonly proposed: AcsSettings | null;
};

export type WalkParts = {
  readonly acs: AcsSettings;
  /** Where the paths of certificates start. */
  readonly folder: string;
  readonly clock: Clock;
  /** Known ones tell more; null: numbers that nobody has. */
  readonly card: string | null;
  readonly item: string | null;
  readonly found: (finding: Finding) => void;
  /** The embedded library's, where this station has it open. */
  readonly embedded: Line['transport'];
};

type Found = (name: FindingName, outcome: Finding['outcome'], values?: Finding['values'], ms?: number | null) => void;

export const walkToAcs = async (parts: WalkParts): Promise<Walked> => {
  const { acs, clock, folder } = parts;
  const findings: Finding[] = [];
  const secrets = [...secretsOf(acs), ...(parts.card === null ? [] : [parts.card])];
  const say: Found = (name, outcome, said = {}, ms = null) => {
    const values = Object.fromEntries(Object.entries(said).map(([of, value]) => [of, withoutThese(value, secrets)]));
    const finding = { name, outcome, values, ms: ms === null ? null : Math.round(ms) };
    findings.push(finding);
    parts.found(finding);
  };
  let certificate: ShownCertificate | null = null;
  const stopped = (): Walked => ({ findings, certificate, probed: null, line: null, proposed: null });

  const line = lineTo(acs, { folder, clock });
  if (line.kind === 'issues') {
    for (const { path, message } of line.issues) say('file-not-usable', 'bad', { path, text: message.en });
    return stopped();
  }
  const { connection } = acs;
  if (connection.kind === 'embedded') say('library-inside', 'odd');
  else {
    const way = {
      host: connection.host,
      port: connection.port,
      connectTimeoutMs: acs.connectTimeoutSeconds * 1000,
      clock,
    };
    const reached = await reach(way);
    if (!reachedSays(reached, way, say)) return stopped();
    if (connection.kind === 'tls') {
      const shown = await lookAtCertificate(tlsWayOf(acs, way));
      if (!shownSays(shown, say)) {
        certificate = shown.kind === 'shown' ? shown.certificate : null;
        return stopped();
      }
    } else say('not-encrypted', 'odd');
  }
  const transport = line.transport ?? parts.embedded;
  if (transport === null) return stopped();

  const greeted = await greet({ transport, clock, settings: line.settings });
  if (!greetedSays(greeted, acs, say)) return stopped();
  const { how } = greeted;
  const settings = {
    ...line.settings,
    end: how.end,
    greeting: how.greeting,
    ...(how.check ? {} : { errorDetection: 'off' as const }),
  };
  const asked = clock.now();
  const probed = await probeLine(
    { ...line, settings },
    { transport, clock, card: parts.card, item: parts.item, signal: null },
  );
  if (probed.kind === 'failed') {
    say('dialect-not-asked', 'odd', { text: probed.text });
    return stopped();
  }
  const next = proposed(acs, probed);
  probedSays(probed, acs, clock.now() - asked, say);
  return { findings, certificate, probed, line: line.settings, proposed: next };
};

// ---- what nobody is told ----

const secretsOf = (acs: AcsSettings): readonly string[] =>
  Object.values(withoutSecrets(asJson({ acs })).secrets).filter((one) => typeof one === 'string');

/** What answers may say back what it was told: a prompt, a line that echoes. What is found is kept, and printed at the hand-over. */
const withoutThese = (value: string | number, secrets: readonly string[]): string | number =>
  typeof value === 'number'
    ? value
    : secrets.reduce((text, secret) => withoutEnd(text.replaceAll(secret, '***'), secret), value);

/** A text that was cut off may end within one. */
const withoutEnd = (text: string, secret: string): string => {
  const lengths = Array.from({ length: Math.max(0, secret.length - 3) }, (_, nth) => secret.length - 1 - nth);
  const cut = lengths.find((length) => text.endsWith(secret.slice(0, length)));
  return cut === undefined ? text : `${text.slice(0, -cut)}***`;
};

// ---- what each step says ----

const reachedSays = (
  reached: Reached,
  { host, port }: { readonly host: string; readonly port: number },
  say: Found,
): boolean => {
  switch (reached.kind) {
    case 'reached':
      say('address-found', 'good', { host, address: reached.address }, reached.lookupMs);
      say('reached', 'good', { host, port }, reached.connectMs);
      return true;
    case 'no-such-name':
      say('address-unknown', 'bad', { host });
      return false;
    case 'refused':
      say('port-refused', 'bad', { host, port });
      return false;
    case 'silent':
      say('no-answer', 'bad', { host, port });
      return false;
    case 'unreachable':
      say('unreachable', 'bad', { host, port, text: reached.text.slice(0, 200) });
      return false;
  }
};

/** Trusting nobody: what is shown is judged by the settings as they are, without their files where those are amiss. */
const tlsWayOf = (acs: AcsSettings, way: Pick<TlsWay, 'host' | 'port' | 'connectTimeoutMs' | 'clock'>): TlsWay => {
  const { connection } = acs;
  if (connection.kind !== 'tls') throw new Error('only a connection by TLS has a certificate');
  const { trust } = connection;
  return {
    ...way,
    serverName: connection.serverName,
    trust: trust.kind === 'pinned' ? trust : { kind: 'authorities', authorities: null, pins: trust.pins },
    client: null,
  };
};

const shownSays = (shown: ShownTls, say: Found): boolean => {
  if (shown.kind === 'not-tls') {
    say('not-tls', 'bad', { text: shown.text.slice(0, 200) });
    return false;
  }
  const { certificate, version, ms } = shown;
  const values = {
    subject: certificate.subject.replaceAll('\n', ', ').slice(0, 200),
    until: dayOf(certificate.validTo),
    version,
  };
  say(certificate.because ?? 'certificate-trusted', certificate.because === null ? 'good' : 'bad', values, ms);
  return certificate.because === null;
};

/** YYYY-MM-DD. */
export const dayOf = (date: Date): string => (Number.isNaN(date.getTime()) ? '?' : date.toISOString().slice(0, 10));

const greetedSays = (
  greeted: Greeted,
  acs: AcsSettings,
  say: Found,
): greeted is Extract<Greeted, { kind: 'greeted' }> => {
  const user = acs.login?.user ?? '';
  switch (greeted.kind) {
    case 'greeted': {
      const { how, loginMs, statusMs, status } = greeted;
      if (loginMs === null) say('no-login-needed', 'good');
      else say('logged-in', 'good', { user }, loginMs);
      if (how.end !== 'cr') say('wants-cr-lf', 'odd');
      if (!how.check) say('wants-no-checksum', 'odd');
      if (how.greeting === 'status-first') say('wants-status-first', 'odd');
      if (status.protocolVersion !== '2.00') say('old-protocol', 'bad', { version: status.protocolVersion });
      say(
        status.onLine ? 'on-line' : 'says-off-line',
        status.onLine ? 'good' : 'bad',
        { institution: status.institutionId ?? '' },
        statusMs,
      );
      return true;
    }
    case 'login-refused': {
      const name = {
        credentials: 'login-wrong',
        place: 'login-place',
        locked: 'login-locked',
        open: 'login-not-wanted',
      } as const;
      say(name[greeted.why], 'bad', { user, location: acs.login?.location ?? '', says: greeted.says });
      return false;
    }
    case 'login-needed':
      say('login-needed', 'bad');
      return false;
    case 'prompts':
      say('login-at-prompt', 'bad', { says: greeted.says });
      return false;
    case 'prompt-refused':
      say('prompt-refused', 'bad', { says: greeted.says.slice(0, 200) });
      return false;
    case 'no-status':
      say('no-status', 'bad', { says: greeted.says });
      return false;
    case 'no-sip2':
      say('no-sip2', 'bad', { says: greeted.says });
      return false;
    case 'silent':
      say('silent', 'bad', { seconds: Math.max(1, Math.round(greeted.waitedMs / 1000)) });
      return false;
    case 'hangs-up':
      say('hangs-up', 'bad');
      return false;
    case 'unreachable':
      say('unreachable', 'bad', { host: '', port: 0, text: greeted.text.slice(0, 200) });
      return false;
  }
};

const probedSays = (
  { verdict, seen }: Extract<Probed, { kind: 'probed' }>,
  acs: AcsSettings,
  ms: number,
  say: Found,
): void => {
  const { title, name } = verdict.dialect;
  if (seen.patron !== null) say('answers-patron', 'good');
  if (seen.item !== null) say('answers-item', 'good');
  const isClear = name !== 'generic';
  if (name === acs.dialect) say('dialect-same', 'good', { title }, ms);
  else if (isClear) say('dialect-proposed', 'odd', { title }, ms);
  else say('dialect-unclear', 'odd', { title }, ms);
};
