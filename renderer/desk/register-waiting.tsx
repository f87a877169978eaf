// Those who wait for the library system, or were refused by it, and the files that staff take there.
import { useState } from 'react';
import type { FileLine, RegisterScreen, WaitingLine } from '../../contract/register-view.ts';
import { Button } from '../parts/button.tsx';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { isKey } from '../../contract/words/words.ts';
import { useDeskHands } from './hands.ts';

type Waiting = Extract<RegisterScreen, { page: 'waiting' }>;

const icons: Readonly<Record<WaitingLine['state'], IconName>> = {
  waiting: 'clock',
  'for-the-file': 'clock',
  'in-file': 'hand-over',
  refused: 'cross',
  done: 'check',
};

export function RegisterWaiting({ screen }: { readonly screen: Waiting }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  const { lines, files, problem } = screen;
  const forTheFile = lines.some(({ state }) => state === 'for-the-file');
  return (
    <section className="register-waiting">
      <header className="register-head">
        <h1 data-heading="" tabIndex={-1}>
          {say('register.waiting.title')}
        </h1>
        {lines.some(({ state }) => state === 'waiting') ? (
          <Button
            look="second"
            icon="renew"
            testId="try-registrations"
            onPress={() => act({ kind: 'try-registrations' })}
          >
            {say('register.waiting.try')}
          </Button>
        ) : null}
        {forTheFile ? (
          <Button
            look="primary"
            icon="hand-over"
            testId="write-card-file"
            onPress={() => act({ kind: 'write-card-file' })}
          >
            {say('register.file.write')}
          </Button>
        ) : null}
      </header>
      {problem === null ? null : (
        <p className="register-refusal" role="alert">
          <Icon name="cross" />
          {say(`register.file.${problem}`)}
        </p>
      )}
      {(files ?? []).map((file) => (
        <File key={file.batch} file={file} lines={lines} />
      ))}
      {lines.length === 0 ? <p className="desk-nothing">{say('register.waiting.nothing')}</p> : null}
      <ul className="register-lines">
        {lines.map((line) => (
          <OneLine key={line.id} line={line} />
        ))}
      </ul>
    </section>
  );
}

function OneLine({ line }: { readonly line: WaitingLine }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  const { id, state, because } = line;
  const reason = because === null ? null : `register.because.${because}`;
  return (
    <li data-row={id} data-state={state}>
      <Icon name={icons[state]} />
      <span className="register-line-name" dir="auto">
        {line.name}
      </span>
      <span className="register-line-card">{line.card}</span>
      <span className="register-line-state">
        {say(`register.state.${state}`)}
        {reason === null || state === 'done' ? null : `: ${say(isKey(reason) ? reason : 'register.because.other')}`}
      </span>
      {line.mayMend ? (
        <>
          <Button look="plain" testId={`mend-${id}`} onPress={() => act({ kind: 'mend-registration', id })}>
            {say('register.waiting.mend')}
          </Button>
          <Button look="plain" testId={`drop-${id}`} onPress={() => act({ kind: 'drop-registration', id })}>
            {say('register.waiting.drop')}
          </Button>
        </>
      ) : null}
    </li>
  );
}

/** Staff say which of it the library system did not take; the others leave the list. */
function File({ file, lines }: { readonly file: FileLine; readonly lines: readonly WaitingLine[] }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  const [notTaken, setNotTaken] = useState<readonly string[]>([]);
  const inside = lines.filter(({ id }) => file.ids.includes(id));
  return (
    <section className="register-file">
      <h2>{say('register.file.title', { file: file.file, count: file.ids.length })}</h2>
      <ul className="register-lines">
        {inside.map(({ id, name, card }) => (
          <li key={id}>
            <span className="register-line-name" dir="auto">
              {name}
            </span>
            <span className="register-line-card">{card}</span>
            <label className="register-tick">
              <input
                type="checkbox"
                data-testid={`not-taken-${id}`}
                checked={notTaken.includes(id)}
                onChange={(event) =>
                  setNotTaken(event.target.checked ? [...notTaken, id] : notTaken.filter((one) => one !== id))
                }
              />
              <span>{say('register.file.not-taken')}</span>
            </label>
          </li>
        ))}
      </ul>
      <Button
        look="second"
        icon="check"
        testId={`sign-off-${file.batch}`}
        onPress={() => act({ kind: 'sign-off-file', batch: file.batch, notTaken: [...notTaken] })}
      >
        {say('register.file.sign-off')}
      </Button>
    </section>
  );
}
