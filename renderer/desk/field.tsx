// A field that staff type into: its name above it, what is wrong with it below.
import { useId, type Ref } from 'react';
import { Icon } from '../parts/icon.tsx';

export function Field({
  ref,
  ...parts
}: {
  readonly name: string;
  readonly testId: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly type?: 'text' | 'password' | 'date' | 'tel' | 'email';
  /** Letters at most. */
  readonly longest: number;
  readonly wrong?: string | null;
  readonly hint?: string;
  readonly readOnly?: boolean;
  readonly needed?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}) {
  const below = useId();
  const wrong = parts.wrong ?? null;
  return (
    <label className="desk-field" data-wrong={wrong !== null}>
      <span className="desk-field-name">
        {parts.name}
        {parts.needed === true ? <span aria-hidden="true"> *</span> : null}
      </span>
      <input
        ref={ref}
        data-testid={parts.testId}
        type={parts.type ?? 'text'}
        value={parts.value}
        maxLength={parts.longest}
        readOnly={parts.readOnly}
        required={parts.needed}
        autoComplete="off"
        spellCheck={false}
        dir={parts.type === 'date' ? undefined : 'auto'}
        aria-invalid={wrong !== null}
        aria-describedby={wrong !== null || parts.hint !== undefined ? below : undefined}
        onChange={(event) => parts.onChange(event.target.value)}
      />
      {wrong === null ? null : (
        <span className="desk-field-wrong" id={below} role="alert">
          <Icon name="warning" />
          {wrong}
        </span>
      )}
      {wrong === null && parts.hint !== undefined ? (
        <span className="desk-field-hint" id={below}>
          {parts.hint}
        </span>
      ) : null}
    </label>
  );
}
