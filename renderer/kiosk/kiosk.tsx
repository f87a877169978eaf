// The kiosk: one switch from the view's screen to its picture, and what stands around every screen: name, idle question, ear, keys.
import { useEffect, useMemo, useRef, useState, type CSSProperties } from 'react';
import type { Call } from '../../contract/calls.ts';
import type { StaffSigning } from '../../contract/signing-view.ts';
import type { KioskScreen, KioskView } from '../../contract/view.ts';
import { readableColour } from '../parts/colour.ts';
import { useSpeech } from '../parts/speech.ts';
import { Account } from './account.tsx';
import { Announcer } from './announcer.tsx';
import { BookDrop } from './book-drop.tsx';
import { Card } from './card.tsx';
import { Checkin } from './checkin.tsx';
import { Checkout } from './checkout.tsx';
import { Closed } from './closed.tsx';
import { ComfortSheet, Tools } from './comfort.tsx';
import { isKioskKey, useKeptFocus } from './focus.ts';
import { HandsProvider, useHands, type Hands } from './frame.tsx';
import { GlassCheckField } from './glass-check.tsx';
import { Goodbye } from './goodbye.tsx';
import { Hours } from './hours.tsx';
import { AnotherCard } from './another-card.tsx';
import { Idle } from './idle.tsx';
import { catchScans } from './keyboard.ts';
import { Payment } from './payment.tsx';
import { usePadKeys } from './pad-keys.ts';
import { Pin } from './pin.tsx';
import { useHasVoice, useReader } from './reader.tsx';
import { Receipt } from './receipt.tsx';
import { useTouchReading } from './touch-reading.ts';
import { StaffPage } from './staff-page.tsx';
import { StaffSigningScreen } from './staff-signing.tsx';
import { useStaffDoor } from './staff-door.ts';
import { TurnedAway } from './turned-away.tsx';
import { Welcome } from './welcome.tsx';
import './kiosk.css';
import './screens.css';
import './welcome.css';
import './attract.css';
import './pile.css';
import './rows.css';
import './entry.css';
import './account.css';
import './payment.css';
import './staff.css';
import './comfort.css';
import './room.css';
import './room-foot.css';
import './room-entry.css';
import './room-pile.css';
import './room-low.css';
import './room-quiet.css';
import './room-wide.css';

export function Kiosk(parts: { readonly view: KioskView; readonly call: (call: Call) => Promise<unknown> }) {
  const { view, call } = parts;
  const { session, has, notice, closesAt, help, technician } = view;
  const hands = useMemo<Hands>(
    () => ({ has, notice, closesAt, help, technician, press: (press) => void call({ kind: 'press', session, press }) }),
    [has, notice, closesAt, help, technician, session, call],
  );
  const isAsked = view.idle !== null || notice === 'another-card';
  const root = useRef<HTMLDivElement>(null);
  const sheet = useSheet(view);
  const hasVoice = useHasVoice(view.language);
  useScans(view, call);
  useEscape(view, hands, sheet);
  useKeptFocus(root);
  useStaffDoor(root, { isOffered: view.staffDoor, open: () => hands.press({ kind: 'staff-door' }) });
  const { comfort } = view;
  const voice = (on: boolean) => hands.press({ kind: 'comfort', comfort: { ...comfort, voice: on } });
  const isTouched = useTouchReading(root, { isOn: comfort.voice, can: hasVoice, turn: voice });
  const { readScreen } = useReader(root, view, isTouched);
  usePadKeys(root, {
    help: () => (comfort.voice ? readScreen() : sheet.open()),
    voice: (on) => voice(on ?? !comfort.voice),
  });

  const style: CSSProperties = { '--brand': readableColour(view.library.colour) };
  return (
    <HandsProvider value={hands}>
      <div className="kiosk" ref={root} style={style} data-at={view.screen.at} data-touched={isTouched}>
        {view.screen.at === 'glass-check' ? (
          <GlassCheck screen={view.screen} />
        ) : (
          <div className="kiosk-room">
            <div className="kiosk-page" inert={isAsked || sheet.isOpen}>
              <Tools onOpen={sheet.open} />
              <header className="head">
                {view.library.logo === null ? null : <img className="head-logo" src={view.library.logo} alt="" />}
                <span className="head-name">{view.library.name}</span>
                {isTouched ? <TouchHint /> : null}
              </header>
              <Screen key={`${session} ${view.screen.at}`} view={view} />
            </div>
            {sheet.isOpen && !isAsked ? (
              <ComfortSheet comfort={comfort} hasVoice={hasVoice} onClose={sheet.close} />
            ) : null}
          </div>
        )}
        {view.idle === null ? null : <Idle secondsLeft={view.idle.secondsLeft} />}
        {view.idle === null && notice === 'another-card' ? <AnotherCard /> : null}
        <Announcer screen={view.screen} sounds={comfort.sounds} />
      </div>
    </HandsProvider>
  );
}

