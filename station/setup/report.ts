// The hand-over report: one HTML page, A4 on paper, of what was checked, what was measured, what was not tried and why, and the settings
// that matter. Holds no secret and no patron. Decides nothing.
import { arch, hostname, platform, release } from 'node:os';
import { stepNames, type Finding, type StepName } from '../../contract/assistant-view.ts';
import { sayFinding, sayKept } from '../../contract/words/assistant-said.ts';
import { sayFault } from '../../contract/words/device-faults-said.ts';
import { sayLack } from '../../contract/words/lacks-said.ts';
import { createSay, isKey, type Say } from '../../contract/words/words.ts';
import { plainHtml } from '../plain-text.ts';
import type { SetUp, StepKept } from './kept.ts';
import type { ReportFrom } from './report-from.ts';
import { settingRows } from './report-settings.ts';
import { untriedOf } from './report-untried.ts';

const style = `
@page { size: A4; margin: 16mm 14mm; }
* { box-sizing: border-box; }
body { font: 10.5pt/1.5 'Be Vietnam Pro', 'Noto Sans', 'Segoe UI', sans-serif; color: #1b1b1b; overflow-wrap: anywhere; max-width: 190mm; margin: 8mm auto; padding: 0 4mm; }
h1 { font-size: 18pt; margin: 0 0 1mm; } h2 { font-size: 13pt; margin: 7mm 0 2mm; border-bottom: 0.4mm solid #444; break-after: avoid; }
h3 { font-size: 11pt; margin: 4mm 0 1mm; break-after: avoid; } ul { margin: 1mm 0; padding-left: 5mm; }
p { margin: 1mm 0; } .soft { color: #555; }
table { width: 100%; border-collapse: collapse; } th, td { text-align: left; vertical-align: top; padding: 1mm 2mm; border-bottom: 0.2mm solid #bbb; }
th { font-weight: 600; } td.mark { width: 22mm; white-space: nowrap; font-weight: 600; } td.ms { width: 22mm; text-align: right; white-space: nowrap; }
tr { break-inside: avoid; } .good { color: #17633a; } .odd { color: #7a4b00; } .bad { color: #a3201c; }
.sign { display: flex; gap: 20mm; margin-top: 14mm; break-inside: avoid; } .sign div { flex: 1; border-top: 0.3mm solid #444; padding-top: 1mm; min-height: 22mm; }
@media print { body { margin: 0; padding: 0; max-width: none; } }
`;

const marks = { good: '✓', odd: '!', bad: '✗' } as const;

export const reportOf = (from: ReportFrom): string => {
  const { language, setUp } = from;
  const say = createSay(language);
  const when = new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
  });
  const title = `${say('assistant.report.title')}: ${from.library}`;
  const who = (by: string | null): string => by ?? say('assistant.nobody');
  const dated = (atMs: number): string => when.format(atMs);
  const steps = stepNames.filter((name) => name !== 'hand-over');
  const handedOver =
    setUp.handedOver === null
      ? say('assistant.report.not-handed-over')
      : say('assistant.report.handed-over', { who: who(setUp.handedOver.by), when: dated(setUp.handedOver.atMs) });
  const untried = untriedOf(from, say);
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${plainHtml(title)}</title><style>${style}</style></head><body>
<h1>${plainHtml(title)}</h1>
<p class="soft">${plainHtml(say('assistant.report.made', { who: who(from.by), when: dated(from.nowMs) }))}</p>
<p>${plainHtml(handedOver)}</p>
<h2>${plainHtml(say('assistant.report.steps'))}</h2>
<table>${steps.map((name) => stepRow(from, name, say, { who, dated })).join('')}</table>
<h2>${plainHtml(say('assistant.report.untried'))}</h2>
${untried.length === 0 ? `<p>${plainHtml(say('assistant.report.nothing-untried'))}</p>` : `<ul>${untried.map((one) => `<li>${plainHtml(one)}</li>`).join('')}</ul>`}
${steps.map((name) => findingsOf(setUp.steps[name]?.findings ?? [], name, say, dated) + (name === 'acs' ? probeOf(setUp, say) : '')).join('')}
${calibrationsOf(from, say, { who, dated })}
<h2>${plainHtml(say('assistant.report.now'))}</h2>
<table>
${row(say('assistant.report.version'), `Tram ${from.version}, Node ${process.version}`)}
${row(say('assistant.report.machine'), `${hostname()}, ${platform()} ${release()}, ${arch()}`)}
${from.devices
  .map(({ place, device, model, state, fault, line }) =>
    row(
      `${place} · ${say(`assistant.device.${device}`)}`,
      [
        state === 'ready' ? '' : say(`assistant.device-state.${state}`),
        fault === null ? '' : sayFault(say, fault),
        model,
        line,
      ]
        .filter((part) => part !== '')
        .join(' · '),
    ),
  )
  .join('')}
