// The last two steps of the assistant: a test loan with its return, and the hand-over with its report.
import { useState } from 'react';
import type { AssistantScreen, HandOverView, TrialView } from '../../contract/assistant-view.ts';
import type { Key } from '../../contract/words/words.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { saveFile } from '../parts/save-file.ts';
import { useSpeech } from '../parts/speech.ts';
import { Entry, Findings } from './assistant-parts.tsx';
import { useTechnicianHands } from './hands.ts';
import { PaperSheet, printSheet } from './paper-sheet.tsx';

const runs = {
  both: 'assistant.trial.run',
  loans: 'assistant.trial.run-loans',
  returns: 'assistant.trial.run-returns',
} as const satisfies Readonly<Record<TrialView['does'], Key>>;

export function TrialPanel({ trial }: { readonly trial: TrialView }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const [card, setCard] = useState('');
  const [pin, setPin] = useState('');
  const [item, setItem] = useState('');
  const lends = trial.does !== 'returns';
  const may = (card.trim() !== '' || !lends) && item.trim() !== '' && !trial.running;
  if (trial.places.length === 0) return <p className="assistant-note">{say('assistant.trial.nothing')}</p>;
  return (
    <div className="assistant-panel">
      {trial.does === 'both' ? null : (
        <p className="assistant-note" data-tone="attention">
          <Icon name="info" />
          {say(lends ? 'assistant.trial.returns-off' : 'assistant.trial.loans-off')}
        </p>
      )}
      {trial.hasPad ? (
        <p className="assistant-note">
          <Icon name="info" />
          {say('assistant.trial.pad')}
        </p>
      ) : null}
      <form
        className="assistant-try"
        onSubmit={(event) => {
          event.preventDefault();
          if (!may) return;
          const by = lends ? { card: card.trim(), pin: pin === '' ? null : pin } : { card: null, pin: null };
          tend({ kind: 'run-trial', ...by, item: item.trim() });
        }}
      >
        {trial.places.length > 1 ? (
          <label className="desk-field">
            <span className="desk-field-name">{say('assistant.trial.place')}</span>
            <select
              data-testid="trial-place"
              value={trial.place}
              onChange={(event) => tend({ kind: 'choose-trial-place', place: event.target.value })}
            >
              {trial.places.map((place) => (
                <option key={place} value={place}>
                  {place}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        {lends ? (
          <>
            <Entry name={say('assistant.trial.card')} testId="trial-card" value={card} onChange={setCard} />
            <Entry
              name={say('assistant.trial.pin')}
              testId="trial-pin"
              type="password"
              longest={32}
              value={pin}
              onChange={setPin}
            />
          </>
        ) : null}
        <Entry name={say('assistant.trial.item')} testId="trial-item" value={item} onChange={setItem} />
        <button type="submit" className="button button-second" data-testid="run-trial" aria-disabled={!may}>
          {say(trial.running ? 'assistant.trial.running' : runs[trial.does])}
        </button>
      </form>
      <Findings findings={trial.findings} label={say('assistant.trial.went')} />
    </div>
  );
}

export function HandOverPanel({
  screen,
  handOver,
}: {
  readonly screen: AssistantScreen;
  readonly handOver: HandOverView;
}) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { report, name, missing } = handOver;
  return (
    <div className="assistant-panel">
      <Over screen={screen} />
      {missing.length === 0 ? null : (
        <div className="assistant-note" data-tone="attention">
          <Icon name="warning" />
          <span>{say('assistant.hand-over.missing')}</span>
          {missing.map((step) => (
            <Button key={step} look="second" testId={`to-${step}`} onPress={() => tend({ kind: 'open-step', step })}>
              {say(`assistant.step.${step}`)}
            </Button>
          ))}
        </div>
      )}
      <div className="assistant-row">
        <Button look="second" icon="search" testId="make-report" onPress={() => tend({ kind: 'make-report' })}>
          {say('assistant.hand-over.make')}
        </Button>
        {report === null ? null : (
          <>
            <Button look="second" icon="print" testId="print-report" onPress={() => printSheet(name)}>
              {say('assistant.hand-over.print')}
            </Button>
            <Button
              look="second"
              icon="hand-over"
              testId="save-report"
              onPress={() => saveFile(name, report, 'text/html')}
            >
              {say('assistant.hand-over.save', { name })}
            </Button>
          </>
        )}
      </div>
      {report === null ? null : (
        <>
          <p>{say('assistant.hand-over.paper')}</p>
          <PaperSheet html={report} label={say('assistant.report.title')} />
        </>
      )}
    </div>
  );
}

/** The kiosks open to patrons; what was handed over is marked so. */
export function HandOver({ screen: { setUp, notYet } }: { readonly screen: AssistantScreen }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  return setUp === 'handed-over' ? (
    <span className="assistant-heard">
      <Icon name="check" />
      {say('assistant.hand-over.done')}
    </span>
  ) : (
    <Button
      look="primary"
      icon="check"
      testId="hand-over"
      waits={notYet !== null}
      onPress={() => tend({ kind: 'hand-over' })}
    >
      {say('assistant.hand-over.do')}
    </Button>
  );
}

/** Every step as it stands, in one look. */
function Over({ screen }: { readonly screen: AssistantScreen }) {
  const { say, language } = useSpeech();
  const when = new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return (
    <table className="settings-changes">
      <tbody>
        {screen.steps
          .filter(({ name }) => name !== 'hand-over')
          .map(({ name, state, by, atMs, why }) => (
            <tr key={name} data-over={name}>
              <th scope="row">{say(`assistant.step.${name}`)}</th>
              <td className="assistant-over" data-state={state}>
                {say(`assistant.state.${state}`)}
              </td>
              <td>
                {atMs === null
                  ? null
                  : say('assistant.by', { who: by ?? say('assistant.nobody'), when: when.format(atMs) })}
              </td>
              <td dir="auto">{why}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
