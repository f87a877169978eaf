// What came of a calibration: each line with its limit, what to do, what differs from the last time; and the way to the certificate.
import type { CalibrationResult, CalibrationRun } from '../../contract/calibration-view.ts';
import { sayCompared, sayFound, sayLimit, sayMoment } from '../../contract/words/calibration-said.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Verdict } from './calibration-verdict.tsx';
import { Table } from './calibration-table.tsx';
import { useTechnicianHands } from './hands.ts';
import './calibration-result.css';

const lineHeads = [
  'calibration.column.line',
  'calibration.column.found',
  'calibration.column.limit',
  'calibration.column.verdict',
] as const;
const comparedHeads = [
  'calibration.column.line',
  'calibration.column.before',
  'calibration.column.now',
  'calibration.column.change',
] as const;

export function ResultPart({ run }: { readonly run: CalibrationRun }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const isWhole = run.result.lines.every(({ verdict }) => verdict !== 'not-measured');
  return (
    <>
      <div className="calibration-sum">
        <Verdict verdict={run.result.verdict} />
        <Button
          look={isWhole ? 'primary' : 'second'}
          icon="print"
          testId="make-certificate"
          waits={run.doing !== null}
          onPress={() => tend({ kind: 'make-certificate' })}
        >
          {say(isWhole ? 'calibration.result.make' : 'calibration.result.make-incomplete')}
        </Button>
      </div>
      <Result result={run.result} />
    </>
  );
}

export function Result({ result }: { readonly result: CalibrationResult }) {
  const { say } = useSpeech();
  return (
    <>
      <section>
        <h2>{say('calibration.result.advice')}</h2>
        <ul className="calibration-advice">
          {result.advice.map(({ kind, values }) => (
            <li key={kind} data-advice={kind}>
              <Icon name={kind === 'fine' ? 'check' : 'wrench'} />
              <span>{say(`calibration.advice.${kind}`, values)}</span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{say('calibration.result.lines')}</h2>
        <Lines result={result} />
        <Why />
      </section>
      <ComparedWith result={result} />
    </>
  );
}

function Lines({ result }: { readonly result: CalibrationResult }) {
  const { say } = useSpeech();
  return (
    <Table heads={lineHeads}>
      {result.lines.map((line) => (
        <tr key={line.name} data-line={line.name}>
          <th scope="row">{say(`calibration.line.${line.name}`)}</th>
          <td>{sayFound(say, line)}</td>
          <td>{sayLimit(say, line)}</td>
          <td>
            <span
              className="calibration-verdict"
              data-verdict={line.verdict === 'not-measured' ? 'incomplete' : line.verdict}
            >
              <Icon name={line.verdict === 'pass' ? 'check' : line.verdict === 'fail' ? 'no' : 'question'} />
              {say(`calibration.line-verdict.${line.verdict}`)}
            </span>
          </td>
        </tr>
      ))}
    </Table>
  );
}

const whys = ['ghosts', 'line', 'on-pad', 'beside', 'pile'] as const;

/** Who signs for a limit may ask where it comes from. */
function Why() {
  const { say } = useSpeech();
  return (
    <details className="calibration-why">
      <summary>{say('calibration.why')}</summary>
      <p>{say('calibration.why.whose')}</p>
      <ul>
        {whys.map((line) => (
          <li key={line}>{say(`calibration.why.${line}`)}</li>
        ))}
      </ul>
    </details>
  );
}

function ComparedWith({ result: { compared } }: { readonly result: CalibrationResult }) {
  const { say, language } = useSpeech();
  if (compared === null)
    return (
      <section>
        <p className="desk-nothing">{say('calibration.result.no-before')}</p>
      </section>
    );
  return (
    <section>
      <h2>{say('calibration.result.compared', { when: sayMoment(language, compared.atMs) })}</h2>
      <Table heads={comparedHeads}>
        {compared.rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{say(`calibration.line.${row.name}`)}</th>
            <td>{sayCompared(say, row.unit, row.before)}</td>
            <td>{sayCompared(say, row.unit, row.now)}</td>
            <td data-change={row.change}>{say(`calibration.change.${row.change}`)}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
