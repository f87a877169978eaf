// The certificate of a calibration: one page of HTML that stands by itself, for paper of A4. Knows words and figures; draws nothing else.
import { simulatedLine } from '../../contract/calibration-view.ts';
import { gridSize, spots, type Spot } from '../../contract/calibration-grid.ts';
import type { Language } from '../../contract/terms.ts';
import {
  percentOf,
  sayCompared,
  sayFound,
  sayLimit,
  sayLine,
  sayMoment,
} from '../../contract/words/calibration-said.ts';
import { createSay, type Say } from '../../contract/words/words.ts';
import { plainHtml } from '../plain-text.ts';
import { version } from '../version.ts';
import { adviceOn } from './advice.ts';
import { comparedWith } from './compared.ts';
import { shareOf, type CalibrationFigures } from './figures.ts';
import { judged, limits, verdictOf } from './limits.ts';

const style = `
@page { size: A4; margin: 14mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 182mm; padding: 6mm 0; color: #111; background: #fff; overflow-wrap: anywhere;
  font: 9pt/1.4 'Be Vietnam Pro', 'Noto Sans', 'Segoe UI', Arial, sans-serif; }
h1 { margin: 0; font-size: 16pt; line-height: 1.35; }
h2 { margin: 3.5mm 0 1mm; font-size: 10.5pt; }
header { display: flex; justify-content: space-between; align-items: start; gap: 8mm; border-bottom: 1.5pt solid #111; padding-bottom: 3mm; }
.verdict { flex: none; padding: 1.5mm 5mm; border: 1.5pt solid currentColor; font-size: 14pt; font-weight: 700; }
.pass { color: #14532d; } .fail { color: #991b1b; } .incomplete { color: #7c2d12; }
dl { display: grid; grid-template-columns: 38mm 1fr 30mm 1fr; gap: 0.5mm 4mm; margin: 3mm 0 0; }
dt { color: #444; } dd { margin: 0; font-weight: 600; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 0.5mm 1.5mm; border-bottom: 0.5pt solid #999; text-align: left; vertical-align: top; }
.two { display: grid; grid-template-columns: 66mm 1fr; gap: 6mm; break-inside: avoid; }
td:first-child, td:last-child { white-space: nowrap; }
svg { width: 66mm; height: auto; } ul { margin: 0; padding-left: 5mm; }
.simulated { margin: 3mm 0 0; padding: 1.5mm 3mm; border: 1pt dashed #111; font-weight: 700; }
footer { display: flex; justify-content: space-between; align-items: end; gap: 6mm; margin-top: 16mm; color: #444; font-size: 8pt; }
.sign { flex: none; width: 45mm; border-top: 0.5pt solid #111; padding-top: 1mm; text-align: center; }
@media print { body { padding: 0; } }
`;

const square = 40;
const gap = 4;
const isGood = (spot: Spot, share: number): boolean =>
  spot.on === 'pad' ? share >= limits.onPadLeast : share <= limits.besideMost;

const cell = (spot: Spot, figures: CalibrationFigures, say: Say): string => {
  const rate = figures.spots[spot.name];
  const [x, y] = [spot.column * (square + gap), spot.row * (square + gap)];
  // On paper without colours a cross tells it.
  const isBad = rate !== undefined && !isGood(spot, shareOf(rate));
  const fill = rate === undefined ? '#fff' : isBad ? '#fee2e2' : '#dcfce7';
  const dashes = spot.on === 'pad' ? '' : ' stroke-dasharray="3 2"';
  const figure =
    rate === undefined ? '–' : plainHtml(say('calibration.percent', { percent: percentOf(shareOf(rate)) }));
  return (
    `<rect x="${x}" y="${y}" width="${square}" height="${square}" fill="${fill}" stroke="#111"${dashes}/>` +
    `<text x="${x + 4}" y="${y + 11}" font-size="8" fill="#444">${spot.name}${isBad ? ' ×' : ''}</text>` +
    `<text x="${x + square / 2}" y="${y + 28}" font-size="13" font-weight="700" text-anchor="middle">${figure}</text>`
  );
};

const mapOf = (figures: CalibrationFigures, say: Say): string => {
  const side = gridSize * (square + gap) - gap;
  return (
    `<svg viewBox="-1 -1 ${side + 2} ${side + 16}" role="img" aria-label="${plainHtml(say('calibration.certificate.map'))}" font-family="inherit">` +
    spots.map((spot) => cell(spot, figures, say)).join('') +
    `<text x="${side / 2}" y="${side + 12}" font-size="9" text-anchor="middle" fill="#444">${plainHtml(say('calibration.grid.front'))}</text></svg>`
  );
};

const radioText = ({ radio: { powerDbm, antenna } }: CalibrationFigures, say: Say): string => {
  const parts = [
    ...(powerDbm === null ? [] : [say('calibration.radio.dbm', { dbm: powerDbm })]),
    ...(antenna === null ? [] : [say('calibration.radio.antenna-of', { nth: antenna })]),
  ];
  return parts.length === 0 ? say('calibration.certificate.no-radio') : parts.join(', ');
};

