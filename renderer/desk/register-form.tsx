// The form of a new card: the person on the left, the card on the right, one page that need not be scrolled. Enter goes on.
import { useCallback, useEffect, useId, useRef } from 'react';
import type { FormField, FormTick, FormView } from '../../contract/register-view.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { useDeskHands } from './hands.ts';
import { ChoiceField, FingerField } from './register-field.tsx';
import { useEscape } from './register-keys.ts';
import { RefusalNote } from './register-refusal.tsx';

const rows: readonly (readonly FormField[])[] = [
  ['family', 'middle', 'given'],
  ['born', 'sex', 'phone'],
  ['address'],
  ['email', 'citizen'],
  ['guardian', 'relation', 'guardianPhone'],
];
const cardRows: readonly (readonly FormField[])[] = [
  ['category', 'branch'],
  ['expiry', 'card'],
];

/** Where a hand begins: at the first thing that is missing. */
const firsts: readonly FormField[] = ['family', 'born', 'guardian', 'phone', 'email', 'card'];

export function RegisterForm({ form }: { readonly form: FormView }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  const root = useRef<HTMLFormElement>(null);
  const first = useRef(firsts.find((field) => form.shown.includes(field) && form.values[field] === '') ?? 'consent');
  useEffect(() => {
    const found = root.current?.querySelector(`[data-testid="card-${first.current}"]`);
    if (found instanceof HTMLElement) found.focus({ preventScroll: true });
  }, []);
  /** After Enter the eye is led to what is wrong; while it is being mended the focus stays where it is. */
  const asked = useRef(false);
  const wrongs = Object.keys(form.problems).join(' ');
  useEffect(() => {
    if (!asked.current || wrongs === '') return;
    asked.current = false;
    const wrong = root.current?.querySelector('[aria-invalid="true"]');
    if (wrong instanceof HTMLElement) wrong.focus();
  }, [wrongs]);
  const isBusy = form.busy !== null;
  return (
    <form
      className="register-form"
      ref={root}
      onSubmit={(event) => {
        event.preventDefault();
        if (isBusy) return;
        asked.current = true;
        act({ kind: 'make-card' });
      }}
      noValidate
    >
      <header className="register-head">
        <h1 data-heading="" tabIndex={-1}>
          {say('register.title')}
        </h1>
        <p>{say('register.scan-hint')}</p>
      </header>
      <Notes form={form} />
      <section className="register-part" aria-label={say('register.person')}>
        <Rows form={form} rows={rows} />
      </section>
      <section className="register-part register-card-part" aria-label={say('register.card-part')}>
        <Rows form={form} rows={cardRows} />
        <Consent form={form} />
      </section>
      <footer className="register-foot">
        <Button look="plain" icon="erase" testId="clear-card-form" onPress={() => act({ kind: 'clear-card-form' })}>
          {say('register.clear')}
        </Button>
        <button type="submit" className="button button-primary" data-testid="make-card" aria-disabled={isBusy}>
          <Icon name={isBusy ? 'busy' : 'check'} />
          <span>{say(form.busy === null ? 'register.make' : `register.${form.busy}`)}</span>
        </button>
      </footer>
    </form>
  );
}

/** Another paper was scanned over what staff have typed. */
function Over({ name }: { readonly name: string | null }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  const take = useRef<HTMLDivElement>(null);
  useEffect(() => take.current?.querySelector('button')?.focus(), []);
  useEscape(useCallback(() => act({ kind: 'take-scanned', take: false }), [act]));
  return (
    <div className="register-over" role="alert" ref={take}>
      <Icon name="question" />
      <p>{name === null ? say('register.over-unnamed') : say('register.over', { name })}</p>
      <Button look="second" testId="take-scanned" onPress={() => act({ kind: 'take-scanned', take: true })}>
        {say('register.over-take')}
      </Button>
      <Button look="plain" testId="keep-form" onPress={() => act({ kind: 'take-scanned', take: false })}>
        {say('register.over-keep')}
      </Button>
    </div>
  );
}

