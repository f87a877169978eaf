// One field of the settings: its name, what it holds, what it is good for, and what is wrong with it.
import { useId, useState } from 'react';
import type { SettingsField, SettingsShape } from '../../contract/settings-view.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { useTechnicianHands } from './hands.ts';
import { useTyped } from './typed.ts';

type Parts = { readonly field: SettingsField; readonly below: string };
type Of<Kind extends SettingsShape['kind']> = Parts & { readonly shape: Extract<SettingsShape, { kind: Kind }> };

export function FieldRow({ field }: { readonly field: SettingsField }) {
  const { say } = useSpeech();
  const below = useId();
  const { shape } = field;
  return (
    <div
      className="settings-field"
      data-row={field.path}
      data-kind={shape.kind}
      data-depth={Math.min(field.depth, 6)}
      data-changed={field.isChanged}
      data-wrong={field.wrong !== null}
    >
      <div className="settings-field-main">
        {field.trail === null || field.trail === '' ? null : <span className="settings-trail">{field.trail}</span>}
        <Control field={field} below={below} />
        <Marks field={field} />
      </div>
      <div className="settings-field-below" id={below}>
        {field.wrong === null ? null : (
          <p className="desk-field-wrong" role="alert">
            <Icon name="warning" />
            {field.wrong}
          </p>
        )}
        {field.help === '' ? null : <p className="desk-field-hint">{field.help}</p>}
        {field.locked === null ? null : (
          <p className="settings-locked">
            <Icon name="locked" />
            {say(`settings-page.locked.${field.locked}`)}
          </p>
        )}
      </div>
    </div>
  );
}

function Control({ field, below }: Parts) {
  const { shape } = field;
  switch (shape.kind) {
    case 'text':
    case 'number':
      return <Typed field={field} below={below} shape={shape} />;
    case 'switch':
      return <Switch field={field} below={below} shape={shape} />;
    case 'choice':
    case 'kinds':
      return <Choice field={field} below={below} shape={shape} />;
    case 'secret':
      return <Secret field={field} below={below} shape={shape} />;
    case 'picture':
      return <Picture field={field} below={below} shape={shape} />;
    case 'group':
    case 'stranger':
      return <span className="settings-name">{field.label}</span>;
    case 'list':
      return <List field={field} below={below} shape={shape} />;
    case 'item':
      return <Item field={field} below={below} shape={shape} />;
  }
}

const isLocked = ({ locked }: SettingsField): boolean => locked !== null;

function Typed({ field, below, shape }: Of<'text' | 'number'>) {
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

function Switch({ field, below, shape }: Of<'switch'>) {
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

function Choice({ field, below, shape }: Of<'choice' | 'kinds'>) {
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
    </label>
  );
}

/** What is set is never shown; another one takes its place. */
function Secret({ field, below, shape }: Of<'secret'>) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const [text, setText] = useState<string | null>(null);
  const set = () => {
    if (text === null || text === '') return;
    tend({ kind: 'set-secret', path: field.path, value: text });
    setText(null);
  };
  return (
    <div className="settings-typed">
      <span className="settings-name">{field.label}</span>
      {text === null ? (
        <>
          <span className="settings-secret" data-set={shape.isSet}>
            <Icon name={shape.isSet ? 'locked' : 'no'} />
            {say(shape.isSet ? 'settings-page.secret.set' : 'settings-page.secret.not-set')}
          </span>
          {isLocked(field) ? null : (
            <Button look="plain" testId={`replace-${field.path}`} describedBy={below} onPress={() => setText('')}>
              {say(shape.isSet ? 'settings-page.secret.replace' : 'settings-page.secret.give')}
            </Button>
          )}
        </>
      ) : (
        <form
          className="settings-secret-new"
          onSubmit={(event) => {
            event.preventDefault();
            set();
          }}
        >
          <input
            // The field takes the place of the button that was pressed: the keys go on there.
            ref={(input) => input?.focus()}
            type="password"
            data-testid={`field-${field.path}`}
            aria-label={say(shape.isPin ? 'settings-page.secret.new-pin' : 'settings-page.secret.new')}
            value={text}
            maxLength={2000}
            autoComplete="new-password"
            onChange={(event) => setText(event.target.value)}
          />
          <button type="submit" className="button button-second" data-testid={`set-${field.path}`}>
            {say('settings-page.secret.take')}
          </button>
          <Button look="plain" onPress={() => setText(null)}>
            {say('settings-page.cancel')}
          </Button>
        </form>
      )}
    </div>
  );
}

