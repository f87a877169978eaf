// What the patron owes, and how it is paid at the desk: cash in hand, or a transfer by the code that a telephone reads.
import type { DeskPatron, DeskPayment } from '../../contract/circulation-view.ts';
import { Button } from '../parts/button.tsx';
import { QrCode } from '../parts/qr.tsx';
import { useSpeech } from '../parts/speech.ts';
import { useDeskHands } from './hands.ts';

export function CirculationPayment({ patron }: { readonly patron: DeskPatron }) {
  const { say, money } = useSpeech();
  const { act, press } = useDeskHands();
  const { owed, payment, mayTakeCash, mayTransfer, fees } = patron;
  return (
    <section className="circ-pay">
      {fees.length === 0 ? null : (
        <ul className="circ-small">
          {fees.map((one) => (
            <li key={one.key} dir="auto">
              {one.text}
            </li>
          ))}
        </ul>
      )}
      {payment !== null ? <Payment payment={payment} /> : null}
      {owed === null || payment !== null ? null : (
        <div className="circ-buttons">
          {mayTakeCash ? (
            <Button look="second" icon="fee" testId="take-cash" onPress={() => act({ kind: 'take-cash' })}>
              {say('circ.cash', { money: money(owed) })}
            </Button>
          ) : null}
          {mayTransfer ? (
            <Button look="second" testId="transfer" onPress={() => press({ kind: 'pay' })}>
              {say('circ.transfer')}
            </Button>
          ) : null}
        </div>
      )}
    </section>
  );
}

function Payment({ payment }: { readonly payment: DeskPayment }) {
  const { say, money } = useSpeech();
  const { act, press } = useDeskHands();
  const { reference, transfer, state } = payment;
  const sum = money(payment.sum);
  const isWaiting = state === 'waiting' && transfer !== null;
  const isOver = state === 'recorded' || state === 'for-staff';
  return (
    <div className="circ-payment" data-state={state}>
      <output>{say(`circ.pay.${state}`, { money: sum, reference })}</output>
      {isWaiting ? (
        <>
          <QrCode text={transfer.code} label={say('circ.pay-code', { reference })} />
          <p className="circ-small">
            {transfer.to.bank} · {transfer.to.number} · {transfer.to.name} · {reference}
          </p>
        </>
      ) : null}
      <div className="circ-buttons">
        {isWaiting ? (
          <Button
            look="second"
            icon="check"
            testId="confirm-transfer"
            onPress={() => act({ kind: 'confirm-transfer' })}
          >
            {say('circ.confirm-transfer', { money: sum })}
          </Button>
        ) : null}
        {state === 'not-sent' ? (
          <Button look="second" icon="start-over" testId="record-again" onPress={() => press({ kind: 'record-again' })}>
            {say('circ.record-again')}
          </Button>
        ) : null}
        {isWaiting || isOver ? (
          <Button look="plain" testId="pay-back" onPress={() => press({ kind: 'back' })}>
            {say('circ.back')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
