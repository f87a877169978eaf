// The settings will not do: which file, and what to mend where. For a technician, in plain words.
import { useState } from 'react';
import type { SettingsIssue, View } from '../../contract/view.ts';
import type { Language } from '../../contract/terms.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { speechIn, type Speech } from '../parts/speech.ts';
import './technician.css';

/** No place stands yet whose language could be told, so this screen keeps its own. */
export function Technician({ view }: { readonly view: Extract<View, { mode: 'technician' }> }) {
  const [language, setLanguage] = useState<Language>('vi');
  const other: Language = language === 'vi' ? 'en' : 'vi';
  const { say } = speechIn(language);
  return (
    <main className="technician" data-screen="technician" lang={language}>
      <div className="technician-top">
        <Icon name="wrench" />
        <Button look="plain" icon="languages" testId={`language-${other}`} onPress={() => setLanguage(other)}>
          {say(`language.${other}`)}
        </Button>
      </div>
      <h1>{say('technician.title')}</h1>
      <p>{say('technician.text')}</p>
      <dl>
        <dt>{say('technician.file')}</dt>
        <dd>
          <code dir="ltr">{view.file}</code>
        </dd>
      </dl>
      <h2>{say('technician.issues', { count: view.issues.length })}</h2>
      <ul className="issues">
        {view.issues.map((issue) => (
          <Issue key={`${issue.path} ${issue.message.en}`} issue={issue} language={language} say={say} />
        ))}
      </ul>
    </main>
  );
}

function Issue({
  issue,
  language,
  say,
}: {
  readonly issue: SettingsIssue;
  readonly language: Language;
  readonly say: Speech['say'];
}) {
  return (
    <li>
      <code>{issue.path === '' ? say('technician.whole-file') : issue.path}</code>
      <span dir="auto">{issue.message[language]}</span>
    </li>
  );
}