const headOf = (figures: CalibrationFigures, say: Say, language: Language): string => {
  const { reader } = figures;
  const or = (text: string | null, otherwise: string): string =>
    text === null || text.trim() === '' ? otherwise : text;
  const rows = [
    [say('calibration.certificate.library'), figures.library],
    [say('calibration.certificate.place'), figures.place],
    [say('calibration.certificate.date'), sayMoment(language, figures.endedMs ?? figures.begunMs)],
    [say('calibration.certificate.by'), figures.by ?? say('calibration.by-ticket')],
    [say('calibration.certificate.make'), reader.make],
    [say('calibration.certificate.serial'), or(reader.serial, say('calibration.certificate.no-serial'))],
    [say('calibration.certificate.model'), or(reader.model, say('calibration.certificate.no-model'))],
    [say('calibration.certificate.line'), sayLine(say, reader.line)],
    [say('calibration.certificate.radio'), radioText(figures, say)],
    [say('calibration.certificate.number'), figures.id],
  ] as const;
  return `<dl>${rows.map(([name, value]) => `<dt>${plainHtml(name)}</dt><dd>${plainHtml(value)}</dd>`).join('')}</dl>`;
};

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${heads.map((head) => `<th scope="col">${plainHtml(head)}</th>`).join('')}</tr></thead><tbody>` +
  rows.map((row) => `<tr>${row.map((text) => `<td>${plainHtml(text)}</td>`).join('')}</tr>`).join('') +
  '</tbody></table>';

/** `before`: the last one of the same reader; null for the first. */
export const certificateOf = (
  figures: CalibrationFigures,
  { before, language }: { readonly before: CalibrationFigures | null; readonly language: Language },
): string => {
  const say = createSay(language);
  const lines = judged(figures);
  const verdict = verdictOf(lines);
  const title = say('calibration.certificate.title');
  const whenMs = figures.endedMs ?? figures.begunMs;
  const advice = adviceOn({ figures, lines, power: null });
  const lineTable = table(
    (['line', 'found', 'limit', 'verdict'] as const).map((name) => say(`calibration.column.${name}`)),
    lines.map((line) => [
      say(`calibration.line.${line.name}`),
      sayFound(say, line),
      sayLimit(say, line),
      say(`calibration.line-verdict.${line.verdict}`),
    ]),
  );
  const comparison =
    before === null
      ? `<p>${plainHtml(say('calibration.result.no-before'))}</p>`
      : table(
          (['line', 'before', 'now', 'change'] as const).map((name) => say(`calibration.column.${name}`)),
          comparedWith(figures, before).map((row) => [
            say(`calibration.line.${row.name}`),
            sayCompared(say, row.unit, row.before),
            sayCompared(say, row.unit, row.now),
            say(`calibration.change.${row.change}`),
          ]),
        );
  const comparedTitle =
    before === null
      ? ''
      : `<h2>${plainHtml(say('calibration.result.compared', { when: sayMoment(language, before.endedMs ?? before.begunMs) }))}</h2>`;
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${plainHtml(title)} – ${plainHtml(figures.place)}</title><style>${style}</style></head><body>`,
    `<header><h1>${plainHtml(title)}</h1><div class="verdict ${verdict}">${plainHtml(say(`calibration.verdict.${verdict}`))}</div></header>`,
    figures.reader.line === simulatedLine
      ? `<p class="simulated">${plainHtml(say('calibration.certificate.simulated'))}</p>`
      : '',
    headOf(figures, say, language),
    `<h2>${plainHtml(say('calibration.result.lines'))}</h2>${lineTable}`,
    `<div class="two"><div><h2>${plainHtml(say('calibration.certificate.map'))}</h2>${mapOf(figures, say)}</div>`,
    `<div><h2>${plainHtml(say('calibration.result.advice'))}</h2><ul>`,
    ...advice.map(({ kind, values }) => `<li>${plainHtml(say(`calibration.advice.${kind}`, values))}</li>`),
    `</ul>${comparedTitle}${comparison}</div></div>`,
    '<footer><span>',
    plainHtml(
      say('calibration.certificate.made-by', {
        version,
        rounds: figures.rounds.heard + figures.rounds.failed,
        when: sayMoment(language, whenMs),
      }),
    ),
    '</span>',
    ...(['by', 'library'] as const).map(
      (whose) => `<span class="sign">${plainHtml(say(`calibration.certificate.signature-${whose}`))}</span>`,
    ),
    '</footer></body></html>\n',
  ].join('');
};

/** A file's name: `rf-K1-2026-11-23.html`. */
export const nameOfCertificate = ({ id, endedMs, begunMs }: CalibrationFigures): string => {
  const day = new Date(endedMs ?? begunMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `rf-${id.slice(id.indexOf('-') + 1)}-${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}.html`;
};
