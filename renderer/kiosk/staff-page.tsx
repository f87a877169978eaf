// What staff see of their kiosk: what needs a hand here, whether it serves, and its printer. Nothing of a patron.
import type { KioskHand, TestSlip } from '../../contract/kiosk-staff-view.ts';
import type { KioskScreen } from '../../contract/view.ts';
import { boardLooks } from '../desk/board-looks.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { goToTechnician } from '../parts/kiosk-window.ts';
import { useSpeech } from '../parts/speech.ts';
import { Frame, useHands } from './frame.tsx';

export function StaffPage({ screen }: { readonly screen: Extract<KioskScreen, { at: 'staff' }> }) {
  const { say } = useSpeech();
  const { press, has, technician } = useHands();
  const { who, place, hands, today, isOutOfUse, slip } = screen;
  const prints = slip === 'printing';
  return (
    <Frame
      at="staff-page"
      heading={say('staff-page.title', { place })}
      lead={say('staff-page.who', { name: who.name, level: say(`desk.level.${who.level}`) })}
      leaves={false}
      primary={
        <Button look="primary" testId="primary" icon="leave" onPress={() => press({ kind: 'leave' })}>
          {say('staff-page.leave')}
        </Button>
      }
    >
      <div className="staff-page">
        <section className="staff-part" aria-label={say('staff-page.acts')}>
          <p className="staff-line" data-tone={isOutOfUse ? 'attention' : 'quiet'}>
            <Icon name={isOutOfUse ? 'warning' : 'check'} />
            <span>{say(isOutOfUse ? 'staff-page.out-of-use' : 'staff-page.in-use')}</span>
          </p>
          <div className="staff-acts">
            <Button
              look="second"
              icon={isOutOfUse ? 'start-over' : 'no'}
              testId={isOutOfUse ? 'staff-open' : 'staff-close'}
              onPress={() => press({ kind: isOutOfUse ? 'staff-open' : 'staff-close' })}
            >
              {say(isOutOfUse ? 'staff-page.open' : 'staff-page.close')}
            </Button>
            {has.printer ? (
              <>
                <Button
                  look="second"
                  icon="print"
                  testId="staff-paper"
                  waits={prints}
                  onPress={() => press({ kind: 'staff-paper' })}
                >
                  {say('staff-page.paper')}
                </Button>
                <Button
                  look="second"
                  icon="print"
                  testId="staff-test-slip"
                  waits={prints}
                  onPress={() => press({ kind: 'staff-test-slip' })}
                >
                  {say('staff-page.test-slip')}
                </Button>
              </>
            ) : null}
            {technician === null ? null : (
              <Button
                look="second"
                icon="wrench"
                testId="technician"
                onPress={() => {
                  press({ kind: 'leave' });
                  goToTechnician(technician);
                }}
              >
                {say('staff-page.technician')}
              </Button>
            )}
          </div>
          {slip === 'none' ? null : (
            <p className="staff-line" data-tone={slipTones[slip]}>
              <Icon name={slipTones[slip] === 'attention' ? 'warning' : 'info'} />
              <span>{say(`staff-page.slip.${slip}`)}</span>
            </p>
          )}
        </section>
        <section className="staff-part">
          <h2>{say('staff-page.rows')}</h2>
          {hands.length === 0 ? (
            <p className="staff-line" data-tone="quiet">
              <Icon name="check" />
              <span>{say('staff-page.nothing')}</span>
            </p>
          ) : (
            <ul className="staff-rows">
              {hands.map((row) => (
                <Row key={row.key} row={row} today={today} />
              ))}
            </ul>
          )}
        </section>
      </div>
    </Frame>
  );
}

const slipTones: Readonly<Record<Exclude<TestSlip, 'none'>, 'quiet' | 'attention'>> = {
  printing: 'quiet',
  printed: 'quiet',
  sent: 'quiet',
  'no-paper': 'attention',
  'cover-open': 'attention',
  'printer-silent': 'attention',
};

function Row({ row, today }: { readonly row: KioskHand; readonly today: string }) {
  const { say, day } = useSpeech();
  const { press } = useHands();
  const { key, what, since, item, reason, taken } = row;
  const isMine = taken?.isMe === true;
  const when = since.day === today ? since.time : `${since.time}, ${day({ kind: 'day', day: since.day })}`;
  const about = [
    when,
    item === null ? null : `${say('board.item')} ${item}`,
    reason?.of === 'device' ? say(`board.device.${reason.device}`) : null,
    taken === null ? null : say(isMine ? 'staff-page.taken-by-me' : 'staff-page.taken', { name: taken.by }),
  ].filter((one) => one !== null);
  return (
    <li className="staff-row" data-row={key}>
      <Icon name={boardLooks[what].icon} />
      <p className="staff-row-words">
        <b>{say(`board.what.${what}`, { count: 1 })}</b>
        <span>{about.join(' · ')}</span>
        {row.endsByItself ? <span>{say('staff-page.by-itself')}</span> : null}
      </p>
      <div className="staff-row-acts">
        {isMine ? null : (
          <Button look="second" testId="staff-take" onPress={() => press({ kind: 'staff-take', key })}>
            {say('staff-page.take')}
          </Button>
        )}
        {row.maySettle ? (
          <Button look="second" icon="check" testId="staff-settle" onPress={() => press({ kind: 'staff-settle', key })}>
            {say('staff-page.settle')}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
