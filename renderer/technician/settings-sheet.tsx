// What stands over the settings: what would be saved, how they were, and the way to another station and back.
import { useState } from 'react';
import { longestImport } from '../../contract/settings-view.ts';
import type { SettingsCopy, SettingsScreen, SettingsSheet } from '../../contract/settings-view.ts';
import { Field } from '../desk/field.tsx';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { textOfFile } from '../parts/file-text.ts';
import { saveFile } from '../parts/save-file.ts';
import { useSpeech } from '../parts/speech.ts';
import { ChangesTable } from './changes-table.tsx';
import { FileButton } from './file-button.tsx';
import { useTechnicianHands } from './hands.ts';
import './settings-sheet.css';

export function Sheet({ screen, sheet }: { readonly screen: SettingsScreen; readonly sheet: SettingsSheet }) {
  switch (sheet.at) {
    case 'saving':
      return <Saving screen={screen} working={sheet.working} />;
    case 'history':
      return <History copies={sheet.copies} />;
    case 'export':
      return <Export sheet={sheet} />;
    case 'import':
      return <Import sheet={sheet} />;
  }
}

function Close() {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  return (
    <Button look="plain" testId="close-sheet" onPress={() => tend({ kind: 'close-sheet' })}>
      {say('settings-page.cancel')}
    </Button>
  );
}

function Saving({ screen, working }: { readonly screen: SettingsScreen; readonly working: boolean }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const waits = working || screen.wrong.length > 0 || screen.asked.length > 0;
  return (
    <>
      <h2>{say('settings-page.saving.title', { count: screen.changes.length })}</h2>
      <p>{say('settings-page.saving.text')}</p>
      <div className="settings-scroll">
        <ChangesTable changes={screen.changes} />
      </div>
      <div className="settings-do">
        <Close />
        <Button
          look="second"
          testId="save-at-once"
          waits={waits}
          onPress={() => tend({ kind: 'save-settings', how: 'at-once' })}
        >
          {say('settings-page.save-at-once')}
        </Button>
        <Button
          look="primary"
          icon="check"
          testId="save"
          waits={waits}
          onPress={() => tend({ kind: 'save-settings', how: 'when-free' })}
        >
          {say(working ? 'settings-page.saving.working' : 'settings-page.save')}
        </Button>
      </div>
    </>
  );
}

