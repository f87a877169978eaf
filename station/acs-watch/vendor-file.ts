// A file for whoever makes or runs the library system: how its line fared, what it claims and what works, what a probe found, and the last
// messages, each with what was odd about it. Passwords and patrons are struck out, whatever is shown on the glass at that moment, and of a
// login's name only its first letter and its length are left: a file travels further than the glass.
import { dialects, timeoutOf } from 'sip2';
import type { AcsFinding, AcsProbe, Latency, Stretch } from '../../contract/acs-check-view.ts';
import type { Language } from '../../contract/terms.ts';
import { spanOf } from '../../contract/words/acs-said.ts';
import { createSay, isKey, type Say } from '../../contract/words/words.ts';
import { halfStruck, withoutRefusedLogin } from '../diagnostics/strike.ts';
import type { AcsSettings } from '../settings/acs.ts';
import { addressOf } from './findings.ts';
import { hidden } from './phrases.ts';
import { striker } from './struck.ts';
import type { Kept } from './trace.ts';
import type { AcsWatch } from './watch.ts';

/** Of the messages, the last: a letter takes no more. */
export const mostMessages = 1500;

export type VendorFile = {
  readonly watch: AcsWatch;
  readonly acs: AcsSettings;
  readonly library: string;
  readonly probed: AcsProbe['done'];
  readonly version: string;
  readonly nowMs: number;
  readonly language: Language;
};

/** Lines of text in UTF-8, for a wide window. */
export const vendorFile = (from: VendorFile): string => {
  const say = createSay(from.language);
  const strikeLogins = striker(loginsOf(from.acs), halfStruck);
  const withoutLogins = (line: string): string => strikeLogins(withoutRefusedLogin(line));
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [say('acs.file.title'), headLines(from, say)],
    [say('acs.file.line'), lineLines(from, say).map(withoutLogins)],
    [say('acs.file.latency'), from.watch.course.latencies(from.nowMs).map((row) => latencyLine(row, say))],
    [say('acs.file.claims'), claimLines(from, say)],
    [say('acs.file.probe'), probeLines(from, say).map(withoutLogins)],
    [say('acs.file.messages'), messageLines(from, say).map(withoutLogins)],
  ];
  return `${sections.map(([title, lines]) => [title, '='.repeat(title.length), ...lines].join('\n')).join('\n\n')}\n`;
};

const loginsOf = ({ login, connection }: AcsSettings): readonly string[] =>
  [login?.user, connection.kind === 'embedded' ? undefined : connection.promptLogin?.user].flatMap(
    (name) => name ?? [],
  );

/** The login (93): with names that the settings no longer have, too. The sum of all letters tells of those that were struck out. */
const withoutLogin = (text: string): string => {
  const struck = text.replace(/^(93..CN)([^|]*)/, (_said, before: string, name: string) => before + halfStruck(name));
  return struck === text ? text : struck.replace(/AZ[0-9A-F]{4}$/, `AZ${hidden}`);
};

