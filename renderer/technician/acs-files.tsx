// Files for others: for the vendor of the library system, and the diagnostics bundle. What is in each is said before it is made.
import type { AcsFiles as Files } from '../../contract/acs-check-view.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { useTechnicianHands } from './hands.ts';
import { bytesOf, saveFile } from '../parts/save-file.ts';
import './acs-files.css';

const types = { vendor: 'text/plain;charset=utf-8', diagnostics: 'application/zip' } as const;

export function AcsFiles({ files }: { readonly files: Files }) {
  return (
    <div className="acs-body acs-files">
      <File files={files} kind="vendor" />
      <File files={files} kind="diagnostics" />
    </div>
  );
}

function File({ files, kind }: { readonly files: Files; readonly kind: 'vendor' | 'diagnostics' }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { making, failed, messages } = files;
  const made = files.made?.kind === kind ? files.made : null;
  return (
    <section>
      <h2>{say(`acs.files.${kind}`)}</h2>
      <p>{say(`acs.files.${kind}-text`, kind === 'vendor' ? { count: Math.min(messages, 1500) } : {})}</p>
      {made === null ? (
        <Button
          look="second"
          icon="hand-over"
          testId={`make-${kind}`}
          waits={making !== null}
          onPress={() => tend({ kind: 'make-file', file: kind })}
        >
          {say(making === kind ? 'acs.files.making' : 'acs.files.make')}
        </Button>
      ) : (
        <>
          <output className="acs-ready">
            <Icon name="check" />
            <span>
              {say('acs.files.ready', { name: made.name, kilobytes: Math.max(1, Math.round(made.bytes / 1000)) })}
            </span>
          </output>
          {made.missing.length === 0 ? null : (
            <div className="acs-missing">
              {say('acs.files.missing')}
              <ul lang="en" dir="ltr">
                {made.missing.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            </div>
          )}
          <div className="acs-do">
            <Button look="plain" testId={`put-away-${kind}`} onPress={() => tend({ kind: 'put-file-away' })}>
              {say('acs.files.close')}
            </Button>
            <Button
              look="primary"
              icon="hand-over"
              testId={`save-${kind}`}
              onPress={() => saveFile(made.name, bytesOf(made.base64), types[kind])}
            >
              {say('acs.files.save')}
            </Button>
          </div>
        </>
      )}
      {failed === kind ? (
        <p className="desk-field-wrong" role="alert">
          <Icon name="warning" />
          {say('acs.files.failed')}
        </p>
      ) : null}
    </section>
  );
}