/** For whoever sees a glass that is read and not pressed. */
function TouchHint() {
  const { say } = useSpeech();
  return <span className="head-hint">{say('voice.touch-hint')}</span>;
}

function Screen({ view }: { readonly view: KioskView }) {
  const { screen } = view;
  switch (screen.at) {
    case 'closed':
      return screen.because === 'hours' ? <Hours screen={screen} /> : <Closed screen={screen} />;
    // Stands in place of the whole page.
    case 'glass-check':
      return null;
    case 'welcome':
      return <Welcome screen={screen} />;
    case 'card':
      return <Card screen={screen} />;
    case 'pin':
      return <Pin screen={screen} />;
    case 'turned-away':
      return <TurnedAway screen={screen} />;
    case 'checkout':
      return <Checkout screen={screen} />;
    case 'checkin':
      return <Checkin screen={screen} />;
    case 'book-drop':
      return <BookDrop screen={screen} />;
    case 'staff-door':
      return <StaffDoor signing={screen.signing} />;
    case 'staff':
      return <StaffPage screen={screen} />;
    case 'account':
      return <Account screen={screen} />;
    case 'payment':
      return <Payment screen={screen} />;
    case 'receipt':
      return <Receipt screen={screen} />;
    case 'goodbye':
      return <Goodbye screen={screen} />;
  }
}

function GlassCheck({ screen }: { readonly screen: Extract<KioskScreen, { at: 'glass-check' }> }) {
  const { press } = useHands();
  return (
    <main>
      <GlassCheckField shown={screen.shown} onCell={(cell) => press({ kind: 'touch-cell', cell })} />
    </main>
  );
}

function StaffDoor({ signing }: { readonly signing: StaffSigning }) {
  const { say } = useSpeech();
  return <StaffSigningScreen signing={signing} heading={say('staff-door.title')} back={false} />;
}

/** A scan belongs to the view that was on the screen when it ended. */
function useScans(view: KioskView, call: (call: Call) => Promise<unknown>): void {
  const latest = useRef({ view, call });
  useEffect(() => {
    latest.current = { view, call };
  });
  useEffect(
    () => catchScans((text) => void latest.current.call({ kind: 'scan', session: latest.current.view.session, text })),
    [],
  );
}

type Sheet = { readonly isOpen: boolean; readonly open: () => void; readonly close: () => void };

/** Open over one screen of one session: whatever comes next closes it. */
function useSheet({ session, screen }: KioskView): Sheet {
  const over = `${session} ${screen.at}`;
  const [openOver, setOpenOver] = useState<string | null>(null);
  return { isOpen: openOver === over, open: () => setOpenOver(over), close: () => setOpenOver(null) };
}

/** Escape closes what lies over the screen; it leaves, which takes nothing back; while somebody is asked whether they are still here, it is an answer. */
function useEscape(view: KioskView, hands: Hands, sheet: Sheet): void {
  const asked = view.idle !== null || view.notice === 'another-card';
  const leaves = view.screen.at !== 'welcome' && view.screen.at !== 'closed';
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || !isKioskKey(event)) return;
      if (asked) hands.press({ kind: 'stay' });
      else if (sheet.isOpen) sheet.close();
      else if (leaves) hands.press({ kind: 'leave' });
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [asked, leaves, hands, sheet]);
}
