// The hand-over report: one HTML page, A4 on paper, of what was checked, what was measured, what was left out and why, and the settings
// that matter. Holds no secret and no patron. Decides nothing.
import { arch, hostname, platform, release } from 'node:os';
import { stepNames, type Finding, type StepName } from '../../contract/assistant-view.ts';
import type { Language } from '../../contract/terms.ts';
import { createSay, type Say } from '../../contract/words/words.ts';
import { holds, walk } from '../settings/form.ts';
import { isGroup, isList, same, stepsOf, type Json } from '../settings/json.ts';
import { labelOf, optionOf, unitOf } from '../settings/labels.ts';
import type { SetUp } from './kept.ts';

export type ReportFrom = {
  readonly setUp: SetUp;
  readonly changed: readonly StepName[];
  readonly settings: Json;
  readonly library: string;
  readonly version: string;
  /** What is missing now, as the supervisor reads it. */
  readonly missing: readonly string[];
  readonly devices: readonly { readonly place: string; readonly device: string; readonly says: string }[];
  readonly by: string | null;
  readonly nowMs: number;
  readonly language: Language;
};

const html = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const style = `
@page { size: A4; margin: 16mm 14mm; }
* { box-sizing: border-box; }
body { font: 10.5pt/1.5 'Be Vietnam Pro', 'Noto Sans', 'Segoe UI', sans-serif; color: #1b1b1b; max-width: 190mm; margin: 8mm auto; padding: 0 4mm; }
h1 { font-size: 18pt; margin: 0 0 1mm; } h2 { font-size: 13pt; margin: 7mm 0 2mm; border-bottom: 0.4mm solid #444; break-after: avoid; }
p { margin: 1mm 0; } .soft { color: #555; }
table { width: 100%; border-collapse: collapse; } th, td { text-align: left; vertical-align: top; padding: 1mm 2mm; border-bottom: 0.2mm solid #bbb; overflow-wrap: anywhere; }
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
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${html(title)}</title><style>${style}</style></head><body>
<h1>${html(title)}</h1>
<p class="soft">${html(say('assistant.report.made', { who: who(from.by), when: dated(from.nowMs) }))}</p>
<p>${html(handedOver)}</p>
<h2>${html(say('assistant.report.steps'))}</h2>
<table>${steps.map((name) => stepRow(from, name, say, { who, dated })).join('')}</table>
${steps.map((name) => findingsOf(setUp.steps[name]?.findings ?? [], name, say)).join('')}
<h2>${html(say('assistant.report.now'))}</h2>
<table>
${row(say('assistant.report.version'), `Tram ${from.version}, Node ${process.version}`)}
${row(say('assistant.report.machine'), `${hostname()}, ${platform()} ${release()}, ${arch()}`)}
${from.devices.map(({ place, device, says }) => row(`${place} · ${device}`, says)).join('')}
${row(say('assistant.report.missing'), from.missing.length === 0 ? say('assistant.report.nothing-missing') : from.missing.join(' '))}
</table>
<h2>${html(say('assistant.report.settings'))}</h2>
<p class="soft">${html(say('assistant.report.settings-text'))}</p>
<table>${settingRows(from.settings, language)
    .map(([name, value]) => row(name, value))
    .join('')}</table>
<div class="sign"><div>${html(say('assistant.report.technician'))}</div><div>${html(say('assistant.report.for-library'))}</div></div>
</body></html>
`;
};

const row = (name: string, value: string): string =>
  `<tr><th scope="row">${html(name)}</th><td>${html(value)}</td></tr>`;

const stepRow = (
  { setUp, changed }: ReportFrom,
  name: StepName,
  say: Say,
  told: { readonly who: (by: string | null) => string; readonly dated: (atMs: number) => string },
): string => {
  const kept = setUp.steps[name];
  const title = html(say(`assistant.step.${name}`));
  if (kept === undefined)
    return `<tr><th scope="row">${title}</th><td class="mark bad">${html(say('assistant.state.open'))}</td><td></td></tr>`;
  const state = kept.state === 'done' && changed.includes(name) ? 'changed' : kept.state;
  const tone = state === 'done' ? 'good' : 'odd';
  const by = `${told.who(kept.by)}, ${told.dated(kept.atMs)}`;
  const why = kept.why === null ? '' : `<br>${html(say('assistant.report.why', { why: kept.why }))}`;
  return `<tr><th scope="row">${title}</th><td class="mark ${tone}">${html(say(`assistant.state.${state}`))}</td><td>${html(by)}${why}</td></tr>`;
};

const findingsOf = (findings: readonly Finding[], name: StepName, say: Say): string =>
  findings.length === 0
    ? ''
    : `<h2>${html(say(`assistant.step.${name}`))}</h2><table>${findings
        .map(({ name: finding, outcome, values, ms }) => {
          const place =
            'place' in values && 'device' in values
              ? `${values['place']} · ${say(`assistant.device.${deviceOf(values['device'])}`)}: `
              : '';
          return `<tr><td class="mark ${outcome}">${marks[outcome]} ${html(say(`assistant.outcome.${outcome}`))}</td><td>${html(place + say(`assistant.finding.${finding}`, values))}</td><td class="ms">${ms === null ? '' : `${ms} ms`}</td></tr>`;
        })
        .join('')}</table>`;

const devices = ['reader', 'cardReader', 'scanner', 'printer'] as const;
const deviceOf = (device: unknown): (typeof devices)[number] => devices.find((one) => one === device) ?? 'reader';

/** Every setting that is said and is not as it comes, by its names. Of secrets only that there is one; pictures are no words. */
export const settingRows = (settings: Json, language: Language): readonly (readonly [string, string])[] => {
  const rows: [string, string][] = [];
  walk(settings, (path, node, said) => {
    if (said === undefined || said === null || isList(said) || path === 'version' || node.marks.picture) return;
    if (node.usual !== undefined && same(holds(node, undefined), said)) return;
    const name = stepsOf(path)
      .map((step, nth, all) =>
        /^\d+$/.test(step) ? String(Number(step) + 1) : labelOf(all.slice(0, nth + 1).join('.'), language),
      )
      .join(' › ');
    if (isGroup(said)) {
      // Which of several kinds it is.
      const kind = node.shape.kind === 'group' && node.shape.by !== null ? said[node.shape.by] : undefined;
      if (typeof kind === 'string') rows.push([name, optionOf(kind, language)]);
      return;
    }
    if (node.marks.secret) {
      if (said !== '') rows.push([name, '•••']);
      return;
    }
    const unit = unitOf(path, language);
    const value =
      typeof said === 'string' ? (node.shape.kind === 'choice' ? optionOf(said, language) : said) : String(said);
    if (value !== '') rows.push([name, unit === null ? value : `${value} ${unit}`]);
  });
  return rows;
};
