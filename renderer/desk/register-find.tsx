// A patron who is here already: looked for, chosen, and their card replaced, blocked, prolonged, given a password.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { FindSheet } from '../../contract/register-view.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Field } from './field.tsx';
import { useDeskHands } from './hands.ts';
import { Person } from './register-alike.tsx';
import { FingerField } from './register-field.tsx';
import { PatronFacts } from './register-patron.tsx';
import { PinForm } from './register-pin.tsx';
import { useEscape } from './register-keys.ts';
import { RefusalNote } from './register-refusal.tsx';

type Opened = Extract<FindSheet, { at: 'patron' }>;

export function RegisterFind({ sheet }: { readonly sheet: Exclude<FindSheet, { at: 'made' }> }) {
  switch (sheet.at) {
    case 'search':
      return <Search sheet={sheet} />;
    case 'several':
      return <Several sheet={sheet} />;
    case 'patron':
      return <Patron key={sheet.patron.key} sheet={sheet} />;
  }
}

function Search({ sheet }: { readonly sheet: Extract<FindSheet, { at: 'search' }> }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const { busy, problem } = sheet;
  return (
    <form
      className="register-find"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && text.trim() !== '') act({ kind: 'find-patron', text });
      }}
    >
      <header className="register-head">
        <h1 data-heading="" tabIndex={-1}>
          {say('register.find.title')}
        </h1>
        <p>{say('register.find.lead')}</p>
      </header>
      <div className="register-row register-search">
        <Field
          ref={field}
          name={say('register.find.field')}
          testId="find-text"
          value={text}
          longest={120}
          onChange={setText}
          wrong={problem === null || busy ? null : say(`register.find.${problem}`)}
        />
        <button
          type="submit"
          className="button button-primary"
          data-testid="find-patron"
          aria-disabled={busy || text.trim() === ''}
        >
          <Icon name={busy ? 'busy' : 'search'} />
          <span>{say(busy ? 'register.find.busy' : 'register.find.go')}</span>
        </button>
      </div>
    </form>
  );
}

function Several({ sheet }: { readonly sheet: Extract<FindSheet, { at: 'several' }> }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  return (
    <section className="register-alike">
      <header className="register-head">
        <h1 data-heading="" tabIndex={-1}>
          {say('register.find.several', { count: sheet.patrons.length })}
        </h1>
      </header>
      <ul className="register-people">
        {sheet.patrons.map((alike) => (
          <li key={alike.patron.key} data-row={alike.patron.key}>
            <Person alike={alike} />
            <Button
              look="second"
              testId="choose-patron"
              onPress={() => act({ kind: 'choose-patron', key: alike.patron.key })}
            >
              {say('register.find.choose')}
            </Button>
          </li>
        ))}
      </ul>
      <Another />
    </section>
  );
}

function Another() {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  return (
    <footer className="register-foot">
      <Button look="plain" icon="search" testId="leave-patron" onPress={() => act({ kind: 'leave-patron' })}>
        {say('register.find.another')}
      </Button>
    </footer>
  );
}

function Patron({ sheet }: { readonly sheet: Opened }) {
  const { say } = useSpeech();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { patron, replacing, came } = sheet;
  return (
    <section className="register-patron">
      <header className="register-head">
        <h1 data-heading="" tabIndex={-1} ref={heading} dir="auto">
          {patron.name}
        </h1>
        <span className="register-mark" data-is={patron.isBlocked ? 'bad' : 'good'}>
          <Icon name={patron.isBlocked ? 'lock' : 'check'} />
          {say(patron.isBlocked ? 'register.patron.blocked' : 'register.patron.good')}
        </span>
      </header>
      <div className="register-part">
        <PatronFacts patron={patron} />
      </div>
      <div className="register-part register-doings">
        {replacing === null ? <Doings sheet={sheet} /> : <Replacing sheet={sheet} replacing={replacing} />}
        <Outcome came={came} />
        {sheet.pin === null || !sheet.mayDo.includes('pin') || replacing !== null ? null : <PinForm pin={sheet.pin} />}
      </div>
      <Another />
    </section>
  );
}

