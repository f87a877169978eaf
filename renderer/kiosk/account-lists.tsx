// The rows of an account: loans with their due date, holds with their shelf, fees with their total. A row keeps its height.
import type { ReactNode } from 'react';
import type { AccountFee, AccountHold, AccountLoan } from '../../contract/account-view.ts';
import type { KioskScreen } from '../../contract/view.ts';
import { Button } from '../parts/button.tsx';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { lookOfHold, lookOfLoan, nameOf, whyOfHold, whyOfLoan } from './account-rows.ts';
import { useHands } from './frame.tsx';
import type { Tone } from './rows.ts';

export function LoanList({ loans }: { readonly loans: readonly AccountLoan[] }) {
  const speech = useSpeech();
  const { say, day } = speech;
  return (
    <Rows label={say('account.loans')}>
      {loans.map((loan) => {
        const { tone, icon, word } = lookOfLoan(loan);
        return (
          <AccountRow
            key={loan.key}
            {...{ id: loan.key, at: loan.state.at, tone, icon }}
            title={nameOf(loan, speech)}
            word={say(word)}
            why={loan.filling && loan.title === null ? say('account.filling') : whyOfLoan(loan, speech)}
            aside={
              loan.state.at === 'fee' || (loan.due === null && loan.state.at !== 'renewed')
                ? null
                : { name: say('account.due'), text: loan.due === null ? say('row.due-untold') : day(loan.due) }
            }
          >
            <LoanButtons loan={loan} />
          </AccountRow>
        );
      })}
    </Rows>
  );
}

function LoanButtons({ loan }: { readonly loan: AccountLoan }) {
  const speech = useSpeech();
  const { say } = speech;
  const { press } = useHands();
  const { key, state } = loan;
  const mayAsk = (state.at === 'open' || state.at === 'refused') && state.mayRenew;
  if (state.at === 'fee') {
    return (
      <>
        <Button
          look="plain"
          testId={`decline-${key}`}
          describedBy={`row-${key}`}
          onPress={() => press({ kind: 'decline-fee', row: key })}
        >
          {say('press.decline-renewal-fee')}
        </Button>
        <Button
          look="second"
          testId={`accept-${key}`}
          describedBy={`row-${key}`}
          onPress={() => press({ kind: 'accept-fee', row: key })}
        >
          {say('press.accept-renewal-fee')}
        </Button>
      </>
    );
  }
  return mayAsk ? (
    <Button
      look="second"
      testId={`renew-${key}`}
      describedBy={`row-${key}`}
      onPress={() => press({ kind: 'renew', row: key })}
    >
      {say('press.renew')}
    </Button>
  ) : null;
}

export function HoldList({ holds }: { readonly holds: readonly AccountHold[] }) {
  const speech = useSpeech();
  const { say, day } = speech;
  return (
    <Rows label={say('account.holds')}>
      {holds.map((hold) => {
        const { tone, icon, word } = lookOfHold(hold);
        return (
          <AccountRow
            key={hold.key}
            {...{ id: hold.key, at: hold.state.at, tone, icon }}
            title={nameOf(hold, speech)}
            word={say(word)}
            why={hold.filling && hold.title === null ? say('account.filling') : whyOfHold(hold, speech)}
            aside={
              hold.keptUntil === null || hold.is !== 'ready' || hold.state.at === 'sure'
                ? null
                : { name: say('hold.kept-until'), text: day(hold.keptUntil) }
            }
          >
            <HoldButtons hold={hold} />
          </AccountRow>
        );
      })}
    </Rows>
  );
}

function HoldButtons({ hold }: { readonly hold: AccountHold }) {
  const { say } = useSpeech();
  const { press } = useHands();
  const { key, state } = hold;
  if (state.at === 'sure') {
    return (
      <>
        <Button
          look="plain"
          testId={`surely-${key}`}
          describedBy={`row-${key}`}
          onPress={() => press({ kind: 'cancel-hold-surely', row: key })}
        >
          {say('press.cancel-hold-surely')}
        </Button>
        <Button
          look="second"
          testId={`keep-${key}`}
          describedBy={`row-${key}`}
          onPress={() => press({ kind: 'keep-hold', row: key })}
        >
          {say('press.keep-hold')}
        </Button>
      </>
    );
  }
  const mayAsk = (state.at === 'open' || state.at === 'refused') && state.mayCancel;
  return mayAsk ? (
    <Button
      look="plain"
      testId={`cancel-${key}`}
      describedBy={`row-${key}`}
      onPress={() => press({ kind: 'cancel-hold', row: key })}
    >
      {say('press.cancel-hold')}
    </Button>
  ) : null;
}

export function FeeList({ screen }: { readonly screen: Extract<KioskScreen, { at: 'account' }> }) {
  const { say, money } = useSpeech();
  const { owed, fees, lists, mayPay } = screen;
  const silentDetail = fees.length === 0 && lists.fees.state !== 'coming';
  return (
    <>
      <p className="account-total">
        <span>{say(owed === null ? 'account.total-none' : 'account.total')}</span>
        {owed === null ? null : <b data-testid="owed">{money(owed)}</b>}
      </p>
      {owed !== null && silentDetail ? <p className="account-more">{say('account.fees-unlisted')}</p> : null}
      {owed === null || mayPay ? null : <p className="account-more">{say('account.pay-at-desk')}</p>}
      {fees.length === 0 ? null : (
        <Rows label={say('account.fees')}>
          {fees.map((fee) => (
            <FeeRow key={fee.key} fee={fee} />
          ))}
        </Rows>
      )}
    </>
  );
}

function FeeRow({ fee }: { readonly fee: AccountFee }) {
  const { say, money } = useSpeech();
  return (
    <AccountRow
      {...{ id: fee.key, at: 'fee', tone: 'quiet' as const, icon: 'fee' as const }}
      title={fee.text === '' ? say('account.fee-listed') : fee.text}
      word=""
      why=""
      aside={fee.fee === null ? null : { name: '', text: money(fee.fee) }}
    />
  );
}

function Rows({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // Scrolls within itself, so it must be reachable: arrows and Page keys work once it has the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="list" aria-label={label} tabIndex={0}>
      <ol className="rows">{children}</ol>
    </section>
  );
}

function AccountRow(parts: {
  readonly id: string;
  readonly at: string;
  readonly tone: Tone;
  readonly icon: IconName;
  readonly title: string;
  readonly word: string;
  readonly why: string;
  readonly aside: { readonly name: string; readonly text: string } | null;
  readonly children?: ReactNode;
}) {
  const { id, at, tone, aside } = parts;
  return (
    <li className="row account-row" data-row={id} data-state={at} data-tone={tone} tabIndex={-1}>
      <span className="row-icon">
        <Icon name={parts.icon} />
      </span>
      <div className="row-words">
        <p className="row-title" id={`row-${id}`}>
          <span className="row-name">{parts.title}</span>
        </p>
        <p className="row-state">
          {parts.word === '' ? null : <strong>{parts.word}</strong>}
          <span>{parts.why}</span>
        </p>
      </div>
      {aside === null ? null : (
        <p className="row-aside">
          <span>{aside.name}</span>
          <b>{aside.text}</b>
        </p>
      )}
      <div className="row-question">{parts.children}</div>
    </li>
  );
}
