// Lists in the settings, and what can be done with one entry.
import { Button } from '../parts/button.tsx';
import { useSpeech } from '../parts/speech.ts';
import { useTechnicianHands } from './hands.ts';
import { isLocked, type ControlOf } from './settings-control.ts';

export function List({ field, shape }: ControlOf<'list'>) {
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

export function Item({ field, shape }: ControlOf<'item'>) {
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