function Picture({ field, below, shape }: Of<'picture'>) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { path } = field;
  const read = (file: File | undefined): void => {
    if (file === undefined) return;
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      if (typeof reader.result === 'string') tend({ kind: 'set-field', path, value: reader.result.slice(0, 120_000) });
    });
    reader.readAsDataURL(file);
  };
  return (
    <div className="settings-typed">
      <label className="settings-file">
        <span className="settings-name">{field.label}</span>
        <span>
          {shape.isSet
            ? say('settings-page.picture.set', { kilobytes: Math.ceil(shape.bytes / 1000) })
            : say('settings-page.picture.none')}
        </span>
        <input
          type="file"
          accept="image/png,image/svg+xml"
          data-testid={`field-${path}`}
          aria-describedby={below}
          onChange={(event) => read(event.target.files?.[0])}
        />
      </label>
      {shape.isSet ? (
        <Button look="plain" testId={`clear-${path}`} onPress={() => tend({ kind: 'set-field', path, value: null })}>
          {say('settings-page.picture.take-out')}
        </Button>
      ) : null}
    </div>
  );
}

function List({ field, shape }: Of<'list'>) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { path } = field;
  const add = (value: string | null) => tend({ kind: 'add-item', path, value });
  return (
    <div className="settings-list">
      <span className="settings-name">{field.label}</span>
      <span className="settings-unit">{say('settings-page.entries', { count: shape.count })}</span>
      {isLocked(field) || !shape.mayAdd ? null : shape.kinds.length === 0 ? (
        <Button look="plain" testId={`add-${path}`} onPress={() => add(null)}>
          {say('settings-page.add')}
        </Button>
      ) : (
        shape.kinds.map(({ value, label }) => (
          <Button key={value} look="plain" testId={`add-${path}-${value}`} onPress={() => add(value)}>
            {say('settings-page.add-kind', { kind: label })}
          </Button>
        ))
      )}
    </div>
  );
}

function Item({ field, shape }: Of<'item'>) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { path } = field;
  const isPlace = /^places\.\d+$/.test(path);
  return (
    <div className="settings-list">
      <span className="settings-name" dir="auto">
        {field.label}
      </span>
      {isPlace ? (
        <Button look="plain" testId={`open-${path}`} onPress={() => tend({ kind: 'open-section', path })}>
          {say('settings-page.open')}
        </Button>
      ) : null}
      {isLocked(field) ? null : (
        <>
          <Button look="plain" testId={`copy-${path}`} onPress={() => tend({ kind: 'copy-item', path })}>
            {say('settings-page.copy')}
          </Button>
          {shape.nth > 0 ? (
            <Button look="plain" testId={`up-${path}`} onPress={() => tend({ kind: 'move-item', path, by: -1 })}>
              {say('settings-page.up')}
            </Button>
          ) : null}
          <Button look="plain" testId={`remove-${path}`} onPress={() => tend({ kind: 'remove-item', path })}>
            {say('settings-page.remove')}
          </Button>
        </>
      )}
    </div>
  );
}

/** What can be done with the field besides filling it in. */
function Marks({ field }: { readonly field: SettingsField }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { path, shape } = field;
  const isEntry = /\.\d+$/.test(path) && shape.kind !== 'item' && !/^places\.\d+$/.test(path);
  return (
    <span className="settings-marks">
      {field.isChanged ? <span className="settings-changed">{say('settings-page.is-changed')}</span> : null}
      {field.asked ? (
        <Button
          look="second"
          icon="check"
          testId={`confirm-${path}`}
          onPress={() => tend({ kind: 'confirm-field', path })}
        >
          {say('settings-page.confirm')}
        </Button>
      ) : null}
      {field.mayReset && !isLocked(field) ? (
        <Button look="plain" icon="undo" testId={`reset-${path}`} onPress={() => tend({ kind: 'reset-field', path })}>
          {say(shape.kind === 'stranger' ? 'settings-page.remove' : 'settings-page.reset')}
        </Button>
      ) : null}
      {isEntry && !isLocked(field) ? (
        <Button look="plain" testId={`remove-${path}`} onPress={() => tend({ kind: 'remove-item', path })}>
          {say('settings-page.remove')}
        </Button>
      ) : null}
    </span>
  );
}
