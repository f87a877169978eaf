// The desk: one switch from the view's screen to its room, and what stands around every room: who works here, what does not work,
// the way from room to room. For a mouse and a keyboard; F1, F2, … open the rooms.
import { useEffect, useMemo, useRef, type CSSProperties } from 'react';
import type { Call } from '../../contract/calls.ts';
import type { DeskAct } from '../../contract/desk-calls.ts';
import type { DeskView, RoomName } from '../../contract/desk-view.ts';
import { catchScans } from '../kiosk/keyboard.ts';
import { useKeptFocus } from '../kiosk/focus.ts';
import { Button } from '../parts/button.tsx';
import { readableColour } from '../parts/colour.ts';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Board } from './board.tsx';
import { Circulation } from './circulation.tsx';
import { DeskHandsProvider, useDeskHands, type DeskHands } from './hands.ts';
import { Register } from './register.tsx';
import { Inspector } from './inspector.tsx';
import { SignIn } from './sign-in.tsx';
import { useChime } from './chime.ts';
import { Tagging } from './tagging.tsx';
import { Training } from './training.tsx';
import './desk.css';

export function Desk(parts: { readonly view: DeskView; readonly call: (call: Call) => Promise<unknown> }) {
  const { view, call } = parts;
  const { session } = view;
  const hands = useMemo<DeskHands>(
    () => ({
      act: (act) => void call({ kind: 'act', session, act }),
      press: (press) => void call({ kind: 'press', session, press }),
    }),
    [session, call],
  );
  const root = useRef<HTMLDivElement>(null);
  useScans(view, call);
  useKeptFocus(root);
  useRoomKeys(view, hands.act);
  useChime(view.chimes);

  const style: CSSProperties = { '--brand': readableColour(view.library.colour) };
  return (
    <DeskHandsProvider value={hands}>
      <div className="desk" ref={root} style={style} data-at={view.screen.at}>
        {view.screen.at === 'sign-in' ? (
          <SignIn view={view} screen={view.screen} />
        ) : (
          <>
            <Top view={view} />
            <Rooms view={view} />
            <main className="desk-room" data-screen={view.screen.at} key={`${session} ${view.screen.at}`}>
              <Room view={view} />
            </main>
            <Notice view={view} />
          </>
        )}
      </div>
    </DeskHandsProvider>
  );
}

function Room({ view }: { readonly view: DeskView }) {
  const { screen } = view;
  switch (screen.at) {
    case 'sign-in':
      return null;
    case 'board':
      return <Board screen={screen} />;
    case 'inspector':
      return <Inspector screen={screen} />;
    case 'circulation':
      return <Circulation screen={screen} />;
    case 'tagging':
      return <Tagging screen={screen} />;
    case 'register':
      return <Register screen={screen} />;
    case 'training':
      return <Training screen={screen} />;
  }
}

function Top({ view }: { readonly view: DeskView }) {
  const { say } = useSpeech();
  const { who, library, place } = view;
  return (
    <header className="desk-top">
      {library.logo === null ? null : <img className="desk-logo" src={library.logo} alt="" />}
      <span className="desk-library" dir="auto">
        {library.name}
      </span>
      <span className="desk-place">{say('desk.title', { place })}</span>
      <Trouble view={view} />
      <Tools view={view} name={who === null ? null : `${who.name} · ${say(`desk.level.${who.level}`)}`} />
    </header>
  );
}

function Tools({ view, name }: { readonly view: DeskView; readonly name: string | null }) {
  const { say } = useSpeech();
  const { act, press } = useDeskHands();
  const other = view.language === 'vi' ? 'en' : 'vi';
  return (
    <div className="desk-tools">
      <Button
        look="plain"
        icon="languages"
        testId={`language-${other}`}
        onPress={() => press({ kind: 'language', language: other })}
      >
        {say(`language.${other}`)}
      </Button>
      <span className="desk-who" dir="auto">
        <Icon name="patron" />
        {name}
      </span>
      <Button look="plain" icon="locked" testId="lock" onPress={() => act({ kind: 'lock' })}>
        {say('desk.lock')}
      </Button>
      <Button look="plain" icon="leave" testId="sign-out" onPress={() => act({ kind: 'sign-out' })}>
        {say('desk.sign-out')}
      </Button>
    </div>
  );
}

function Trouble({ view }: { readonly view: DeskView }) {
  const { say } = useSpeech();
  return (
    <ul className="desk-trouble" aria-live="polite">
      {view.trouble.map((trouble) => (
        <li key={trouble}>
          <Icon name="warning" />
          {say(`desk.trouble.${trouble}`)}
        </li>
      ))}
    </ul>
  );
}

const roomIcons: Readonly<Record<RoomName, IconName>> = {
  board: 'call',
  circulation: 'borrow',
  register: 'patron',
  inspector: 'armed-stuck',
  tagging: 'reading',
  training: 'play',
};

function Rooms({ view }: { readonly view: DeskView }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  return (
    <nav className="desk-rooms" aria-label={say('desk.rooms')}>
      {view.rooms.map((room, at) => (
        <button
          type="button"
          key={room}
          data-testid={`room-${room}`}
          aria-current={view.screen.at === room ? 'page' : undefined}
          aria-keyshortcuts={`F${at + 1}`}
          onClick={() => act({ kind: 'open-room', room })}
        >
          <Icon name={roomIcons[room]} />
          <span>{say(`desk.room.${room}`)}</span>
          {room === 'board' && view.waiting > 0 ? (
            <>
              <b className="desk-count" aria-hidden="true">
                {view.waiting}
              </b>
              <span className="unseen">{say('board.waiting', { count: view.waiting })}</span>
            </>
          ) : null}
          <kbd aria-hidden="true">F{at + 1}</kbd>
        </button>
      ))}
    </nav>
  );
}

function Notice({ view }: { readonly view: DeskView }) {
  const { say } = useSpeech();
  return (
    <output className="desk-notice" data-notice={view.notice ?? 'none'}>
      {view.notice === null ? null : (
        <>
          <Icon name="info" />
          <span>{say(`desk.notice.${view.notice}`)}</span>
        </>
      )}
    </output>
  );
}

/** A scan belongs to the view that was on the screen when it ended. */
function useScans(view: DeskView, call: (call: Call) => Promise<unknown>): void {
  const latest = useRef({ view, call });
  useEffect(() => {
    latest.current = { view, call };
  });
  useEffect(
    () => catchScans((text) => void latest.current.call({ kind: 'scan', session: latest.current.view.session, text })),
    [],
  );
}

function useRoomKeys({ rooms }: DeskView, act: (act: DeskAct) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const nth = /^F([1-9])$/.exec(event.key)?.[1];
      if (nth === undefined || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      const room = rooms[Number(nth) - 1];
      if (room === undefined) return;
      // The browser's own: F1 is its help, F3 its search, F5 loads the page anew.
      event.preventDefault();
      act({ kind: 'open-room', room });
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [rooms, act]);
}
