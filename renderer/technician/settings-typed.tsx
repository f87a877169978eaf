// Settings that are typed, ticked or chosen.
import { useSpeech } from '../parts/speech.ts';
import { useTechnicianHands } from './hands.ts';
import { isLocked, type ControlOf } from './settings-control.ts';
import { useTyped } from './typed.ts';

export function Typed({ field, below, shape }: ControlOf<'text' | 'number'>) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const typed = useTyped(shape.value, (value) => tend({ kind: 'set-field', path: field.path, value }));
  return (
    <label className="settings-typed">
      <span className="settings-name">{field.label}</span>
      <input
        type="text"
        inputMode={shape.kind === 'number' ? 'decimal' : undefined}
        data-testid={`field-${field.path}`}
        readOnly={isLocked(field)}
        maxLength={shape.kind === 'text' ? Math.max(shape.longest, shape.value.length) : 20}
        placeholder={shape.mayBeNull ? say('settings-page.not-said') : undefined}
        aria-invalid={field.wrong !== null}
        aria-describedby={below}
        autoComplete="off"
        spellCheck={false}
        {...typed}
      />
      {field.unit === null ? null : <span className="settings-unit">{field.unit}</span>}
      {shape.kind === 'number' && shape.least !== null && shape.most !== null && shape.most < 1_000_000 ? (
        <span className="settings-unit">
          {shape.least}–{shape.most}
        </span>
      ) : null}
    </label>
  );
}

export function Switch({ field, below, shape }: ControlOf<'switch'>) {
  const { tend } = useTechnicianHands();
  return (
    <label className="settings-switch">
      <input
        type="checkbox"
        data-testid={`field-${field.path}`}
        checked={shape.value}
        disabled={isLocked(field)}
        aria-describedby={below}
        onChange={(event) => tend({ kind: 'set-field', path: field.path, value: event.target.checked })}
      />
      <span className="settings-name">{field.label}</span>
    </label>
  );
}

export function Choice({ field, below, shape }: ControlOf<'choice' | 'kinds'>) {
  const { tend } = useTechnicianHands();
  const { path } = field;
  const isKnown = shape.options.some(({ value }) => value === shape.value);
  return (
    <label className="settings-typed">
      <span className="settings-name">{field.label}</span>
      <select
        data-testid={`field-${path}`}
        value={shape.value}
        disabled={isLocked(field)}
        aria-invalid={field.wrong !== null}
        aria-describedby={below}
        onChange={(event) => {
          const { value } = event.target;
          tend(shape.kind === 'kinds' ? { kind: 'choose-kind', path, value } : { kind: 'set-field', path, value });
        }}
      >
        {isKnown ? null : <option value={shape.value}>{shape.value}</option>}
        {shape.options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      {field.unit === null ? null : <span className="settings-unit">{field.unit}</span>}
    </label>
  );
}