function Outcome({ came }: { readonly came: Opened['came'] }) {
  const { say } = useSpeech();
  // What became of a password stands beside it.
  if (came === null || came.change === 'pin') return null;
  if (came.kind === 'refused') return <RefusalNote refusal={came.refusal} />;
  return (
    <output className="register-came" data-came={came.kind}>
      <Icon name={came.kind === 'changed' ? 'check' : 'warning'} />
      {say(`register.came.${came.kind}`)}
    </output>
  );
}

function Doings({ sheet }: { readonly sheet: Opened }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  const { mayDo, busy } = sheet;
  const waits = busy !== null;
  const may = (change: Opened['mayDo'][number]): boolean => mayDo.includes(change);
  const [typed, setTyped] = useState<string | null>(null);
  const until = typed ?? sheet.until;
  if (mayDo.length === 0) return <p className="register-nothing">{say('register.do.nothing')}</p>;
  return (
    <>
      <div className="register-buttons">
        {may('replace') ? (
          <Button
            look="primary"
            icon="hand-over"
            testId="replace-card"
            waits={waits}
            onPress={() => act({ kind: 'replace-card' })}
          >
            {say('register.do.replace')}
          </Button>
        ) : null}
        {(['block', 'unblock', 'lost'] as const).map((change) =>
          may(change) ? (
            <Button
              key={change}
              look="plain"
              icon={change === 'unblock' ? 'check' : 'lock'}
              testId={`change-${change}`}
              waits={waits}
              onPress={() => act({ kind: 'change-card', change })}
            >
              {say(busy === change ? 'register.busy' : `register.do.${change}`)}
            </Button>
          ) : null,
        )}
      </div>
      {may('extend') ? (
        <form
          className="register-row register-extend"
          onSubmit={(event) => {
            event.preventDefault();
            if (waits) return;
            act({ kind: 'extend-card', until });
          }}
        >
          <Field
            name={say('register.do.until')}
            testId="extend-until"
            value={until}
            longest={20}
            onChange={setTyped}
            wrong={sheet.untilWrong === null ? null : say(`register.problem.${sheet.untilWrong}`)}
          />
          <button type="submit" className="button button-second" data-testid="extend-card" aria-disabled={waits}>
            <Icon name="renew" />
            <span>{say(busy === 'extend' ? 'register.busy' : 'register.do.extend')}</span>
          </button>
        </form>
      ) : null}
    </>
  );
}

function Replacing(parts: { readonly sheet: Opened; readonly replacing: NonNullable<Opened['replacing']> }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  const { sheet, replacing } = parts;
  const { number, isGiven, kind, wrong, frees } = replacing;
  const waits = sheet.busy !== null || (isGiven && number === '');
  useEscape(useCallback(() => act({ kind: 'do-not-replace' }), [act]));
  const typed = useRef(number);
  useEffect(() => {
    typed.current = number;
  }, [number]);
  return (
    <form
      className="register-replacing"
      onSubmit={(event) => {
        event.preventDefault();
        if (!waits) act({ kind: 'replace-with', number: typed.current });
      }}
    >
      <h2>{say('register.replace.title')}</h2>
      <p>{say('register.replace.lead', { card: sheet.patron.card ?? '' })}</p>
      {frees ? (
        <p className="register-frees" data-testid="replace-frees">
          <Icon name="warning" />
          {say('register.replace.frees')}
        </p>
      ) : null}
      <FingerField
        name={say('register.field.card')}
        testId="replace-number"
        value={number}
        longest={64}
        readOnly={isGiven}
        send={(text) => {
          typed.current = text;
        }}
        hint={say(isGiven && number === '' ? 'register.card.coming' : `register.card.${kind}`)}
        wrong={wrong === null ? null : say(`register.problem.${wrong}`)}
      />
      <div className="register-buttons">
        <button type="submit" className="button button-primary" data-testid="replace-with" aria-disabled={waits}>
          <Icon name={sheet.busy === null ? 'check' : 'busy'} />
          <span>{say(sheet.busy === null ? 'register.replace.go' : 'register.busy')}</span>
        </button>
        <Button look="plain" testId="do-not-replace" onPress={() => act({ kind: 'do-not-replace' })}>
          {say('register.replace.no')}
        </Button>
      </div>
    </form>
  );
}
