// The station cannot work as it is set: which file, and what to mend where. For a technician, in plain words.
import type { SettingsIssue } from '../../contract/settings-view.ts';
import type { TechnicianView } from '../../contract/technician-view.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { useTechnicianHands } from './hands.ts';

export function Faults({ view }: { readonly view: Extract<TechnicianView, { at: 'faults' }> }) {
  const { say, language } = useSpeech();
  const { tend } = useTechnicianHands();
  const other = language === 'vi' ? 'en' : 'vi';
  const isOpening = view.applying.at === 'opening';
  return (
    <main className="technician-faults" data-screen="technician">
      <div className="technician-top">
        <Icon name="wrench" />
        <Button
          look="plain"
          icon="languages"
          testId={`language-${other}`}
          onPress={() => tend({ kind: 'language', language: other })}
        >
          {say(`language.${other}`)}
        </Button>
      </div>
      <h1 data-heading="" tabIndex={-1}>
        {isOpening
          ? say('technician.opening')
          : view.issues.length === 0
            ? say('technician.nobody.title')
            : say('technician.title')}
      </h1>
      {isOpening ? null : <p>{view.issues.length === 0 ? say('technician.nobody.text') : say('technician.text')}</p>}
      <dl>
        <dt>{say('technician.file')}</dt>
        <dd>
          <code dir="ltr">{view.file}</code>
        </dd>
      </dl>
      {view.issues.length === 0 ? null : (
        <>
          <h2>{say('technician.issues', { count: view.issues.length })}</h2>
          <ul className="issues">
            {view.issues.map((issue) => (
              <Issue key={`${issue.path} ${issue.message.en}`} issue={issue} />
            ))}
          </ul>
        </>
      )}
      {view.mayMend ? (
        <p className="technician-mend">
          <Button look="primary" icon="wrench" testId="mend" onPress={() => tend({ kind: 'mend' })}>
            {say('technician.mend')}
          </Button>
        </p>
      ) : null}
    </main>
  );
}

function Issue({ issue }: { readonly issue: SettingsIssue }) {
  const { say, language } = useSpeech();
  return (
    <li>
      <code>{issue.path === '' ? say('technician.whole-file') : issue.path}</code>
      <span dir="auto">{issue.message[language]}</span>
    </li>
  );
}
