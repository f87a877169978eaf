// A field of the new card's form: what fingers type stands there at once and goes to the station letter by letter; what the station
// puts there takes its place.
import { useEffect, useId, useRef, useState, type Ref } from 'react';
import type { Choice } from '../../contract/register-view.ts';
import { Field, FieldShell, toldOf } from './field.tsx';

type Parts = {
  readonly name: string;
  readonly testId: string;
  readonly value: string;
  readonly send: (value: string) => void;
  readonly longest: number;
  readonly type?: 'text' | 'tel' | 'email';
  readonly wrong?: string | null;
  readonly hint?: string;
  readonly readOnly?: boolean;
  readonly needed?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
};

export function FingerField({ value, send, ...parts }: Parts) {
  const [typed, setTyped] = useState<string | null>(null);
  /** Sent, and not seen again yet. */
  const sent = useRef<string[]>([]);
  useEffect(() => {
    const at = sent.current.indexOf(value);
    if (at >= 0) sent.current.splice(0, at + 1);
    else if (sent.current.length > 0) {
      // The station has put something else there: a card that was scanned.
      sent.current = [];
      setTyped(null);
    }
    if (sent.current.length === 0) setTyped((now) => (now === value ? null : now));
  }, [value]);
  return (
    <Field
      {...parts}
      value={typed ?? value}
      onChange={(text) => {
        sent.current.push(text);
        setTyped(text);
        send(text);
      }}
    />
  );
}

export function ChoiceField(parts: {
  readonly name: string;
  readonly testId: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly send: (value: string) => void;
  readonly wrong?: string | null;
  readonly needed?: boolean;
}) {
  const below = useId();
  return (
    <FieldShell {...parts} below={below}>
      <select
        data-testid={parts.testId}
        value={parts.value}
        required={parts.needed}
        {...toldOf(parts, below)}
        onChange={(event) => parts.send(event.target.value)}
      >
        {parts.choices.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </FieldShell>
  );
}
