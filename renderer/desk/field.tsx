// A field that staff type into or choose from: its name above it, what is wrong with it below.
import { useId, type ReactNode, type Ref } from 'react';
import { Icon } from '../parts/icon.tsx';

type Said = {
  readonly name: string;
  readonly wrong?: string | null;
  readonly hint?: string;
  readonly needed?: boolean;
};

/** What the control itself says of the line below it. */
export const toldOf = ({ wrong = null, hint }: Said, below: string) => ({
  'aria-invalid': wrong !== null,
  'aria-describedby': wrong !== null || hint !== undefined ? below : undefined,
});

/** The name, the control, and one line below it: what is wrong, or else the hint. `below`: the line's id. */
export function FieldShell({
  below,
  children,
  ...said
}: Said & { readonly below: string; readonly children: ReactNode }) {
  const { wrong = null, hint } = said;
  return (
    <label className="desk-field" data-wrong={wrong !== null}>
      <span className="desk-field-name">
        {said.name}
        {said.needed === true ? <span aria-hidden="true"> *</span> : null}
      </span>
      {children}
      {wrong === null ? null : (
        <span className="desk-field-wrong" id={below} role="alert">
          <Icon name="warning" />
          {wrong}
        </span>
      )}
      {wrong === null && hint !== undefined ? (
        <span className="desk-field-hint" id={below}>
          {hint}
        </span>
      ) : null}
    </label>
  );
}

export function Field({
  ref,
  ...parts
}: Said & {
  readonly testId: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly type?: 'text' | 'password' | 'date' | 'tel' | 'email';
  /** Letters at most. */
  readonly longest: number;
  readonly readOnly?: boolean;
  /** Where the focus goes when what had it is gone. */
  readonly isMain?: boolean;
  readonly onEscape?: () => void;
  readonly ref?: Ref<HTMLInputElement>;
}) {
  const below = useId();
  const { onEscape } = parts;
  return (
    <FieldShell {...parts} below={below}>
      <input
        ref={ref}
        data-testid={parts.testId}
        data-main={parts.isMain === true ? '' : undefined}
        type={parts.type ?? 'text'}
        value={parts.value}
        maxLength={parts.longest}
        readOnly={parts.readOnly}
        required={parts.needed}
        autoComplete="off"
        spellCheck={false}
        dir={parts.type === 'date' ? undefined : 'auto'}
        {...toldOf(parts, below)}
        onChange={(event) => parts.onChange(event.target.value)}
        onKeyDown={
          onEscape === undefined
            ? undefined
            : (event) => {
                if (event.key === 'Escape') onEscape();
              }
        }
      />
    </FieldShell>
  );
}
