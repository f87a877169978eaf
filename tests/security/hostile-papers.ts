// The papers that are made as pages of HTML, each with one text wherever it takes any: printed as JSON, for a test whose runner cannot
// read the station's own sources.
import { spots } from '../../contract/calibration-grid.ts';
import { certificateOf } from '../../station/calibration/certificate.ts';
import type { CalibrationFigures } from '../../station/calibration/figures.ts';
import { asJson, type Json } from '../../station/settings/json.ts';
import { demonstration } from '../../station/settings/schema.ts';
import { noSetUp } from '../../station/setup/kept.ts';
import { reportOf } from '../../station/setup/report.ts';
import { atMs, from, kept } from '../station/set-up-whole.ts';
import { attack } from './hostile-world.ts';

const texts: Readonly<Record<string, string>> = {
  calm: 'calm',
  markup: attack,
  'the end of an element': '</td></tr></table></title></style></script><script>owned=1</script><!--',
  quotes: `" onload="owned=1" x='`,
  entities: '&lt;script&gt;&#60;img src=x onerror=owned=1&#62;',
  'control characters': '\u0000\u0001\u0007\u001b[31m\u0085\u2028\u2029\ufeffx',
  'signs of direction': '\u202e\u2066\u2067\u202d\u200f\u200eevil שלום ١٢٣',
  'half a letter': '\ud800x\udfff',
  'a long word': 'W'.repeat(10_000),
  'a long word of joined letters': 'ắ\u200d'.repeat(5000),
};

/** Every text of these settings is this one, but for what the paper chooses its rows by. */
const textsOf = (value: Json, text: string): Json => {
  if (Array.isArray(value)) return value.map((one: Json) => textsOf(one, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      typeof one === 'string' && /^(?:name|host|user|institution|title|path)$/.test(name) ? text : textsOf(one, text),
    ]),
  );
};

const finding = (name: string, text: string, more: Readonly<Record<string, string>> = {}) => ({
  name,
  outcome: 'bad' as const,
  values: { text, says: text, names: text, host: text, user: text, because: text, title: text, ...more },
  ms: 7,
});

const report = (text: string): string =>
  reportOf(
    from({
      library: text,
      settings: textsOf(asJson(demonstration), text),
      setUp: {
        ...noSetUp,
        at: 'handed-over',
        handedOver: { atMs, by: text },
        steps: {
          library: kept({ by: text }),
          acs: kept({
            findings: [
              ...(['no-sip2', 'login-locked', 'certificate-of-another-name', 'unreachable'] as const).map((name) =>
                finding(name, text),
              ),
              finding(text, text),
            ],
            probe: {
              dialect: text,
              isClear: false,
              reasons: [{ clue: text, title: text, points: 2 }],
              findings: [
                { kind: text, tone: 'fault', values: { text }, field: null },
                { kind: 'end-other', tone: 'note', values: { seen: text }, field: null },
              ],
            },
          }),
          devices: kept({
            findings: [
              finding('device-in-trouble', text, { place: text, device: text }),
              finding('device-ready', text, { place: text, device: 'reader', model: text }),
            ],
          }),
          trial: kept({ state: 'skipped', why: text, findings: [finding('item-free', text)] }),
        },
      },
      kiosks: [text],
      missing: [
        { kind: 'closed', place: text, because: 'fault' },
        { kind: 'acs-fault', fault: 'silence', asked: { kind: text, code: text }, times: 2 },
        { kind: 'desks-not-served', because: 'other', detail: text },
      ],
      devices: [
        {
          place: text,
          device: 'printer',
          model: text,
          state: 'trouble',
          fault: { fault: 'other', because: text },
          line: text,
        },
      ],
      calibrations: [
        { place: text, last: null },
        { place: text, last: { verdict: 'fail', atMs, by: text, reader: text, id: text } },
      ],
      by: text,
    }),
  );

const figures = (text: string): CalibrationFigures => ({
  version: 1,
  id: 'mb2k-k1',
  place: text,
  begunMs: atMs,
  endedMs: atMs,
  by: text,
  library: text,
  reader: { maker: text, make: text, model: text, line: text, serial: text },
  radio: { powerDbm: null, antenna: null },
  empty: { ms: 60_000, rounds: 400, ghosts: [{ uid: 'E0'.repeat(60), seen: 3 }] },
  tag: 'E0',
  spots: Object.fromEntries(spots.map(({ name }) => [name, { seen: 3, rounds: 20 }])),
  piles: [],
  rounds: { heard: 7, failed: 0, ms: 70 },
});
const certificate = (text: string): string => certificateOf(figures(text), { before: figures(text), language: 'vi' });

console.log(
  JSON.stringify(
    Object.entries(texts).map(([kind, text]) => ({ kind, report: report(text), certificate: certificate(text) })),
  ),
);
