// Paying by a transfer: the code for the patron's telephone, staff who say that it came, and what became of it.
import type { PaymentState } from '../../contract/account-view.ts';
import type { KioskScreen } from '../../contract/view.ts';
import { Button } from '../parts/button.tsx';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { QrCode } from '../parts/qr.tsx';
import { useSpeech } from '../parts/speech.ts';
import { BackButton } from './back.tsx';
import { Frame, useHands } from './frame.tsx';
import { StaffSigningScreen } from './staff-signing.tsx';

type Screen = Extract<KioskScreen, { at: 'payment' }>;

/** One word: what is copied by hand must not break at its hyphens. */
const unbroken = (reference: string) => reference.replaceAll('-', '-\u2060');

export function Payment({ screen }: { readonly screen: Screen }) {
  switch (screen.state.at) {
    case 'waiting':
      return <Code screen={screen} />;
    case 'staff':
      return <Staff screen={screen} state={screen.state} />;
    case 'recording':
    case 'finding-out':
    case 'recorded':
    case 'for-staff':
    case 'not-sent':
      return <Outcome screen={screen} at={screen.state.at} />;
  }
}

function Code({ screen }: { readonly screen: Screen }) {
  const { say, money } = useSpeech();
  const { press } = useHands();
  const { sum, to, reference, code } = screen;
  const lines = [
    ['bank', to.bank],
    ['number', to.number],
    ['name', to.name],
    ['sum', money(sum)],
    ['reference', reference],
  ] as const;
  return (
    <Frame
      at="payment"
      heading={say('payment.title', { money: money(sum) })}
      lead={say('payment.text')}
      leaves={false}
      second={<BackButton />}
      primary={
        <Button look="primary" testId="primary" icon="hand-over" onPress={() => press({ kind: 'staff-here' })}>
          {say('press.call-staff')}
        </Button>
      }
    >
      <div className="payment">
        <div className="payment-code">
          <QrCode text={code} label={say('payment.code-say', { money: money(sum) })} />
        </div>
        <div className="payment-words">
          <dl className="payment-to">
            {lines.map(([name, text]) => (
              <div key={name}>
                <dt>{say(`payment.${name}`)}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
          <p className="payment-state">
            <Icon name="clock" />
            <span>
              <strong>{say('payment.waiting')}</strong> {say('payment.waiting.why')}
            </span>
          </p>
        </div>
      </div>
    </Frame>
  );
}

function Staff({ screen, state }: { readonly screen: Screen; readonly state: Extract<PaymentState, { at: 'staff' }> }) {
  const { say, money } = useSpeech();
  return (
    <StaffSigningScreen
      signing={state.signing}
      heading={say('payment.staff.title')}
      lead={say('payment.staff.text', { money: money(screen.sum), reference: unbroken(screen.reference) })}
      back
    />
  );
}

type OutcomeAt = Exclude<PaymentState['at'], 'waiting' | 'staff'>;

const outcomes: Readonly<
  Record<OutcomeAt, { readonly icon: IconName; readonly tone: 'working' | 'done' | 'attention' }>
> = {
  recording: { icon: 'busy', tone: 'working' },
  'finding-out': { icon: 'search', tone: 'working' },
  recorded: { icon: 'check', tone: 'done' },
  'for-staff': { icon: 'hand-over', tone: 'attention' },
  'not-sent': { icon: 'warning', tone: 'attention' },
};

function Outcome({ screen, at }: { readonly screen: Screen; readonly at: OutcomeAt }) {
  const { say, money } = useSpeech();
  const { press } = useHands();
  const { icon, tone } = outcomes[at];
  const values = { money: money(screen.sum), reference: unbroken(screen.reference) };
  const waits = tone === 'working';
  return (
    <Frame
      key={at}
      at="payment"
      heading={say(`payment.${at}.title`, values)}
      lead={say(`payment.${at}.text`, values)}
      leaves={false}
      primary={
        at === 'not-sent' ? (
          <Button look="primary" testId="primary" icon="start-over" onPress={() => press({ kind: 'record-again' })}>
            {say('press.record-again')}
          </Button>
        ) : (
          <Button
            look="primary"
            testId="primary"
            icon={waits ? 'busy' : 'check'}
            waits={waits}
            onPress={() => press({ kind: 'back' })}
          >
            {say(waits ? 'press.asking' : 'press.back-to-account')}
          </Button>
        )
      }
    >
      <div className="payment-outcome" data-tone={tone}>
        <Icon name={icon} />
        <b>{money(screen.sum)}</b>
        <span>{screen.reference}</span>
      </div>
    </Frame>
  );
}