function History({ copies }: { readonly copies: readonly SettingsCopy[] }) {
  const { say, language } = useSpeech();
  const { tend } = useTechnicianHands();
  const when = new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return (
    <>
      <h2>{say('settings-page.history')}</h2>
      <p>{say('settings-page.history.text')}</p>
      <ul className="settings-copies">
        {copies.map((copy) => (
          <li key={copy.nth} data-copy={copy.nth}>
            <span className="settings-copy-when">{copy.atMs === 0 ? '–' : when.format(copy.atMs)}</span>
            <span>
              {say(`settings-page.because.${copy.because}`)}
              {copy.by === null ? null : ` · ${copy.by}`}
              {copy.paths === 0 ? null : ` · ${say('settings-page.changed', { count: copy.paths })}`}
            </span>
            <span className="settings-copy-marks">
              {copy.isGood ? (
                <span className="settings-good">
                  <Icon name="check" />
                  {say('settings-page.good')}
                </span>
              ) : null}
              {copy.isNow ? (
                <b>{say('settings-page.now')}</b>
              ) : (
                <Button
                  look="plain"
                  testId={`take-${copy.nth}`}
                  onPress={() => tend({ kind: 'take-copy', nth: copy.nth })}
                >
                  {say('settings-page.take-copy')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      <div className="settings-do">
        <Close />
      </div>
    </>
  );
}

const shortestPassphrase = 8;

function Export({ sheet }: { readonly sheet: Extract<SettingsSheet, { at: 'export' }> }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const [words, setWords] = useState('');
  const give = (passphrase: string | null) => {
    tend({ kind: 'export-settings', passphrase });
    setWords('');
  };
  return (
    <>
      <h2>{say('settings-page.export.title')}</h2>
      <p>{say('settings-page.export.text')}</p>
      {sheet.text === null ? (
        <form
          className="settings-narrow"
          onSubmit={(event) => {
            event.preventDefault();
            if (words.length >= shortestPassphrase && !sheet.sealing) give(words);
          }}
        >
          <Field
            name={say('settings-page.export.passphrase')}
            hint={say('settings-page.export.passphrase-hint')}
            testId="export-passphrase"
            type="password"
            value={words}
            longest={200}
            onChange={setWords}
          />
          <div className="settings-do">
            <Close />
            <Button look="second" testId="export-plain" waits={sheet.sealing} onPress={() => give(null)}>
              {say('settings-page.export.plain')}
            </Button>
            <button
              type="submit"
              className="button button-primary"
              data-testid="export-sealed"
              aria-disabled={words.length < shortestPassphrase || sheet.sealing}
            >
              {say(sheet.sealing ? 'settings-page.export.sealing' : 'settings-page.export.sealed')}
            </button>
          </div>
        </form>
      ) : (
        <Ready text={sheet.text} name={sheet.name} />
      )}
    </>
  );
}

function Ready({ text, name }: { readonly text: string; readonly name: string }) {
  const { say } = useSpeech();
  const save = (): void => saveFile(name, text, 'application/json');
  return (
    <>
      <label className="desk-field settings-text">
        <span className="desk-field-name">{say('settings-page.export.file')}</span>
        <textarea readOnly rows={10} value={text} spellCheck={false} dir="ltr" data-testid="export-text" />
      </label>
      <div className="settings-do">
        <Close />
        <Button look="primary" icon="hand-over" testId="export-save" onPress={save}>
          {say('settings-page.export.save')}
        </Button>
      </div>
    </>
  );
}

function Import({ sheet }: { readonly sheet: Extract<SettingsSheet, { at: 'import' }> }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const [words, setWords] = useState('');
  const [isTooLarge, setTooLarge] = useState(false);
  const why = isTooLarge ? 'too-large' : sheet.wrong;
  const wrong = why === null ? null : say(`settings-page.import.wrong.${why}`);
  const read = (file: File): void => {
    // No settings are that large, and the station takes no more of a text.
    setTooLarge(file.size > longestImport);
    if (file.size <= longestImport)
      void textOfFile(file).then((text) => tend({ kind: 'import-settings', text: text || ' ' }));
  };
  return (
    <>
      <h2>{say('settings-page.import.title')}</h2>
      <p>{say('settings-page.import.text')}</p>
      {sheet.step === 'file' ? (
        <div className="settings-narrow">
          <div className="settings-file">
            <span className="desk-field-name">{say('settings-page.import.file')}</span>
            <FileButton
              name={`${say('settings-page.import.file')}: ${say('settings-page.import.choose')}`}
              accept="application/json,.json"
              testId="import-file"
              onChoose={read}
            >
              {say('settings-page.import.choose')}
            </FileButton>
          </div>
          {wrong === null ? null : (
            <p className="desk-field-wrong" role="alert">
              <Icon name="warning" />
              {wrong}
            </p>
          )}
          <div className="settings-do">
            <Close />
          </div>
        </div>
      ) : (
        <form
          className="settings-narrow"
          onSubmit={(event) => {
            event.preventDefault();
            if (words === '' || sheet.step === 'opening') return;
            tend({ kind: 'unseal-import', passphrase: words });
            setWords('');
          }}
        >
          <Field
            name={say('settings-page.import.passphrase')}
            testId="import-passphrase"
            type="password"
            value={words}
            longest={200}
            wrong={wrong}
            onChange={setWords}
          />
          <div className="settings-do">
            <Close />
            <Button
              look="second"
              testId="import-without"
              waits={sheet.step === 'opening'}
              onPress={() => tend({ kind: 'unseal-import', passphrase: null })}
            >
              {say('settings-page.import.without')}
            </Button>
            <button
              type="submit"
              className="button button-primary"
              data-testid="import-open"
              aria-disabled={words === '' || sheet.step === 'opening'}
            >
              {say(sheet.step === 'opening' ? 'settings-page.import.opening' : 'settings-page.import.open')}
            </button>
          </div>
        </form>
      )}
    </>
  );
}
