// The settings' editor: sections at the side, the fields of one of them or what was searched for, and what stands over both. Draws what
// the station says; what is typed goes there at each letter and comes back judged.
import { useRef } from 'react';
import type { SettingsScreen, SettingsSection } from '../../contract/settings-view.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { useTechnicianHands } from './hands.ts';
import { FieldRow } from './settings-field.tsx';
import { Sheet } from './settings-sheet.tsx';
import { useTyped } from './typed.ts';
import './settings.css';

export function Settings({ screen }: { readonly screen: SettingsScreen }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const found = screen.search.trim().length > 1;
  const open = screen.sections.find(({ path }) => path === screen.section);
  return (
    <div
      className="settings"
      role="presentation"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        if (screen.sheet !== null) tend({ kind: 'close-sheet' });
        else if (screen.search !== '') tend({ kind: 'search-settings', text: '' });
      }}
    >
      <header className="settings-head">
        <h1 data-heading="" tabIndex={-1}>
          {say('settings-page.title')}
        </h1>
        <Search text={screen.search} />
        <div className="settings-tools">
          <Button look="plain" icon="clock" testId="history" onPress={() => tend({ kind: 'open-history' })}>
            {say('settings-page.history')}
          </Button>
          <Button look="plain" icon="hand-over" testId="export" onPress={() => tend({ kind: 'open-export' })}>
            {say('settings-page.export')}
          </Button>
          <Button look="plain" icon="return" testId="import" onPress={() => tend({ kind: 'open-import' })}>
            {say('settings-page.import')}
          </Button>
          {screen.hasGood ? (
            <Button look="plain" icon="undo" testId="return-to-good" onPress={() => tend({ kind: 'return-to-good' })}>
              {say('settings-page.to-good')}
            </Button>
          ) : null}
        </div>
      </header>
      <nav className="settings-sections" aria-label={say('settings-page.sections')}>
        {screen.sections.map((section) => (
          <Section key={section.path} section={section} isOpen={!found && section.path === screen.section} />
        ))}
      </nav>
      <section className="settings-body" aria-label={found ? say('settings-page.found') : open?.label}>
        {screen.sheet === null ? (
          <Fields screen={screen} found={found} />
        ) : (
          <Sheet screen={screen} sheet={screen.sheet} />
        )}
      </section>
      <Foot screen={screen} />
    </div>
  );
}

function Search({ text }: { readonly text: string }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const typed = useTyped(text, (next) => tend({ kind: 'search-settings', text: next.slice(0, 80) }));
  return (
    <label className="settings-search">
      <Icon name="search" />
      <span className="unseen">{say('settings-page.search')}</span>
      <input
        type="search"
        data-testid="settings-search"
        maxLength={80}
        placeholder={say('settings-page.search')}
        autoComplete="off"
        spellCheck={false}
        {...typed}
      />
    </label>
  );
}

function Section({ section, isOpen }: { readonly section: SettingsSection; readonly isOpen: boolean }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  return (
    <button
      type="button"
      data-testid={`section-${section.path}`}
      data-depth={section.depth}
      aria-current={isOpen ? 'true' : undefined}
      onClick={() => tend({ kind: 'open-section', path: section.path })}
    >
      <span dir="auto">{section.label}</span>
      {section.changed > 0 ? (
        <b className="settings-mark" data-tone="changed">
          <span aria-hidden="true">{section.changed}</span>
          <span className="unseen">{say('settings-page.changed', { count: section.changed })}</span>
        </b>
      ) : null}
      {section.wrong > 0 ? (
        <b className="settings-mark" data-tone="wrong">
          <Icon name="warning" />
          <span className="unseen">{say('settings-page.wrong', { count: section.wrong })}</span>
        </b>
      ) : null}
    </button>
  );
}

function Fields({ screen, found }: { readonly screen: SettingsScreen; readonly found: boolean }) {
  const { say } = useSpeech();
  const open = screen.sections.find(({ path }) => path === screen.section);
  return (
    <>
      <h2>{found ? say('settings-page.found-count', { count: screen.fields.length + screen.more }) : open?.label}</h2>
      {found && screen.fields.length === 0 ? <p className="desk-nothing">{say('settings-page.none-found')}</p> : null}
      <div className="settings-fields">
        {screen.fields.map((field) => (
          <FieldRow key={field.path} field={field} />
        ))}
      </div>
      {screen.more > 0 ? <p className="desk-nothing">{say('settings-page.more', { count: screen.more })}</p> : null}
    </>
  );
}

function Foot({ screen }: { readonly screen: SettingsScreen }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { changes, wrong, asked, told } = screen;
  const first = useRef<HTMLUListElement>(null);
  const open = (path: string): void => tend({ kind: 'open-section', path: sectionOf(screen, path) });
  return (
    <footer className="settings-foot">
      <output className="settings-told" data-tone={told === 'saved' ? 'done' : 'attention'}>
        {told === null ? null : (
          <>
            <Icon name={told === 'saved' ? 'check' : 'info'} />
            <span>{say(`settings-page.told.${told}`)}</span>
          </>
        )}
      </output>
      <ul className="settings-wrongs" ref={first}>
        {wrong.slice(0, 3).map(({ path, label, says }) => (
          <li key={`${path} ${says}`}>
            <button type="button" data-testid={`wrong-${path}`} onClick={() => open(path)}>
              <Icon name="warning" />
              <span>
                <b>{label}</b>: {says}
              </span>
            </button>
          </li>
        ))}
        {asked.slice(0, 3).map(({ path, label }) => (
          <li key={path}>
            <button type="button" data-testid={`asked-${path}`} onClick={() => open(path)}>
              <Icon name="question" />
              <span>
                <b>{label}</b>: {say('settings-page.asked')}
              </span>
            </button>
          </li>
        ))}
        {wrong.length + asked.length > 3 ? (
          <li>{say('settings-page.and-more', { count: wrong.length + asked.length })}</li>
        ) : null}
      </ul>
      <Button
        look="plain"
        icon="undo"
        testId="discard"
        waits={changes.length === 0}
        onPress={() => tend({ kind: 'discard-changes' })}
      >
        {say('settings-page.discard')}
      </Button>
      <Button
        look={screen.sheet?.at === 'saving' ? 'second' : 'primary'}
        icon="check"
        testId="review"
        waits={changes.length === 0}
        onPress={() => tend({ kind: 'review-changes' })}
      >
        {say('settings-page.review', { count: changes.length })}
      </Button>
    </footer>
  );
}

/** The longest section that the path stands in. */
const sectionOf = ({ sections }: SettingsScreen, path: string): string =>
  sections
    .map((section) => section.path)
    .filter((section) => path === section || path.startsWith(`${section}.`))
    .toSorted((a, b) => b.length - a.length)[0] ?? 'else';
