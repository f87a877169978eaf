// What the steps of the assistant share: a list of what was found, and a field to type into.
import { useId, type ReactNode } from 'react';
import type { Finding } from '../../contract/assistant-view.ts';
import type { Language } from '../../contract/terms.ts';
import { sayFinding } from '../../contract/words/assistant-said.ts';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';

const outcomeIcons = { good: 'check', odd: 'info', bad: 'warning' } as const satisfies Readonly<
  Record<Finding['outcome'], IconName>
>;

/** What was looked at, in the order in which it was. `label`: what the list is of. */
export function Findings({ findings, label }: { readonly findings: readonly Finding[]; readonly label: string }) {
  const { say } = useSpeech();
  if (findings.length === 0) return null;
  return (
    <ol className="assistant-findings" aria-label={label} aria-live="polite">
      {findings.map(({ name, outcome, values, ms }, nth) => (
        <li key={`${nth} ${name}`} data-outcome={outcome} data-finding={name}>
          <Icon name={outcomeIcons[outcome]} />
          <span className="unseen">{say(`assistant.outcome.${outcome}`)}</span>
          <span>{sayFinding(say, { name, values })}</span>
          <span className="assistant-ms">{ms === null ? '' : `${ms} ms`}</span>
        </li>
      ))}
    </ol>
  );
}

/** When somebody did something. */
export const momentIn = (language: Language): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** A text field with its name above. */
export function Entry(parts: {
  readonly name: string;
  readonly value: string;
  readonly testId: string;
  readonly onChange: (text: string) => void;
  readonly type?: 'text' | 'password';
  readonly longest?: number;
  readonly hint?: ReactNode;
}) {
  const below = useId();
  return (
    <label className="desk-field">
      <span className="desk-field-name">{parts.name}</span>
      <input
        type={parts.type ?? 'text'}
        data-testid={parts.testId}
        value={parts.value}
        maxLength={parts.longest ?? 64}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={parts.hint === undefined ? undefined : below}
        onChange={(event) => parts.onChange(event.target.value)}
      />
      {parts.hint === undefined ? null : (
        <span className="desk-field-hint" id={below}>
          {parts.hint}
        </span>
      )}
    </label>
  );
}