${row(say('assistant.report.missing'), from.missing.length === 0 ? say('assistant.report.nothing-missing') : from.missing.map((lack) => sayLack(say, lack)).join(' '))}
</table>
<h2>${plainHtml(say('assistant.report.settings'))}</h2>
<p class="soft">${plainHtml(say('assistant.report.settings-text'))}</p>
<table>${settingRows(from.settings, language)
    .map(([name, value]) => row(name, value))
    .join('')}</table>
<div class="sign"><div>${plainHtml(say('assistant.report.technician'))}</div><div>${plainHtml(say('assistant.report.for-library'))}</div></div>
</body></html>
`;
};

const row = (name: string, value: string): string =>
  `<tr><th scope="row">${plainHtml(name)}</th><td>${plainHtml(value)}</td></tr>`;

const stepRow = (
  { setUp, changed }: ReportFrom,
  name: StepName,
  say: Say,
  told: { readonly who: (by: string | null) => string; readonly dated: (atMs: number) => string },
): string => {
  const kept = setUp.steps[name];
  const title = plainHtml(say(`assistant.step.${name}`));
  if (kept === undefined)
    return `<tr><th scope="row">${title}</th><td class="mark bad">${plainHtml(say('assistant.state.open'))}</td><td></td></tr>`;
  const state = kept.state === 'done' && changed.includes(name) ? 'changed' : kept.state;
  const tone = state === 'done' ? 'good' : 'odd';
  const by = `${told.who(kept.by)}, ${told.dated(kept.atMs)}`;
  const why = kept.why === null ? '' : `<br>${plainHtml(say('assistant.report.why', { why: kept.why }))}`;
  return `<tr><th scope="row">${title}</th><td class="mark ${tone}">${plainHtml(say(`assistant.state.${state}`))}</td><td>${plainHtml(by)}${why}</td></tr>`;
};

const lineOf = (outcome: Finding['outcome'], text: string, ms: number | null, say: Say): string =>
  `<tr><td class="mark ${outcome}">${marks[outcome]} ${plainHtml(say(`assistant.outcome.${outcome}`))}</td><td>${plainHtml(text)}</td><td class="ms">${ms === null ? '' : `${ms} ms`}</td></tr>`;

const findingsOf = (
  findings: StepKept['findings'],
  name: StepName,
  say: Say,
  dated: (atMs: number) => string,
): string =>
  findings.length === 0
    ? ''
    : `<h2>${plainHtml(say(`assistant.step.${name}`))}</h2><table>${findings
        .map(({ name: finding, outcome, values, ms }) => {
          const { place, device, triedMs, ...rest } = values;
          const of = device === undefined ? '' : `${place ?? ''} · ${deviceWord(say, device)}: `;
          const says = sayFinding(say, { name: finding, values: of === '' ? values : rest });
          const when = typeof triedMs === 'number' && triedMs >= 0 && triedMs <= 8.64e15 ? ` (${dated(triedMs)})` : '';
          return lineOf(outcome, of + says + when, ms, say);
        })
        .join('')}</table>`;

/** A kind of device that is not known here stands by the station's own word for it. */
const deviceWord = (say: Say, device: string | number): string => {
  const key = `assistant.device.${device}`;
  return isKey(key) ? say(key) : String(device);
};

/** Why the station takes it for this family, and what is to be known of it. */
const probeOf = ({ steps }: SetUp, say: Say): string => {
  const probe = steps.acs?.probe ?? null;
  if (probe === null) return '';
  const { dialect, isClear, reasons, findings } = probe;
  const title = say(isClear ? 'assistant.report.family' : 'assistant.report.family-unclear', { dialect });
  const why = reasons.map(({ clue, title: family, points }) => {
    const key = `acs.clue.${clue}`;
    return say('assistant.acs.reason', { says: isKey(key) ? say(key) : clue, title: family, points });
  });
  const noted = findings.map(({ kind, tone, values }) => {
    const sentences = (['seen', 'means', 'todo'] as const).flatMap((part) => {
      const key = `acs.finding.${kind}.${part}`;
      return (isKey(key) ? sayKept(say, key, values) : null) ?? [];
    });
    const outcome = tone === 'fault' ? 'bad' : tone === 'note' ? 'odd' : 'good';
    return lineOf(outcome, sentences.length === 0 ? kind : sentences.join(' '), null, say);
  });
  return (
    `<h3>${plainHtml(title)}</h3><ul>${why.map((one) => `<li>${plainHtml(one)}</li>`).join('')}</ul>` +
    (noted.length === 0 ? '' : `<table>${noted.join('')}</table>`)
  );
};

const calibrationsOf = (
  { calibrations }: ReportFrom,
  say: Say,
  told: { readonly who: (by: string | null) => string; readonly dated: (atMs: number) => string },
): string => {
  if (calibrations.length === 0) return '';
  const rows = calibrations.map(({ place, last }) =>
    last === null
      ? row(place, say('assistant.report.not-calibrated'))
      : row(
          place,
          `${say(`calibration.verdict.${last.verdict}`)} · ${told.dated(last.atMs)} · ${told.who(last.by)} · ${last.reader} · ${last.id}`,
        ),
  );
  return `<h2>${plainHtml(say('assistant.report.calibration'))}</h2><table>${rows.join('')}</table>`;
};
