// The console of devices: every device of the station at the side, how the chosen one fares, and its work in tabs. Draws what the station
// says.
// What all tabs share stands before what each adds.
import './devices.css';
import type { ReactNode } from 'react';
import type { DeviceBody, DeviceRow, DevicesScreen, DeviceState, DeviceTab } from '../../contract/devices-view.ts';
import { Button } from '../parts/button.tsx';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Cards } from './devices-cards.tsx';
import { Glass } from './devices-glass.tsx';
import { Paper } from './devices-paper.tsx';
import { Scans } from './devices-scans.tsx';
import { Tags } from './devices-tags.tsx';
import { History } from './devices-history.tsx';
import { Recordings } from './devices-recordings.tsx';
import { Traffic } from './devices-traffic.tsx';
import { Fault } from './fault.tsx';
import { useTechnicianHands } from './hands.ts';
import { dayTimeOf, timeOf } from './moments.ts';

const icons: Readonly<Record<DeviceRow['device'], IconName>> = {
  pad: 'reading',
  'card-reader': 'patron',
  scanner: 'scan',
  printer: 'print',
  glass: 'contrast',
};

const tabIcons: Readonly<Record<DeviceTab, IconName>> = {
  tags: 'reading',
  cards: 'patron',
  scans: 'scan',
  paper: 'print',
  glass: 'contrast',
  traffic: 'plug',
  history: 'clock',
};

export function Devices({ screen }: { readonly screen: DevicesScreen }) {
  return (
    <div className="devices">
      <Rows screen={screen} />
      <section className="devices-one">
        <Head screen={screen} />
        <Told screen={screen} />
        <Tabs screen={screen} />
        <div className="devices-body">
          {screen.body === null ? <Nothing screen={screen} /> : <Body screen={screen} body={screen.body} />}
        </div>
      </section>
    </div>
  );
}

function Body({ screen, body }: { readonly screen: DevicesScreen; readonly body: DeviceBody }): ReactNode {
  const isMine = screen.had?.at === 'mine';
  switch (body.at) {
    case 'tags':
      return <Tags body={body} isMine={isMine} isReady={screen.state?.at === 'ready'} />;
    case 'cards':
      return <Cards body={body} isMine={isMine} />;
    case 'scans':
      return <Scans body={body} isMine={isMine} />;
    case 'paper':
      return <Paper body={body} isMine={isMine} />;
    case 'glass':
      return <Glass body={body} isMine={isMine} place={screen.had?.place ?? ''} />;
    case 'traffic':
      return <Traffic body={body} isMine={isMine} nowMs={screen.nowMs} />;
    case 'history':
      return <History body={body} />;
    case 'recordings':
      return <Recordings body={body} />;
  }
}

function Nothing({ screen }: { readonly screen: DevicesScreen }) {
  const { say } = useSpeech();
  return <p className="desk-nothing">{say(screen.rows.length === 0 ? 'devices.none' : 'devices.choose')}</p>;
}

function Rows({ screen }: { readonly screen: DevicesScreen }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const places = [...new Set(screen.rows.map(({ place }) => place))];
  const { chosen } = screen;
  const isChosen = ({ place, device }: DeviceRow): boolean =>
    chosen !== null && chosen !== 'recordings' && chosen.place === place && chosen.device === device;
  return (
    <nav className="devices-rows" aria-label={say('devices.list')}>
      {places.map((place) => (
        <section key={place}>
          <h2 dir="auto">{place}</h2>
          {screen.rows
            .filter((row) => row.place === place)
            .map((row) => (
              <button
                key={row.device}
                type="button"
                data-testid={`device-${place}-${row.device}`}
                aria-current={isChosen(row) ? 'true' : undefined}
                onClick={() => tend({ kind: 'choose-device', place, device: row.device })}
              >
                <Icon name={icons[row.device]} />
                <span>{say(`devices.device.${row.device}`)}</span>
                {row.state === null ? null : <Mark state={row.state} />}
              </button>
            ))}
        </section>
      ))}
      <section>
        <h2>{say('devices.files')}</h2>
        <button
          type="button"
          data-testid="recordings"
          aria-current={chosen === 'recordings' ? 'true' : undefined}
          onClick={() => tend({ kind: 'open-recordings' })}
        >
          <Icon name="clock" />
          <span>{say('devices.recordings')}</span>
        </button>
      </section>
    </nav>
  );
}

