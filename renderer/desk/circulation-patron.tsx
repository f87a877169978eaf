// The patron who is served at the desk: what stands against a loan, what they have, what they owe.
import type { AccountHold, AccountLoan } from '../../contract/account-view.ts';
import type { DeskPatron } from '../../contract/circulation-view.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { CirculationPayment } from './circulation-payment.tsx';
import { PassRule } from './circulation-reason.tsx';
import { useDeskHands } from './hands.ts';

export function CirculationPatron({ patron }: { readonly patron: DeskPatron }) {
  const { say, money } = useSpeech();
  const { count, limit, readyHolds, owed, isOwedTold } = patron;
  const counted =
    count === null
      ? say('circ.untold')
      : limit === null
        ? say('circ.count', { count })
        : say('circ.count-of', { count, limit });
  return (
    // Scrolled by keys, also where there is no button.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <aside className="circ-patron" aria-label={say('circ.patron')} data-testid="patron" tabIndex={0}>
      <h2 dir="auto">{patron.name === '' ? patron.number : patron.name}</h2>
      <p className="circ-small">{patron.number}</p>
      <Block patron={patron} />
      {patron.says.map((text) => (
        <p className="circ-says" key={text} dir="auto">
          <Icon name="info" />
          <q>{text}</q>
        </p>
      ))}
      <dl className="circ-facts">
        <dt>{say('circ.loans')}</dt>
        <dd>{counted}</dd>
        <dt>{say('circ.holds')}</dt>
        <dd>
          {readyHolds === null
            ? say('circ.untold')
            : readyHolds === 0
              ? say('circ.ready-none')
              : say('circ.ready', { count: readyHolds })}
        </dd>
        <dt>{say('circ.fees')}</dt>
        <dd data-tone={owed === null ? undefined : 'attention'}>
          {owed === null ? say(isOwedTold ? 'circ.owed-none' : 'circ.untold') : money(owed)}
        </dd>
      </dl>
      <CirculationPayment patron={patron} />
      <Loans patron={patron} />
      <Holds patron={patron} />
    </aside>
  );
}

function Block({ patron }: { readonly patron: DeskPatron }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  if (patron.block === null) return null;
  return (
    <div className="circ-block" data-lends={patron.lends}>
      <p>
        <Icon name="warning" />
        <b>{say(`circ.block.${patron.block}`)}</b>
      </p>
      {patron.lends === 'passed' ? <p>{say('circ.passed')}</p> : null}
      {patron.lends === 'mayPass' ? (
        <PassRule testId="pass-block" onPass={(reason) => act({ kind: 'pass-block', reason })} />
      ) : null}
    </div>
  );
}

function Loans({ patron }: { readonly patron: DeskPatron }) {
  const { say } = useSpeech();
  const { press } = useDeskHands();
  return (
    <section className="circ-list">
      <h3>
        {say('circ.loans-before')}
        {patron.renewable < 2 ? null : (
          <Button look="second" icon="renew" testId="renew-all" onPress={() => press({ kind: 'renew-all' })}>
            {say('circ.renew-all')}
          </Button>
        )}
      </h3>
      <ListWords patron={patron} list="loans" length={patron.loans.length} />
      <ul>
        {patron.loans.map((loan) => (
          <Loan key={loan.key} loan={loan} />
        ))}
      </ul>
    </section>
  );
}

function Loan({ loan }: { readonly loan: AccountLoan }) {
  const { say, day, money } = useSpeech();
  const { press } = useDeskHands();
  const { state } = loan;
  const mayRenew = 'mayRenew' in state && state.mayRenew;
  return (
    <li data-tone={loan.isOverdue ? 'attention' : undefined}>
      <span className="circ-what">
        <span dir="auto">{loan.title ?? loan.number}</span>
        <span className="circ-small">
          {loan.due === null ? null : <span>{say('circ.due', { day: day(loan.due) })}</span>}
          {loan.isOverdue ? <b>{say('circ.overdue')}</b> : null}
          {state.at === 'open' ? null : <output>{say(`circ.renewal.${state.at}`)}</output>}
          {state.at === 'fee' && state.fee !== null ? (
            <span>{say('circ.fee', { money: money(state.fee) })}</span>
          ) : null}
        </span>
      </span>
      {mayRenew ? (
        <Button look="second" icon="renew" onPress={() => press({ kind: 'renew', row: loan.key })}>
          {say('circ.renew')}
        </Button>
      ) : null}
      {state.at === 'fee' ? (
        <span className="circ-buttons">
          <Button
            look="second"
            icon="check"
            testId="accept-renewal"
            onPress={() => press({ kind: 'accept-fee', row: loan.key })}
          >
            {say('circ.accept-fee')}
          </Button>
          <Button look="plain" testId="decline-renewal" onPress={() => press({ kind: 'decline-fee', row: loan.key })}>
            {say('circ.decline-renewal')}
          </Button>
        </span>
      ) : null}
    </li>
  );
}

function Holds({ patron }: { readonly patron: DeskPatron }) {
  const { say } = useSpeech();
  return (
    <section className="circ-list">
      <h3>{say('circ.holds')}</h3>
      <ListWords patron={patron} list="holds" length={patron.holds.length} />
      <ul>
        {patron.holds.map((hold) => (
          <Hold key={hold.key} hold={hold} />
        ))}
      </ul>
    </section>
  );
}

function Hold({ hold }: { readonly hold: AccountHold }) {
  const { say, day } = useSpeech();
  return (
    <li data-tone={hold.is === 'ready' ? 'good' : undefined}>
      <span className="circ-what">
        <span dir="auto">{hold.title ?? hold.number}</span>
        <span className="circ-small">
          <b>{say(`circ.hold.${hold.is}`)}</b>
          {hold.shelf === null ? null : <span dir="auto">{say('circ.hold.shelf', { shelf: hold.shelf })}</span>}
          {hold.keptUntil === null ? null : <span>{say('circ.hold.until', { day: day(hold.keptUntil) })}</span>}
        </span>
      </span>
    </li>
  );
}

function ListWords(parts: { readonly patron: DeskPatron; readonly list: 'loans' | 'holds'; readonly length: number }) {
  const { say } = useSpeech();
  const { state, unlisted } = parts.patron.lists[parts.list];
  if (state !== 'here') return <p className="circ-small">{say(`circ.list.${state}`)}</p>;
  if (parts.length === 0 && unlisted === 0) return <p className="circ-small">{say('circ.list.none')}</p>;
  return unlisted === 0 ? null : <p className="circ-small">{say('circ.unlisted', { count: unlisted })}</p>;
}
