// A printer: what it says of itself now, a slip with every Vietnamese letter, the drawer.
import type { PaperBody } from '../../contract/devices-view.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Fault } from './fault.tsx';
import { useTechnicianHands } from './hands.ts';
import './devices-tests.css';

export function Paper({ body, isMine }: { readonly body: PaperBody; readonly isMine: boolean }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { paper, cover, fault, print, failure, hasDrawer, drawer } = body;
  const came = print === 'printed' || print === 'sent';
  return (
    <div className="devices-paper">
      <dl className="devices-facts">
        <div data-bad={paper === 'out' || paper === 'near-end'}>
          <dt>{say('devices.paper')}</dt>
          <dd>{say(`devices.paper.${paper}`)}</dd>
        </div>
        <div data-bad={cover === 'open'}>
          <dt>{say('devices.cover')}</dt>
          <dd>{say(`devices.cover.${cover}`)}</dd>
        </div>
        <div data-bad={fault !== null}>
          <dt>{say('devices.fault')}</dt>
          <dd>{fault === null ? say('devices.fault.none') : say(`devices.fault.${fault}`)}</dd>
        </div>
      </dl>
      <div className="devices-acts">
        <Button
          look="primary"
          icon="print"
          testId="print-test"
          waits={!isMine || print === 'printing'}
          onPress={() => tend({ kind: 'print-test' })}
        >
          {say('devices.print-test')}
        </Button>
        {hasDrawer ? (
          <Button
            look="second"
            icon="fee"
            testId="kick-drawer"
            waits={!isMine}
            onPress={() => tend({ kind: 'kick-drawer' })}
          >
            {say('devices.kick')}
          </Button>
        ) : null}
        {isMine ? null : <p className="devices-hint">{say('devices.take-first')}</p>}
      </div>
      {print === 'none' ? null : (
        <p className="devices-verdict" data-print={print} aria-live="polite">
          <Icon name={print === 'printing' ? 'busy' : came ? 'check' : 'warning'} />
          <span>
            {say(`devices.print.${print}`)}
            {failure === null ? null : (
              <>
                {' '}
                <Fault fault={failure} />
              </>
            )}
          </span>
        </p>
      )}
      {drawer === 'none' ? null : (
        <p className="devices-verdict" aria-live="polite">
          <Icon name={drawer === 'kicked' ? 'check' : 'warning'} />
          <span>{say(`devices.drawer.${drawer}`)}</span>
        </p>
      )}
      {came ? (
        <section>
          <h2>{say('devices.print.look')}</h2>
          <ul className="devices-look">
            {(['letters', 'ruler', 'code', 'cut', 'rubbish'] as const).map((what) => (
              <li key={what}>{say(`devices.print.look.${what}`)}</li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}
