// The kiosk: one switch from the view's screen to its picture, and what stands around every screen: name, idle question, ear, keys.
import { useEffect, useMemo, useRef, type CSSProperties } from 'react';
import type { Call } from '../../contract/calls.ts';
import type { KioskView } from '../../contract/view.ts';
import { readableColour } from '../parts/colour.ts';
import { Account } from './account.tsx';
import { Announcer } from './announcer.tsx';
import { Card } from './card.tsx';
import { Checkin } from './checkin.tsx';
import { Checkout } from './checkout.tsx';
import { Closed } from './closed.tsx';
import { isKioskKey, useKeptFocus } from './focus.ts';
import { HandsProvider, type Hands } from './frame.tsx';
import { Goodbye } from './goodbye.tsx';
import { Idle } from './idle.tsx';
import { catchScans } from './keyboard.ts';
import { Payment } from './payment.tsx';
import { Pin } from './pin.tsx';
import { Receipt } from './receipt.tsx';
import { TurnedAway } from './turned-away.tsx';
import { Welcome } from './welcome.tsx';
import './kiosk.css';
import './screens.css';
import './pile.css';
import './entry.css';
import './account.css';

export function Kiosk(parts: { readonly view: KioskView; readonly call: (call: Call) => Promise<unknown> }) {
  const { view, call } = parts;
  const { session, has, notice } = view;
  const hands = useMemo<Hands>(
    () => ({ has, notice, press: (press) => void call({ kind: 'press', session, press }) }),
    [has, notice, session, call],
  );
  useScans(view, call);
  useEscape(view, hands);
  const root = useRef<HTMLDivElement>(null);
  useKeptFocus(root);

  const style: CSSProperties = { '--brand': readableColour(view.library.colour) };
  return (
    <HandsProvider value={hands}>
      <div className="kiosk" ref={root} style={style} data-at={view.screen.at}>
        <div className="kiosk-page" inert={view.idle !== null}>
          <header className="head">
            {view.library.logo === null ? null : <img className="head-logo" src={view.library.logo} alt="" />}
            <span className="head-name">{view.library.name}</span>
          </header>
          <Screen key={`${session} ${view.screen.at}`} view={view} />
        </div>
        {view.idle === null ? null : <Idle secondsLeft={view.idle.secondsLeft} />}
        <Announcer screen={view.screen} />
      </div>
    </HandsProvider>
  );
}

function Screen({ view }: { readonly view: KioskView }) {
  const { screen } = view;
  switch (screen.at) {
    case 'closed':
      return <Closed screen={screen} />;
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

/** Escape leaves, which takes nothing back; while somebody is asked whether they are still here, it is an answer. */
function useEscape(view: KioskView, hands: Hands): void {
  const asked = view.idle !== null;
  const leaves = view.screen.at !== 'welcome' && view.screen.at !== 'closed';
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || !isKioskKey(event)) return;
      if (asked) hands.press({ kind: 'stay' });
      else if (leaves) hands.press({ kind: 'leave' });
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [asked, leaves, hands]);
}