function Notes({ form }: { readonly form: FormView }) {
  const { say } = useSpeech();
  const { scanned, refusal, notes } = form;
  if (scanned !== null) return <Over name={scanned.name} />;
  if (refusal !== null) return <RefusalNote refusal={refusal} />;
  return (
    <ul className="register-notes" aria-live="polite">
      {notes.map((note) => (
        <li key={note}>
          <Icon name="warning" />
          {say(`register.note.${note}`)}
        </li>
      ))}
    </ul>
  );
}

function Rows({ form, rows: all }: { readonly form: FormView; readonly rows: readonly (readonly FormField[])[] }) {
  return all.map((row) => {
    const shown = row.filter((field) => form.shown.includes(field));
    return shown.length === 0 ? null : (
      <div className="register-row" data-fields={row.join(' ')} key={row.join(' ')}>
        {shown.map((field) => (
          <OneField key={field} form={form} field={field} />
        ))}
      </div>
    );
  });
}

const sexes = ['', 'male', 'female', 'other'] as const;
const relations = ['', 'mother', 'father', 'guardian'] as const;
const days: readonly FormField[] = ['born', 'expiry'];

function OneField({ form, field }: { readonly form: FormView; readonly field: FormField }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  const problem = form.problems[field];
  const parts = {
    name: say(`register.field.${field}`),
    testId: `card-${field}`,
    value: form.values[field],
    send: (value: string) => act({ kind: 'fill-card-form', field, value }),
    wrong: problem === undefined ? null : say(`register.problem.${problem}`),
    needed: form.needed.includes(field),
  };
  switch (field) {
    case 'sex':
      return (
        <ChoiceField
          {...parts}
          choices={sexes.map((code) => ({ code, name: say(`register.sex.${code === '' ? 'none' : code}`) }))}
        />
      );
    case 'relation':
      return (
        <ChoiceField
          {...parts}
          choices={relations.map((code) => ({ code, name: say(`register.relation.${code === '' ? 'none' : code}`) }))}
        />
      );
    case 'category':
    case 'branch': {
      const choices = field === 'category' ? form.categories : form.branches;
      return choices.length === 0 ? (
        <FingerField {...parts} longest={100} />
      ) : (
        <ChoiceField {...parts} choices={choices} />
      );
    }
    case 'card':
      return (
        <FingerField
          {...parts}
          longest={64}
          readOnly={form.card.isGiven}
          hint={say(
            form.card.isGiven && parts.value === '' ? 'register.card.coming' : `register.card.${form.card.kind}`,
          )}
        />
      );
    default:
      return (
        <FingerField
          {...parts}
          longest={field === 'address' ? 300 : 120}
          type={field === 'email' ? 'email' : field === 'phone' || field === 'guardianPhone' ? 'tel' : 'text'}
          {...(days.includes(field) && parts.value === ''
            ? { hint: say(field === 'expiry' ? 'register.expiry-rule' : 'register.day-hint') }
            : {})}
        />
      );
  }
}

function Consent({ form }: { readonly form: FormView }) {
  const { say, money } = useSpeech();
  const text = useId();
  const { consent, deposit, isChild } = form;
  return (
    <div className="register-consent">
      <p id={text}>{consent.text}</p>
      <Tick form={form} what="consent" on={consent.given} describedBy={text}>
        {say(isChild ? 'register.consent-child' : 'register.consent', { version: consent.version })}
      </Tick>
      {deposit === null ? null : (
        <Tick form={form} what="deposit" on={deposit.taken}>
          {say('register.deposit', { money: money(deposit.fee) })}
        </Tick>
      )}
    </div>
  );
}

function Tick(parts: {
  readonly form: FormView;
  readonly what: FormTick;
  readonly on: boolean;
  readonly children: string;
  readonly describedBy?: string;
}) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  const { what, on } = parts;
  const problem = parts.form.problems[what];
  return (
    <label className="register-tick" data-wrong={problem !== undefined}>
      <input
        type="checkbox"
        data-testid={`card-${what}`}
        checked={on}
        aria-invalid={problem !== undefined}
        aria-describedby={parts.describedBy}
        onChange={(event) => act({ kind: 'tick-card-form', what, on: event.target.checked })}
      />
      <span>{parts.children}</span>
      {problem === undefined ? null : (
        <span className="desk-field-wrong" role="alert">
          <Icon name="warning" />
          {say('register.tick-missing')}
        </span>
      )}
    </label>
  );
}
