// Piles of books, laid down at once: how many of their tags are read, how surely, and how soon.
import { pileSizes, type PileSize } from '../../contract/calibration-grid.ts';
import type { CalibrationRun, PileStage } from '../../contract/calibration-view.ts';
import { percentOf, saySeconds } from '../../contract/words/calibration-said.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Meter } from './calibration-meter.tsx';
import { Table } from './calibration-table.tsx';
import { useTechnicianHands } from './hands.ts';
import './calibration-piles.css';

const pileHeads = [
  ...(['calibration.pile.books', 'calibration.pile.found', 'calibration.pile.worst', 'calibration.pile.mean'] as const),
  ...(['calibration.pile.seconds', 'calibration.column.limit', 'calibration.column.verdict'] as const),
] as const;

export function PilesPart({ run }: { readonly run: CalibrationRun }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { doing } = run;
  return (
    <section>
      <p>{say('calibration.piles.text')}</p>
      {doing?.at === 'pile' ? (
        <>
          <Stage size={doing.size} stage={doing.stage} />
          <div className="calibration-do">
            <Button look="second" icon="close" testId="stop-measuring" onPress={() => tend({ kind: 'stop-measuring' })}>
              {say('calibration.stop')}
            </Button>
          </div>
        </>
      ) : null}
      <Table heads={pileHeads} acts>
        {pileSizes.map((size) => (
          <Row key={size} run={run} size={size} />
        ))}
      </Table>
    </section>
  );
}

function Row({ run, size }: { readonly run: CalibrationRun; readonly size: PileSize }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const found = run.piles.found.find((pile) => pile.size === size) ?? null;
  const isWhole = run.parts.some((part) => part.name === 'piles' && part.isWhole);
  const limit = run.result.lines.find(({ name }) => name === `pile-${size}`)?.limit ?? {};
  const percent = (share: number): string => say('calibration.percent', { percent: percentOf(share) });
  return (
    <tr>
      <th scope="row">{say('calibration.pile.size', { count: size })}</th>
      <td>{found === null ? '–' : say('calibration.count-of', { count: found.found, of: size })}</td>
      <td>{found === null ? '–' : percent(found.worst)}</td>
      <td>{found === null ? '–' : percent(found.mean)}</td>
      <td>{found === null ? '–' : saySeconds(say, found.seconds)}</td>
      <td>
        {say('calibration.pile.limit', { percent: percentOf(limit['share'] ?? 0), seconds: limit['seconds'] ?? 0 })}
      </td>
      <td>
        <span className="calibration-verdict" data-verdict={found?.verdict ?? 'incomplete'}>
          <Icon name={found === null ? 'question' : found.verdict === 'pass' ? 'check' : 'no'} />
          {say(`calibration.line-verdict.${found?.verdict ?? 'not-measured'}`)}
        </span>
      </td>
      <td className="calibration-last">
        <Button
          look={run.piles.chosen === size && run.doing === null && !isWhole ? 'primary' : 'second'}
          icon="reading"
          testId={`measure-pile-${size}`}
          waits={run.doing !== null || run.hold !== 'held'}
          onPress={() => tend({ kind: 'measure-pile', size })}
        >
          {say('calibration.pile.measure', { count: size })}
        </Button>
      </td>
    </tr>
  );
}

function Stage({ size, stage }: { readonly size: PileSize; readonly stage: PileStage }) {
  const { say } = useSpeech();
  switch (stage.at) {
    case 'clear':
      return (
        <output className="calibration-now">
          <Icon name="left-over" />
          {say('calibration.pile.clear', { left: stage.left })}
        </output>
      );
    case 'lay':
      return (
        <output className="calibration-now">
          <Icon name="put-back" />
          {say('calibration.pile.lay', { count: size })}
        </output>
      );
    case 'measuring':
      return <Meter done={stage.done} says={say('calibration.pile.measuring', { seen: stage.seen, count: size })} />;
  }
}