const stateIcons: Readonly<Record<DeviceState['at'], IconName>> = {
  opening: 'busy',
  ready: 'check',
  trouble: 'warning',
  closed: 'no',
};

function Mark({ state }: { readonly state: DeviceState }) {
  const { say } = useSpeech();
  return (
    <b className="devices-mark" data-state={state.at}>
      <Icon name={stateIcons[state.at]} />
      <span className="unseen">{say(`devices.state.${state.at}`)}</span>
    </b>
  );
}

/** With its day, where that was another one. */
const sinceOf = (ms: number, nowMs: number): string =>
  new Date(ms).toDateString() === new Date(nowMs).toDateString() ? timeOf(ms) : dayTimeOf(ms);

function Head({ screen }: { readonly screen: DevicesScreen }) {
  const { say } = useSpeech();
  const { chosen, state, line } = screen;
  const title =
    chosen === null
      ? say('devices.title')
      : chosen === 'recordings'
        ? say('devices.recordings')
        : say('devices.of', { device: say(`devices.device.${chosen.device}`), place: chosen.place });
  return (
    <header className="devices-head">
      <div className="devices-name">
        <h1 data-heading="" tabIndex={-1}>
          {title}
        </h1>
        {state === null ? null : (
          <p className="devices-state" data-state={state.at}>
            <Icon name={stateIcons[state.at]} />
            <span>
              <b>{say(`devices.state.${state.at}`)}</b>
              {state.sinceMs === 0 ? null : ` ${say('devices.since', { time: sinceOf(state.sinceMs, screen.nowMs) })}`}
              {state.says === '' ? null : <span lang="en"> · {state.says}</span>}
            </span>
          </p>
        )}
        {line === null ? null : (
          <p className="devices-line">
            <code>{line}</code>
          </p>
        )}
      </div>
      <Had screen={screen} />
      {state === null || state.fault === null ? null : (
        <p className="devices-trouble">
          <Fault fault={state.fault} />
        </p>
      )}
    </header>
  );
}

/** Whose the place is now, and the way to have it. */
function Had({ screen }: { readonly screen: DevicesScreen }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { had } = screen;
  if (had === null) return null;
  const { place } = had;
  return (
    <div className="devices-had" data-had={had.at}>
      <p>
        <Icon name={had.at === 'mine' ? 'wrench' : had.at === 'waiting' ? 'busy' : 'patron'} />
        <span>
          {had.at === 'mine' && had.untilMs !== null
            ? say('devices.had.mine', { place, time: timeOf(had.untilMs) })
            : say(`devices.had.${had.at === 'mine' ? 'in-use' : had.at}`, { place })}
        </span>
      </p>
      {had.at === 'in-use' ? (
        <Button look="second" icon="wrench" testId="take-place" onPress={() => tend({ kind: 'take-place' })}>
          {say('devices.take-place', { place })}
        </Button>
      ) : (
        <Button look="second" icon="undo" testId="give-place" onPress={() => tend({ kind: 'give-place' })}>
          {say(had.at === 'mine' ? 'devices.give-place' : 'devices.no-longer', { place })}
        </Button>
      )}
    </div>
  );
}

function Told({ screen: { told } }: { readonly screen: DevicesScreen }) {
  const { say } = useSpeech();
  return (
    <output className="devices-told" data-told={told ?? 'none'}>
      {told === null ? null : (
        <>
          <Icon name="info" />
          <span>{say(`devices.told.${told}`)}</span>
        </>
      )}
    </output>
  );
}

function Tabs({ screen }: { readonly screen: DevicesScreen }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  if (screen.tabs.length < 2) return null;
  return (
    <nav className="devices-tabs" aria-label={say('devices.work')}>
      {screen.tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          data-testid={`tab-${tab}`}
          aria-current={screen.tab === tab ? 'true' : undefined}
          onClick={() => tend({ kind: 'device-tab', tab })}
        >
          <Icon name={tabIcons[tab]} />
          <span>{say(`devices.tab.${tab}`)}</span>
        </button>
      ))}
    </nav>
  );
}
