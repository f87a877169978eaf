// My account: what is lent, held and owed, a section at a time; what needs the patron first stands above all.
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { AccountNote, AccountSection } from '../../contract/account-view.ts';
import type { KioskScreen } from '../../contract/view.ts';
import { Button } from '../parts/button.tsx';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { FeeList, HoldList, LoanList } from './account-lists.tsx';
import { Frame, useHands } from './frame.tsx';
import type { Tone } from './rows.ts';

type Screen = Extract<KioskScreen, { at: 'account' }>;

export function Account({ screen }: { readonly screen: Screen }) {
  const { say } = useSpeech();
  return (
    <Frame
      at="account"
      heading={say('account.title')}
      lead={say('checkout.patron', { name: screen.patron.name })}
      leaves
      primary={<Primary screen={screen} />}
    >
      <Notes notes={screen.notes} />
      <Tabs screen={screen} />
      <div className="account-panel" role="tabpanel" id="account-panel" aria-labelledby={`tab-${screen.section}`}>
        <Section screen={screen} />
      </div>
    </Frame>
  );
}

/** The section's own work while there is some, else the way out. While a wish is under way a second press does nothing. */
function Primary({ screen }: { readonly screen: Screen }) {
  const { say, money } = useSpeech();
  const { press } = useHands();
  const { section, renewable, mayPay, owed, finish } = screen;
  if (finish !== 'ready') {
    const word = finish === 'busy' ? 'press.finishing' : section === 'loans' ? 'press.renewing' : 'press.asking';
    return (
      <Button look="primary" testId="primary" icon="busy" waits onPress={() => undefined}>
        {say(word)}
      </Button>
    );
  }
  if (section === 'loans' && renewable > 0) {
    return (
      <Button look="primary" testId="primary" icon="renew" onPress={() => press({ kind: 'renew-all' })}>
        {say('press.renew-all', { count: renewable })}
      </Button>
    );
  }
  if (section === 'fees' && mayPay && owed !== null) {
    return (
      <Button look="primary" testId="primary" icon="fee" onPress={() => press({ kind: 'pay' })}>
        {say('press.pay', { money: money(owed) })}
      </Button>
    );
  }
  return (
    <Button look="primary" testId="primary" icon="check" onPress={() => press({ kind: 'finish' })}>
      {say('press.done')}
    </Button>
  );
}

const noteLooks: Readonly<Record<AccountNote['kind'], { readonly icon: IconName; readonly tone: Tone }>> = {
  block: { icon: 'no', tone: 'attention' },
  overdue: { icon: 'warning', tone: 'attention' },
  ready: { icon: 'check', tone: 'done' },
  said: { icon: 'info', tone: 'working' },
};

function Notes({ notes }: { readonly notes: readonly AccountNote[] }) {
  const { say } = useSpeech();
  const sentence = (note: AccountNote): string => {
    switch (note.kind) {
      case 'block':
        return say(`account.note.block.${note.because}`);
      case 'overdue':
      case 'ready':
        return say(`account.note.${note.kind}`, { count: note.count });
      case 'said':
        return note.text;
    }
  };
  return (
    <ul className="account-notes">
      {notes.map((note) => (
        <li key={sentence(note)} className="tally" data-tone={noteLooks[note.kind].tone}>
          <Icon name={noteLooks[note.kind].icon} />
          <span dir="auto">{sentence(note)}</span>
        </li>
      ))}
    </ul>
  );
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

const sections: readonly AccountSection[] = ['loans', 'holds', 'fees'];

function Tabs({ screen }: { readonly screen: Screen }) {
  const { say, money } = useSpeech();
  const { press } = useHands();
  const bar = useRef<HTMLDivElement>(null);
  const count: Readonly<Record<AccountSection, string>> = {
    loans: counted(screen, 'loans', screen.loans.length),
    holds: counted(screen, 'holds', screen.holds.length),
    fees: screen.owed === null ? '' : money(screen.owed),
  };
  // WAI-ARIA tabs: the arrows go along (they stand side by side, or one under the other), Tab goes on to the rows.
  const go = (event: KeyboardEvent, from: AccountSection) => {
    const step = steps[event.key] ?? 0;
    const to = sections[sections.indexOf(from) + step];
    if (step === 0 || to === undefined) return;
    event.preventDefault();
    bar.current?.querySelector<HTMLElement>(`#tab-${to}`)?.focus();
    press({ kind: 'section', section: to });
  };
  return (
    <div className="tabs" role="tablist" aria-label={say('account.sections')} ref={bar}>
      {sections.map((section) => (
        <button
          key={section}
          type="button"
          role="tab"
          id={`tab-${section}`}
          className="tab"
          data-testid={`tab-${section}`}
          aria-selected={screen.section === section}
          aria-controls="account-panel"
          tabIndex={screen.section === section ? 0 : -1}
          onClick={() => press({ kind: 'section', section })}
          onKeyDown={(event) => go(event, section)}
        >
          <span>{say(`account.${section}`)}</span>
          <b>{count[section]}</b>
        </button>
      ))}
    </div>
  );
}

function counted({ lists }: Screen, section: 'loans' | 'holds', rows: number): string {
  const { state, unlisted } = lists[section];
  return state === 'here' ? String(rows + unlisted) : '';
}

function Section({ screen }: { readonly screen: Screen }): ReactNode {
  const { say } = useSpeech();
  const { section, lists } = screen;
  const { state, unlisted } = lists[section];
  const isEmpty = { loans: screen.loans.length, holds: screen.holds.length, fees: screen.owed === null ? 0 : 1 };
  if (state === 'coming' && section !== 'fees') return <Quiet icon="busy" text={say(`account.coming.${section}`)} />;
  if (state === 'silent' && (section !== 'fees' || screen.owed === null))
    return <Quiet icon="warning" text={say('account.silent')} />;
  if (isEmpty[section] === 0 && screen.fees.length === 0 && unlisted === 0)
    return state === 'coming' ? (
      <Quiet icon="busy" text={say(`account.coming.${section}`)} />
    ) : (
      <Quiet icon="check" text={say(`account.empty.${section}`)} />
    );
  if (isEmpty[section] === 0 && section !== 'fees' && unlisted === 0)
    return <Quiet icon="check" text={say(`account.empty.${section}`)} />;
  return (
    <>
      {section === 'loans' ? <LoanList loans={screen.loans} /> : null}
      {section === 'holds' ? <HoldList holds={screen.holds} /> : null}
      {section === 'fees' ? <FeeList screen={screen} /> : null}
      {unlisted > 0 ? <p className="account-more">{say('account.unlisted', { count: unlisted })}</p> : null}
    </>
  );
}

function Quiet({ icon, text }: { readonly icon: IconName; readonly text: string }) {
  return (
    <output className="account-quiet">
      <Icon name={icon} />
      <span>{text}</span>
    </output>
  );
}
