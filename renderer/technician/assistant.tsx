// The assistant of the first start: its steps at the side, one of them open, and a foot with how it ends. Draws what the station says.
import { useState } from 'react';
import type { AssistantScreen, StepView } from '../../contract/assistant-view.ts';
import { Button } from '../parts/button.tsx';
import { readableColour } from '../parts/colour.ts';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { AcsPanel, tryAcs, type KnownNumbers } from './assistant-acs.tsx';
import { DevicesPanel } from './assistant-devices.tsx';
import { HandOver, HandOverPanel, TrialPanel } from './assistant-end.tsx';
import { momentIn } from './assistant-parts.tsx';
import { useTechnicianHands } from './hands.ts';
import { FieldRow } from './settings-field.tsx';
import './settings.css';
import './assistant.css';

export function Assistant({ screen }: { readonly screen: AssistantScreen }) {
  const { say } = useSpeech();
  const [known, setKnown] = useState<KnownNumbers>({ card: '', item: '' });
  return (
    <div className="settings assistant">
      <header className="settings-head">
        <h1 data-heading="" tabIndex={-1}>
          {say('assistant.title')}
        </h1>
        <Standing screen={screen} />
      </header>
      <nav className="settings-sections assistant-steps" aria-label={say('assistant.steps')}>
        {screen.steps.map((step, nth) => (
          <StepButton key={step.name} step={step} nth={nth + 1} isOpen={step.name === screen.step} />
        ))}
      </nav>
      <section className="settings-body" aria-label={say(`assistant.step.${screen.step}`)} key={screen.step}>
        <h2>{say(`assistant.step.${screen.step}`)}</h2>
        <p className="assistant-about">{say(`assistant.about.${screen.step}`)}</p>
        <Kept step={screen.steps.find(({ name }) => name === screen.step)} />
        <Body screen={screen} known={known} onKnown={setKnown} />
        <WrongElsewhere wrong={screen.wrongElsewhere} />
      </section>
      <Foot screen={screen} known={known} />
    </div>
  );
}

function Standing({ screen: { setUp } }: { readonly screen: AssistantScreen }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  return (
    <>
      <p className="assistant-standing" data-tone={setUp === 'under-way' ? 'attention' : 'none'}>
        {say(setUp === null ? 'assistant.not-begun' : `assistant.${setUp}`)}
      </p>
      {setUp === 'under-way' ? null : (
        <Button look="plain" icon="start-over" testId="begin-set-up" onPress={() => tend({ kind: 'begin-set-up' })}>
          {say('assistant.begin')}
        </Button>
      )}
    </>
  );
}

const stateIcons: Readonly<Record<StepView['state'], IconName | null>> = {
  open: null,
  done: 'check',
  skipped: 'no',
  changed: 'warning',
};

function StepButton({
  step,
  nth,
  isOpen,
}: {
  readonly step: StepView;
  readonly nth: number;
  readonly isOpen: boolean;
}) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const icon = stateIcons[step.state];
  return (
    <button
      type="button"
      data-testid={`step-${step.name}`}
      data-state={step.state}
      aria-current={isOpen ? 'step' : undefined}
      onClick={() => tend({ kind: 'open-step', step: step.name })}
    >
      <span>
        {nth}. {say(`assistant.step.${step.name}`)}
      </span>
      {icon === null ? null : <Icon name={icon} />}
      <span className="unseen">{say(`assistant.state.${step.state}`)}</span>
    </button>
  );
}

/** How the open step ended before. */
function Kept({ step }: { readonly step: StepView | undefined }) {
  const { say, language } = useSpeech();
  if (step === undefined || step.state === 'open' || step.atMs === null) return null;
  return (
    <p className="assistant-kept" data-state={step.state}>
      <Icon name={stateIcons[step.state] ?? 'info'} />
      <span>
        <b>{say(`assistant.state.${step.state}`)}</b>{' '}
        {say('assistant.by', { who: step.by ?? say('assistant.nobody'), when: momentIn(language).format(step.atMs) })}
        {step.why === null ? null : ` · ${say('assistant.why', { why: step.why })}`}
      </span>
    </p>
  );
}

function Body({
  screen,
  known,
  onKnown,
}: {
  readonly screen: AssistantScreen;
  readonly known: KnownNumbers;
  readonly onKnown: (known: KnownNumbers) => void;
}) {
  const { say } = useSpeech();
  return (
    <>
      {screen.devices === null ? null : <DevicesPanel devices={screen.devices} />}
      {screen.devices === null ? null : <h3>{say('assistant.devices.by-hand')}</h3>}
      {screen.fields.length === 0 ? null : (
        <div className="settings-fields">
          {screen.fields.map((field) => (
            <FieldRow key={`${field.path} ${field.shape.kind}`} field={field} />
          ))}
        </div>
      )}
      {screen.look === null ? null : <Look look={screen.look} />}
      {screen.acs === null ? null : <AcsPanel acs={screen.acs} known={known} onKnown={onKnown} />}
      {screen.trial === null ? null : <TrialPanel trial={screen.trial} />}
      {screen.handOver === null ? null : <HandOverPanel screen={screen} handOver={screen.handOver} />}
    </>
  );
}

