// The page of the library system's check: how the line stands, and five parts below it. Draws what the station says.
import { acsParts, type AcsCheckScreen } from '../../contract/acs-check-view.ts';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { AcsClaims } from './acs-claims.tsx';
import { AcsFiles } from './acs-files.tsx';
import { AcsLine } from './acs-line.tsx';
import { AcsMessages } from './acs-messages.tsx';
import { AcsProbe } from './acs-probe.tsx';
import { clockIn, stateTones } from './acs-said.ts';
import { useTechnicianHands } from './hands.ts';
import './acs-check.css';

const toneIcons: Readonly<Record<'done' | 'attention' | 'refused', IconName>> = {
  done: 'check',
  attention: 'clock',
  refused: 'warning',
};

export function AcsCheck({ screen }: { readonly screen: AcsCheckScreen }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  return (
    <div className="acs">
      <header className="acs-head">
        <h1 data-heading="" tabIndex={-1}>
          {say('acs.title')}
        </h1>
        <Standing line={screen.line} />
        <nav className="acs-parts" aria-label={say('acs.parts')}>
          {acsParts.map((part) => (
            <button
              key={part}
              type="button"
              data-testid={`acs-part-${part}`}
              aria-current={screen.part === part ? 'true' : undefined}
              onClick={() => tend({ kind: 'acs-part', part })}
            >
              {say(`acs.part.${part}`)}
            </button>
          ))}
        </nav>
      </header>
      <Body body={screen.body} />
    </div>
  );
}

function Standing({ line }: Pick<AcsCheckScreen, 'line'>) {
  const { say, language } = useSpeech();
  if (line === null) return null;
  const tone = stateTones[line.state];
  return (
    <p className="acs-standing">
      <output className="acs-state" data-tone={tone}>
        <Icon name={toneIcons[tone]} />
        <b>{say(`acs.state.${line.state}`)}</b>
      </output>
      {line.sinceMs === null ? null : <span>{say('acs.since', { time: clockIn(language).moment(line.sinceMs) })}</span>}
      <span dir="ltr">
        {line.address} · {line.family}
      </span>
      {line.detail === null ? null : (
        <span className="acs-detail" lang="en" dir="ltr">
          {line.detail}
        </span>
      )}
    </p>
  );
}

function Body({ body }: Pick<AcsCheckScreen, 'body'>) {
  const { say } = useSpeech();
  switch (body.part) {
    case 'none':
      return <p className="acs-body desk-nothing">{say('acs.none')}</p>;
    case 'line':
      return <AcsLine line={body} />;
    case 'messages':
      return <AcsMessages messages={body} />;
    case 'probe':
      return <AcsProbe probe={body} />;
    case 'claims':
      return <AcsClaims claims={body.claims} hasStatus={body.hasStatus} />;
    case 'files':
      return <AcsFiles files={body} />;
  }
}
