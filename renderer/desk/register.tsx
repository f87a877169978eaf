// The room where cards are made and changed: its pages, and which sheet lies on each.
import type { NewSheet, RegisterScreen } from '../../contract/register-view.ts';
import { useSpeech } from '../parts/speech.ts';
import { useDeskHands } from './hands.ts';
import { RegisterAlike } from './register-alike.tsx';
import { RegisterFind } from './register-find.tsx';
import { RegisterForm } from './register-form.tsx';
import { RegisterMade } from './register-made.tsx';
import { RegisterWaiting } from './register-waiting.tsx';
import './register.css';

const pages = ['new', 'find', 'waiting'] as const;

export function Register({ screen }: { readonly screen: RegisterScreen }) {
  return (
    <div className="register">
      <Pages screen={screen} />
      <Sheet screen={screen} />
    </div>
  );
}

function Pages({ screen }: { readonly screen: RegisterScreen }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  return (
    <nav className="register-pages" aria-label={say('register.pages')}>
      {pages.map((page) => (
        <button
          type="button"
          key={page}
          data-testid={`card-page-${page}`}
          aria-current={screen.page === page ? 'page' : undefined}
          onClick={() => act({ kind: 'open-card-page', page })}
        >
          {page === 'waiting' ? say('register.page.waiting', { count: screen.waiting }) : say(`register.page.${page}`)}
        </button>
      ))}
    </nav>
  );
}

function New({ sheet }: { readonly sheet: NewSheet }) {
  switch (sheet.at) {
    case 'form':
      return <RegisterForm form={sheet.form} />;
    case 'alike':
      return <RegisterAlike sheet={sheet} />;
    case 'made':
      return <RegisterMade made={sheet.made} />;
  }
}

function Sheet({ screen }: { readonly screen: RegisterScreen }) {
  switch (screen.page) {
    case 'new':
      return <New sheet={screen.sheet} />;
    case 'find':
      return screen.sheet.at === 'made' ? (
        <RegisterMade made={screen.sheet.made} />
      ) : (
        <RegisterFind sheet={screen.sheet} />
      );
    case 'waiting':
      return <RegisterWaiting screen={screen} />;
  }
}