function Look({ look }: { readonly look: NonNullable<AssistantScreen['look']> }) {
  const { say } = useSpeech();
  return (
    <figure className="assistant-look">
      <figcaption>{say('assistant.look')}</figcaption>
      <div className="assistant-glass">
        <span className="assistant-glass-head">
          {look.logo === null || !look.logo.startsWith('data:') ? null : <img src={look.logo} alt="" />}
          <b dir="auto">{look.name}</b>
        </span>
        <span className="assistant-glass-press" style={{ background: readableColour(look.colour) }}>
          {say('assistant.look.press')}
        </span>
      </div>
    </figure>
  );
}

function WrongElsewhere({ wrong }: { readonly wrong: AssistantScreen['wrongElsewhere'] }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  if (wrong.length === 0) return null;
  return (
    <div className="assistant-elsewhere" role="alert">
      <p>
        <Icon name="warning" />
        {say('assistant.wrong-elsewhere')}
      </p>
      <ul>
        {wrong.slice(0, 5).map(({ path, label, says }) => (
          <li key={path}>
            <b>{label}</b>: {says}
          </li>
        ))}
      </ul>
      <Button look="second" testId="to-settings" onPress={() => tend({ kind: 'open-page', page: 'settings' })}>
        {say('technician.page.settings')}
      </Button>
    </div>
  );
}

function Foot({ screen, known }: { readonly screen: AssistantScreen; readonly known: KnownNumbers }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const [why, setWhy] = useState<string | null>(null);
  const { told, notYet, saving, changes, step, maySkip } = screen;
  return (
    <footer className="settings-foot">
      <output className="settings-told" data-tone={told === 'saved' ? 'done' : 'attention'}>
        {told === null ? null : (
          <>
            <Icon name={told === 'saved' ? 'check' : 'info'} />
            <span>{say(`settings-page.told.${told}`)}</span>
          </>
        )}
        {/* What is to be done next, also where the last thing was done well. */}
        {notYet === null || (told !== null && told !== 'saved') ? null : (
          <>
            {told === null ? <Icon name="info" /> : null}
            <span data-testid="not-yet">{say(`assistant.not-yet.${notYet}`)}</span>
          </>
        )}
      </output>
      <span className="assistant-space" />
      {step === 'hand-over' || !maySkip ? null : why === null ? (
        <Button look="plain" testId="skip" onPress={() => setWhy('')}>
          {say('assistant.skip')}
        </Button>
      ) : (
        <Skip
          why={why}
          onType={setWhy}
          onEnd={() => setWhy(null)}
          onSkip={() => {
            tend({ kind: 'skip-step', why });
            setWhy(null);
          }}
        />
      )}
      {changes > 0 ? (
        <Button look="plain" icon="undo" testId="discard" onPress={() => tend({ kind: 'discard-changes' })}>
          {say('settings-page.discard')}
        </Button>
      ) : null}
      {screen.acs === null || notYet !== 'acs-untried' || screen.acs.running ? null : (
        <Button look="second" icon="plug" testId="try-acs-now" onPress={() => tend(tryAcs(known))}>
          {say('assistant.acs.try')}
        </Button>
      )}
      {step === 'hand-over' ? (
        <HandOver screen={screen} />
      ) : (
        <Button
          look="primary"
          icon="check"
          testId="end-step"
          waits={(notYet !== null && !mayStillSave(screen)) || saving}
          onPress={() => tend({ kind: 'end-step' })}
        >
          {saving
            ? say('assistant.saving')
            : changes > 0
              ? say('assistant.end-save', { count: changes })
              : say('assistant.end')}
        </Button>
      )}
    </footer>
  );
}

/** Devices are saved before they can be tried. */
const mayStillSave = ({ step, changes, notYet }: AssistantScreen): boolean =>
  step === 'devices' && changes > 0 && notYet === 'devices-untried';

function Skip(parts: {
  readonly why: string;
  readonly onType: (text: string) => void;
  readonly onEnd: () => void;
  readonly onSkip: () => void;
}) {
  const { say } = useSpeech();
  const may = parts.why.trim().length >= 3;
  return (
    <form
      className="assistant-skip"
      onSubmit={(event) => {
        event.preventDefault();
        if (may) parts.onSkip();
      }}
    >
      <input
        ref={(input) => {
          if (parts.why === '') input?.focus();
        }}
        type="text"
        aria-label={say('assistant.skip-why')}
        placeholder={say('assistant.skip-why')}
        data-testid="skip-why"
        maxLength={200}
        value={parts.why}
        onChange={(event) => parts.onType(event.target.value)}
      />
      <button type="submit" className="button button-second" data-testid="skip-do" aria-disabled={!may}>
        {say('assistant.skip-do')}
      </button>
      <Button look="plain" onPress={parts.onEnd}>
        {say('settings-page.cancel')}
      </Button>
    </form>
  );
}
