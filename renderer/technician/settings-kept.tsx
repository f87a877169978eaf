// Settings that are never shown whole: secrets and pictures.
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { FileButton } from './file-button.tsx';
import { useTechnicianHands } from './hands.ts';
import { isLocked, type ControlOf } from './settings-control.ts';

/** What is set is never shown; another one takes its place. */
export function Secret({ field, below, shape }: ControlOf<'secret'>) {
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

export function Picture({ field, below, shape }: ControlOf<'picture'>) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { path } = field;
  const read = (file: File): void => {
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      if (typeof reader.result === 'string') tend({ kind: 'set-field', path, value: reader.result.slice(0, 120_000) });
    });
    reader.readAsDataURL(file);
  };
  return (
    <div className="settings-typed">
      <span className="settings-name">{field.label}</span>
      <span>
        {shape.isSet
          ? say('settings-page.picture.set', { kilobytes: Math.ceil(shape.bytes / 1000) })
          : say('settings-page.picture.none')}
      </span>
      {isLocked(field) ? null : (
        <FileButton
          name={`${field.label}: ${say('settings-page.picture.choose')}`}
          accept="image/png,image/svg+xml"
          testId={`field-${path}`}
          describedBy={below}
          onChoose={read}
        >
          {say('settings-page.picture.choose')}
        </FileButton>
      )}
      {shape.isSet && !isLocked(field) ? (
        <Button look="plain" testId={`clear-${path}`} onPress={() => tend({ kind: 'set-field', path, value: null })}>
          {say('settings-page.picture.take-out')}
        </Button>
      ) : null}
    </div>
  );
}
