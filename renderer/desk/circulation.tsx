// The desk's loans and returns: the number and the pile on one side, the patron who is served on the other.
import { useState, type FormEvent } from 'react';
import type { CirculationScreen, SlipState } from '../../contract/circulation-view.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { CirculationPatron } from './circulation-patron.tsx';
import { CirculationPile, isSettled } from './circulation-pile.tsx';
import { Field } from './field.tsx';
import { useDeskHands } from './hands.ts';
import { useMainField } from './main-field.ts';
import './circulation.css';

export function Circulation({ screen }: { readonly screen: CirculationScreen }) {
  const { say } = useSpeech();
  const { press } = useDeskHands();
  const { patron, end } = screen;
  const isStopped = patron !== null && (patron.lends === 'no' || patron.lends === 'mayPass');
  return (
    <div className="circ" data-mode={patron === null ? 'returning' : 'lending'}>
      <section className="circ-work">
        <h1 data-heading="" tabIndex={-1}>
          <Icon name={patron === null ? 'return' : 'borrow'} />
          {say(patron === null ? 'circ.returning' : 'circ.lending')}
        </h1>
        <p className="circ-hint">
          {say(patron === null ? 'circ.hint-returning' : isStopped ? 'circ.hint-blocked' : 'circ.hint-lending')}
        </p>
        <Numbers screen={screen} />
        <CirculationPile screen={screen} />
        <div className="circ-foot">
          {screen.leftOvers === 0 ? null : (
            <p className="circ-left">
              {say('circ.left-overs', { count: screen.leftOvers })}
              <Button look="second" testId="take-left-overs" onPress={() => press({ kind: 'take-left-overs' })}>
                {say('circ.take-left-overs')}
              </Button>
            </p>
          )}
          <Receipt state={screen.receipt} />
          {end === 'none' ? null : (
            <Button
              look={patron === null ? 'second' : 'primary'}
              icon="check"
              testId="finish"
              waits={end !== 'offered'}
              onPress={() => press({ kind: 'finish' })}
            >
              {say(end === 'finishing' ? 'circ.finishing' : patron === null ? 'circ.finish-returns' : 'circ.finish')}
            </Button>
          )}
        </div>
      </section>
      {patron === null ? null : <CirculationPatron key={patron.number} patron={patron} />}
    </div>
  );
}

/** Enter does what comes next: open a card where nobody is served, else take an item. Escape takes back what was typed. */
function Numbers({ screen }: { readonly screen: CirculationScreen }) {
  const { say } = useSpeech();
  const { act, press } = useDeskHands();
  const [number, setNumber] = useState('');
  const { patron, wrong, isAsking, rows } = screen;
  const settled = rows.filter(({ state }) => isSettled(state.at)).length;
  const field = useMainField(`${patron?.number ?? ''} ${settled}`);
  const openCard = (): void => {
    if (number.trim() === '') return;
    press({ kind: 'type-card', number: number.trim() });
    setNumber('');
  };
  const enterItem = (): void => {
    if (number.trim() === '') return;
    act({ kind: 'enter-item', number: number.trim() });
    setNumber('');
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (patron === null) openCard();
    else enterItem();
  };
  return (
    <form className="circ-number" onSubmit={submit}>
      <Field
        ref={field}
        isMain
        name={say('circ.number')}
        testId="number"
        value={number}
        longest={64}
        onChange={setNumber}
        onEscape={() => setNumber('')}
        wrong={wrong === null ? null : say(`circ.wrong.${wrong}`)}
        {...(isAsking ? { hint: say('circ.asking') } : {})}
      />
      <Button look={patron === null ? 'primary' : 'second'} icon="patron" testId="open-card" onPress={openCard}>
        {say('circ.open-card')}
      </Button>
      <Button look="second" icon="scan" testId="enter-item" onPress={enterItem}>
        {say('circ.enter-item')}
      </Button>
    </form>
  );
}

function Receipt({ state }: { readonly state: SlipState | null }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  if (state === null) return null;
  return (
    <span className="circ-slip">
      <Button
        look="second"
        icon="print"
        testId="print-receipt"
        waits={state === 'printing'}
        onPress={() => act({ kind: 'print-receipt' })}
      >
        {say(state === 'printed' ? 'circ.receipt-again' : 'circ.receipt')}
      </Button>
      {state === 'offered' ? null : <output>{say(`circ.slip.${state}`)}</output>}
    </span>
  );
}
