// The technician's place: one switch from the view to faults, sign-in or a page, and what stands around every page. For a mouse and a
// keyboard; F1, F2, … open the pages.
import { useEffect, useMemo, useRef, type CSSProperties } from 'react';
import type { Call } from '../../contract/calls.ts';
import type { PageName, PageScreen, TechnicianView } from '../../contract/technician-view.ts';
import { SignInSheet } from '../desk/sign-in.tsx';
import { useKeptFocus } from '../kiosk/focus.ts';
import { Button } from '../parts/button.tsx';
import { readableColour } from '../parts/colour.ts';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { AcsCheck } from './acs-check.tsx';
import { Applying } from './applying.tsx';
import { Assistant } from './assistant.tsx';
import { Devices } from './devices.tsx';
import { Calibration } from './calibration.tsx';
import { Faults } from './faults.tsx';
import { TechnicianHandsProvider, useTechnicianHands, type TechnicianHands } from './hands.ts';
import { Settings } from './settings.tsx';
import '../desk/desk.css';
import './technician.css';

type Pages = Extract<TechnicianView, { at: 'pages' }>;

export function Technician(parts: { readonly view: TechnicianView; readonly call: (call: Call) => Promise<unknown> }) {
  const { view, call } = parts;
  const { session } = view;
  const hands = useMemo<TechnicianHands>(
    () => ({ tend: (act) => void call({ kind: 'tend', session, act }) }),
    [session, call],
  );
  const root = useRef<HTMLDivElement>(null);
  useKeptFocus(root);
  const style: CSSProperties = { '--brand': readableColour(view.library?.colour ?? null) };
  return (
    <TechnicianHandsProvider value={hands}>
      <div className="desk technician" ref={root} style={style} data-at={view.at}>
        <Inside view={view} />
      </div>
    </TechnicianHandsProvider>
  );
}

function Inside({ view }: { readonly view: TechnicianView }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  switch (view.at) {
    case 'faults':
      return <Faults view={view} />;
    case 'sign-in':
      return (
        <>
          <Applying applying={view.applying} hands={false} />
          <SignInSheet
            library={view.library}
            title={say('technician.place')}
            screen={view.signIn}
            onEnter={(name, pin) => tend({ kind: 'sign-in', name, pin })}
            onForget={() => undefined}
            onLanguage={(language) => tend({ kind: 'language', language })}
          />
        </>
      );
    case 'pages':
      return <Work view={view} />;
  }
}

function Work({ view }: { readonly view: Pages }) {
  usePageKeys(view);
  return (
    <>
      <Top view={view} />
      <Rooms view={view} />
      <main
        className="desk-room technician-page"
        data-screen={`tech-${view.page.at}`}
        key={`${view.session} ${view.page.at}`}
      >
        <Page page={view.page} />
      </main>
      <div className="technician-foot">
        <Applying applying={view.applying} hands />
      </div>
    </>
  );
}

function Page({ page }: { readonly page: PageScreen }) {
  switch (page.at) {
    case 'settings':
      return <Settings screen={page} />;
    case 'calibration':
      return <Calibration screen={page} />;
    case 'devices':
      return <Devices screen={page} />;
    case 'assistant':
      return <Assistant screen={page} />;
    case 'acs-check':
      return <AcsCheck screen={page} />;
  }
}

function Top({ view }: { readonly view: Pages }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { who, library, language } = view;
  const other = language === 'vi' ? 'en' : 'vi';
  return (
    <header className="desk-top">
      {library === null || library.logo === null ? null : <img className="desk-logo" src={library.logo} alt="" />}
      <span className="desk-library" dir="auto">
        {library?.name}
      </span>
      <span className="desk-place">{say('technician.place')}</span>
      <div className="desk-tools">
        <Button
          look="plain"
          icon="languages"
          testId={`language-${other}`}
          onPress={() => tend({ kind: 'language', language: other })}
        >
          {say(`language.${other}`)}
        </Button>
        <span className="desk-who" dir="auto">
          <Icon name={who === null ? 'wrench' : 'patron'} />
          {who === null ? say('technician.by-ticket') : `${who.name} · ${say(`desk.level.${who.level}`)}`}
        </span>
        {who === null ? null : (
          <Button look="plain" icon="locked" testId="lock" onPress={() => tend({ kind: 'lock' })}>
            {say('technician.lock')}
          </Button>
        )}
        <Button look="plain" icon="leave" testId="sign-out" onPress={() => tend({ kind: 'sign-out' })}>
          {say('technician.leave')}
        </Button>
      </div>
    </header>
  );
}

const pageIcons: Readonly<Record<PageName, IconName>> = {
  settings: 'wrench',
  calibration: 'reading',
  devices: 'plug',
  assistant: 'start-over',
  'acs-check': 'reach',
};

function Rooms({ view }: { readonly view: Pages }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  return (
    <nav className="desk-rooms" aria-label={say('technician.pages')}>
      {view.pages.map((page, at) => (
        <button
          key={page}
          type="button"
          data-testid={`page-${page}`}
          aria-current={view.page.at === page ? 'page' : undefined}
          onClick={() => tend({ kind: 'open-page', page })}
        >
          <Icon name={pageIcons[page]} />
          <span>{say(`technician.page.${page}`)}</span>
          <kbd aria-hidden="true">F{at + 1}</kbd>
        </button>
      ))}
    </nav>
  );
}

function usePageKeys({ pages }: Pages): void {
  const { tend } = useTechnicianHands();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const nth = /^F([1-9])$/.exec(event.key)?.[1];
      if (nth === undefined || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      const page = pages[Number(nth) - 1];
      if (page === undefined) return;
      event.preventDefault();
      tend({ kind: 'open-page', page });
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [pages, tend]);
}
