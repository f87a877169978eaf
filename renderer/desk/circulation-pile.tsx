// The pile at the desk, a dense row an item: what it is, what became of it, where it goes.
import type { CirculationRow, CirculationScreen } from '../../contract/circulation-view.ts';
import type { RowState } from '../../contract/row-view.ts';
import { Button } from '../parts/button.tsx';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech, type Speech } from '../parts/speech.ts';
import { PassRule } from './circulation-reason.tsx';
import { useDeskHands } from './hands.ts';

type Tone = 'good' | 'busy' | 'attention' | 'no';

const looks: Readonly<Record<RowState['at'], readonly [Tone, IconName]>> = {
  'parts-missing': ['attention', 'question'],
  'needs-pin': ['attention', 'question'],
  reading: ['busy', 'reading'],
  waiting: ['busy', 'clock'],
  asking: ['busy', 'busy'],
  'hold-still': ['busy', 'hold-still'],
  lent: ['good', 'check'],
  theirs: ['good', 'check'],
  'lent-offline': ['good', 'check'],
  'put-back': ['attention', 'put-back'],
  'lent-armed': ['attention', 'armed-stuck'],
  'taking-back': ['busy', 'undo'],
  'taken-back': ['no', 'undo'],
  refused: ['no', 'no'],
  fee: ['attention', 'fee'],
  'finding-out': ['busy', 'search'],
  unclear: ['attention', 'question'],
  'left-over': ['attention', 'left-over'],
  'not-an-item': ['no', 'odd'],
  returned: ['good', 'check'],
  'returned-offline': ['good', 'check'],
  'return-put-back': ['attention', 'put-back'],
  'returned-unarmed': ['attention', 'armed-stuck'],
  'kept-for-staff': ['attention', 'question'],
  mended: ['good', 'mended'],
};

/** Whether nothing is under way for such a row. */
export const isSettled = (at: RowState['at']): boolean => looks[at][0] !== 'busy';

export function CirculationPile({ screen }: { readonly screen: CirculationScreen }) {
  const { say } = useSpeech();
  return (
    // Scrolled by keys, also where no row has a button.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="circ-pile" aria-label={say('circ.pile')} tabIndex={0}>
      <output className="circ-seen">{say('circ.seen', { count: screen.seen })}</output>
      {screen.rows.length === 0 ? (
        <p className="desk-nothing">{say('circ.empty')}</p>
      ) : (
        <ul>
          {screen.rows.toReversed().map((row) => (
            <PileRow key={row.key} row={row} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Returned, and somebody must still do something with it: that is no green row. */
const lookOf = (state: RowState): readonly [Tone, IconName] =>
  'needsHand' in state && state.needsHand ? ['attention', 'warning'] : looks[state.at];

function PileRow({ row }: { readonly row: CirculationRow }) {
  const speech = useSpeech();
  const { say } = speech;
  const { act } = useDeskHands();
  const [tone, icon] = lookOf(row.state);
  const { parts, routing } = row;
  return (
    <li className="circ-row" data-tone={tone} data-state={row.state.at} data-testid={`row-${row.number}`}>
      <Icon name={icon} />
      <span className="circ-what">
        <strong dir="auto">{row.title ?? row.number}</strong>
        <span className="circ-small">
          {row.title === null ? null : <span>{row.number}</span>}
          {parts === null ? null : <span>{say('circ.parts', { here: parts.here.join(', '), of: parts.of })}</span>}
        </span>
      </span>
      <span className="circ-state">
        <span>
          {say(row.state.at === 'lent' && row.state.renewed ? 'circ.row.renewed' : `circ.row.${row.state.at}`)}
        </span>
        {detailsOf(speech, row.state).map((text) => (
          <span className="circ-small" key={text}>
            {text}
          </span>
        ))}
        {row.says === null ? null : (
          <q className="circ-small" dir="auto">
            {row.says}
          </q>
        )}
        {routing === null ? null : <Routing row={row} routing={routing} />}
      </span>
      <span className="circ-do">
        {row.state.at === 'fee' ? <FeeAnswer row={row.key} /> : null}
        {row.state.at === 'theirs' ? <Renew row={row.key} /> : null}
        {row.mayPass ? (
          <PassRule
            testId={`pass-${row.number}`}
            onPass={(reason) => act({ kind: 'pass-refusal', row: row.key, reason })}
          />
        ) : null}
      </span>
    </li>
  );
}

/** Also after a refusal: staff may have changed what it rested on. */
function Renew({ row }: { readonly row: string }) {
  const { say } = useSpeech();
  const { press } = useDeskHands();
  return (
    <Button look="second" icon="renew" testId="renew" onPress={() => press({ kind: 'renew', row })}>
      {say('circ.renew')}
    </Button>
  );
}

function FeeAnswer({ row }: { readonly row: string }) {
  const { say } = useSpeech();
  const { press } = useDeskHands();
  return (
    <>
      <Button look="second" icon="check" testId="accept-fee" onPress={() => press({ kind: 'accept-fee', row })}>
        {say('circ.accept-fee')}
      </Button>
      <Button look="plain" testId="decline-fee" onPress={() => press({ kind: 'decline-fee', row })}>
        {say('circ.decline-fee')}
      </Button>
    </>
  );
}

function Routing(parts: { readonly row: CirculationRow; readonly routing: NonNullable<CirculationRow['routing']> }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  const { kind, to, name, number, slip } = parts.routing;
  const whose = name ?? number;
  return (
    <span className="circ-routing" data-kind={kind}>
      {kind === 'hold' ? (
        <b dir="auto">{whose === null ? say('circ.hold') : say('circ.hold-for', { name: whose })}</b>
      ) : null}
      {to === null ? (
        kind === 'transit' ? (
          <b>{say('circ.transit')}</b>
        ) : null
      ) : (
        <b dir="auto">{say(kind === 'hold' ? 'circ.pick-up' : 'circ.transit-to', { place: to })}</b>
      )}
      {slip === null ? null : (
        <span className="circ-slip">
          <Button
            look="second"
            icon="print"
            testId={`slip-${parts.row.number}`}
            waits={slip === 'printing'}
            onPress={() => act({ kind: 'print-routing-slip', row: parts.row.key })}
          >
            {say(slip === 'printed' ? 'circ.print-slip-again' : 'circ.print-slip')}
          </Button>
          {slip === 'offered' ? null : <output>{say(`circ.slip.${slip}`)}</output>}
        </span>
      )}
    </span>
  );
}

/** What stands below the word of a state, a line each. */
function detailsOf({ say, day, money }: Speech, state: RowState): readonly string[] {
  const due = 'due' in state && state.due !== null ? [say('circ.due', { day: day(state.due) })] : [];
  const fee = (told: Extract<RowState, { at: 'fee' }>['fee']): string =>
    told === null ? say('circ.fee-unknown') : say('circ.fee', { money: money(told) });
  const notes = 'notes' in state ? state.notes.map((note) => say(`circ.note.${note}`)) : [];
  switch (state.at) {
    case 'refused':
      return [say(`circ.refused.${state.because}`)];
    case 'theirs':
      return [...due, ...(state.refused === null ? [] : [say(`circ.refused.${state.refused}`)])];
    case 'not-an-item':
      return [say(`circ.thing.${state.because}`)];
    case 'fee':
      return [fee(state.fee)];
    case 'returned':
      return [
        ...notes,
        ...(state.fee === null ? [] : [fee(state.fee)]),
        ...(state.bin === null ? [] : [say('circ.bin', { bin: state.bin })]),
      ];
    default:
      return [...due, ...notes];
  }
}
