// The diagnosis: what is asked and how, and what was found, each as three sentences with the way to the setting.
import { useState } from 'react';
import type { AcsProbe as Probe, ProbeWay } from '../../contract/acs-check-view.ts';
import { Field } from '../desk/field.tsx';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { AcsFindingRow } from './acs-finding.tsx';
import { clockIn, nameOf } from './acs-said.ts';
import { Scrolls } from './acs-scrolls.tsx';
import { useTechnicianHands } from './hands.ts';
import './acs-probe.css';

export function AcsProbe({ probe }: { readonly probe: Probe }) {
  const { say } = useSpeech();
  return (
    <div className="acs-body acs-probe">
      <Wish probe={probe} />
      <Scrolls label={say('acs.part.probe')}>
        <Under probe={probe} />
        {probe.done === null ? null : <Done done={probe.done} />}
      </Scrolls>
    </div>
  );
}

const underIcons = { ready: 'info', asking: 'busy', waiting: 'clock', failed: 'warning' } as const;

/** What is being done, or that nothing was yet. */
function Under({ probe: { state, busy, done, failed } }: { readonly probe: Probe }) {
  const { say } = useSpeech();
  const text = (): string | null => {
    switch (state.at) {
      case 'ready':
        if (failed !== null) return [say('acs.probe.failed'), ...failed].join(' ');
        return done === null ? say('acs.probe.nothing') : null;
      case 'asking':
        return say(`acs.probe.asking.${state.way}`);
      case 'waiting':
        return [...(state.because === 'taken-back' ? [say('acs.probe.taken-back')] : []), waitsFor()].join(' ');
    }
  };
  const waitsFor = (): string =>
    busy.length === 0
      ? say('acs.probe.waiting-soon')
      : say('acs.probe.waiting', {
          busy: busy.map(({ place, who }) => say(`technician.busy.${who}`, { place })).join(', '),
        });
  const told = text();
  return (
    <output className="acs-under">
      {told === null ? null : (
        <>
          <Icon name={underIcons[failed === null || state.at !== 'ready' ? state.at : 'failed']} />
          <span>{told}</span>
        </>
      )}
    </output>
  );
}

function Wish({ probe }: { readonly probe: Probe }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const [card, setCard] = useState('');
  const [item, setItem] = useState('');
  const [chosen, setChosen] = useState<ProbeWay | null>(null);
  const { ways, state } = probe;
  const way = chosen !== null && ways.includes(chosen) ? chosen : (ways[0] ?? null);
  const numberOf = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim());
  const waits = state.at !== 'ready' || way === null;
  const start = (): void => {
    if (waits) return;
    tend({ kind: 'probe-acs', way, card: numberOf(card), item: numberOf(item) });
  };
  return (
    <form
      className="acs-wish"
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <p>{say('acs.probe.text')}</p>
      <Field
        name={say('acs.probe.card')}
        hint={say('acs.probe.card-hint')}
        testId="probe-card"
        value={card}
        longest={64}
        onChange={setCard}
      />
      <Field name={say('acs.probe.item')} testId="probe-item" value={item} longest={64} onChange={setItem} />
      <fieldset className="acs-ways">
        <legend>{say('acs.probe.way')}</legend>
        {ways.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="way"
              data-testid={`probe-${one}`}
              checked={way === one}
              onChange={() => setChosen(one)}
            />
            <b>{say(`acs.probe.way.${one}`)}</b>
            <span>{say(`acs.probe.way-text.${one}`)}</span>
          </label>
        ))}
        {ways.length === 1 ? <p className="acs-soft">{say('acs.probe.only-instead')}</p> : null}
      </fieldset>
      <div className="acs-do">
        {state.at === 'waiting' || (state.at === 'asking' && state.way === 'instead') ? (
          <Button look="plain" testId="call-probe-off" onPress={() => tend({ kind: 'call-probe-off' })}>
            {say('acs.probe.call-off')}
          </Button>
        ) : null}
        <button type="submit" className="button button-primary" data-testid="probe-start" aria-disabled={waits}>
          <Icon name={state.at === 'asking' ? 'busy' : 'search'} />
          <span>{say('acs.probe.start')}</span>
        </button>
      </div>
    </form>
  );
}

function Done({ done }: { readonly done: NonNullable<Probe['done']> }) {
  const { say, language } = useSpeech();
  const { family, clues, findings, faults, atMs } = done;
  const own = clues.filter((clue) => clue.family === family);
  return (
    <>
      <h2>
        {say('acs.probe.done', { time: clockIn(language).day(atMs) })}:{' '}
        {say('acs.probe.faults', { count: findings.filter(({ tone }) => tone === 'fault').length })}
      </h2>
      <ul className="acs-findings">
        {findings.map((finding) => (
          <AcsFindingRow key={finding.kind} finding={finding} />
        ))}
      </ul>
      {family === null || own.length === 0 ? null : (
        <details className="acs-more">
          <summary>{say('acs.probe.clues', { family })}</summary>
          <ul>
            {own.map(({ name }) => (
              <li key={name}>{nameOf(say, 'clue', name)}</li>
            ))}
          </ul>
        </details>
      )}
      {faults.length === 0 ? null : (
        <details className="acs-more">
          <summary>{say('acs.probe.strict')}</summary>
          <ul>
            {faults.flatMap(({ kind, notes }) =>
              notes.map(({ code, field, says }, nth) => (
                <li key={`${kind} ${nth} ${code} ${says}`}>
                  {nameOf(say, 'message', kind)}:{' '}
                  {[code, field === '' ? '' : nameOf(say, 'field', field)].filter((part) => part !== '').join(' ')}{' '}
                  {nameOf(say, 'note', says)}
                </li>
              )),
            )}
          </ul>
        </details>
      )}
    </>
  );
}