/** 2026-11-23 09:30:00.123 +07:00: local, as the log of the other side is. */
export const wireStamp = (ms: number): string => {
  const at = new Date(ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  const offset = -at.getTimezoneOffset();
  const sign = offset < 0 ? '-' : '+';
  const zone = `${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const milliseconds = String(at.getMilliseconds()).padStart(3, '0');
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${milliseconds} ${zone}`;
};

const spanText = (ms: number | null, say: Say): string => (ms === null ? '-' : spanOf(say, ms));

/** What a key says, where there is such a one; else its last part. */
const saidOr = (say: Say, key: string, otherwise: string): string => (isKey(key) ? say(key) : otherwise);

const headLines = ({ acs, library, version, nowMs, watch }: VendorFile, say: Say): readonly string[] => {
  const status = watch.status();
  const says = status === null ? null : timeoutOf(status);
  return [
    `${say('acs.file.made')}: ${wireStamp(nowMs)}, Tram ${version}`,
    `${say('acs.file.library')}: ${library}`,
    `${say('acs.file.system')}: ${addressOf(acs)} (${acs.connection.kind}), ${dialects[acs.dialect].title}`,
    `AO ${acs.institution === '' ? '-' : acs.institution} · CN ${acs.login === null ? '-' : halfStruck(acs.login.user)} · CP ${acs.login?.location || '-'} · AP ${acs.currentLocation || '-'}`,
    `${say('acs.file.patience')}: ${spanOf(say, acs.answerTimeoutSeconds * 1000)}; 98: ${spanText(says, say)}`,
    '',
    say('acs.file.hidden'),
  ];
};

const stretchLine = ({ fromMs, toMs, state, because, detail, times }: Stretch, say: Say): string =>
  [
    `${wireStamp(fromMs)} – ${toMs === null ? '…' : wireStamp(toMs)}`,
    say(`acs.state.${state}`),
    ...(because === null ? [] : [saidOr(say, `acs.because.${because}`, because)]),
    ...(times > 1 ? [say('acs.times', { count: times })] : []),
    ...(detail === null ? [] : [detail]),
  ].join(' · ');

const lineLines = ({ watch, nowMs }: VendorFile, say: Say): readonly string[] => {
  const all = watch.course.stretches(nowMs);
  return all.length === 0 ? ['-'] : all.map((stretch) => stretchLine(stretch, say));
};

const latencyLine = ({ code, answered, unanswered, medianMs, p95Ms, worstMs }: Latency, say: Say): string =>
  `${code}: ${say('acs.file.latency-of', { answered, unanswered })} · 50% ${spanText(medianMs, say)} · 95% ${spanText(p95Ms, say)} · max ${spanText(worstMs, say)}`;

const claimLines = ({ watch }: VendorFile, say: Say): readonly string[] =>
  watch.claims().map(({ about, code, claims, worked, failed, failedBecause, verdict }) => {
    const why = failedBecause === null ? '' : ` (${saidOr(say, `acs.mark.${failedBecause}`, failedBecause)})`;
    const letter = claims === null ? '-' : claims ? 'Y' : 'N';
    return `${code} ${saidOr(say, `acs.message.${about}`, about)}: BX ${letter} · ${say('acs.file.tried', { worked, failed })} · ${say(`acs.verdict.${verdict}`)}${why}`;
  });

export const findingLines = ({ kind, values }: AcsFinding, say: Say): readonly string[] =>
  ['seen', 'means', 'todo'].flatMap((part) => {
    const key = `acs.finding.${kind}.${part}`;
    return isKey(key) ? [`${part === 'seen' ? '-' : ' '} ${say(key, values)}`] : [];
  });

const probeLines = ({ probed }: VendorFile, say: Say): readonly string[] => {
  if (probed === null) return [say('acs.file.no-probe')];
  return [
    wireStamp(probed.atMs),
    ...probed.findings.flatMap((finding) => findingLines(finding, say)),
    ...probed.faults.flatMap(({ kind, notes }) =>
      notes.map(
        ({ code, field, says }) =>
          `- ${saidOr(say, `acs.message.${kind}`, kind)}: ${[code, field, saidOr(say, `acs.note.${says}`, says)].filter((part) => part !== '').join(' ')}`,
      ),
    ),
  ];
};

const messageLines = ({ watch }: VendorFile, say: Say): readonly string[] => {
  const all = watch.trace.all();
  const shown = all.slice(-mostMessages);
  const left = all.length - shown.length;
  return [
    ...(left === 0 ? [] : [say('acs.file.left-out', { count: left })]),
    ...shown.map((message) => messageLine(message, withoutLogin(watch.masked(message)), say)),
  ];
};

const messageLine = (message: Kept, text: string, say: Say): string => {
  const { atMs, way, by, tookMs, marks, struck } = message;
  const told = [
    ...(tookMs === null ? [] : [`+${tookMs} ms`]),
    ...(by === 'probe' ? [say('acs.by.probe')] : []),
    ...marks.map((mark) => say(`acs.mark.${mark}`)),
    ...struck.notes.map(({ code, field, says }) =>
      [code, field, saidOr(say, `acs.note.${says}`, says)].filter((part) => part !== '').join(' '),
    ),
  ];
  const tail = told.length === 0 ? '' : `   [${told.join('; ')}]`;
  return `${wireStamp(atMs)} ${way === 'sent' ? '>' : '<'} ${text}${tail}`;
};
