// One field of the settings: its name, what it holds, what it is good for, and what is wrong with it.
import { useId } from 'react';
import type { SettingsField } from '../../contract/settings-view.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { useTechnicianHands } from './hands.ts';
import { Item, List } from './settings-entries.tsx';
import { isLocked, type Control } from './settings-control.ts';
import { Picture, Secret } from './settings-kept.tsx';
import { Choice, Switch, Typed } from './settings-typed.tsx';
import './settings-field.css';

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
        <Shaped field={field} below={below} />
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

function Shaped({ field, below }: Control) {
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
