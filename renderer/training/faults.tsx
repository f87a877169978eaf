// What can be made to go wrong in free practice: a list of each kind, folded away, and how many of it are on.
import { useState } from 'react';
import type { DeskAct } from '../../contract/desk-calls.ts';
import { faultGroups, trainingFaults, type FaultGroup, type TrainingFault } from '../../contract/training-faults.ts';
import { Button } from '../parts/button.tsx';
import { useSpeech } from '../parts/speech.ts';

type Parts = { readonly faults: readonly TrainingFault[]; readonly act: (act: DeskAct) => void };

export function Faults({ faults, act }: Parts) {
  const { say } = useSpeech();
  return (
    <section className="practice-faults">
      <h2>{say('training.faults')}</h2>
      <p>{say('training.faults.text')}</p>
      <Button
        look="plain"
        icon="check"
        testId="mend-faults"
        waits={faults.length === 0}
        onPress={() => act({ kind: 'mend-faults' })}
      >
        {say('training.faults.mend')}
      </Button>
      {faultGroups.map((group) => (
        <Group key={group} group={group} faults={faults} act={act} />
      ))}
    </section>
  );
}

function Group({ group, faults, act }: Parts & { readonly group: FaultGroup }) {
  const { say } = useSpeech();
  const ids: readonly TrainingFault[] = trainingFaults[group];
  const count = ids.filter((id) => faults.includes(id)).length;
  // Folded away, but where something is on already.
  const [isOpen, setOpen] = useState(count > 0);
  return (
    <details
      data-testid={`faults-${group}`}
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <span>{say(`training.faults.${group}`)}</span>
        <output>{say('training.faults.on', { count })}</output>
      </summary>
      <ul>
        {ids.map((id) => (
          <li key={id}>
            <label>
              <input
                type="checkbox"
                data-testid={`fault-${id}`}
                checked={faults.includes(id)}
                onChange={({ target }) => act({ kind: 'set-fault', fault: id, on: target.checked })}
              />
              <span>{say(`training.fault.${id}`)}</span>
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
}
