// The assistant of the first start, step by step: its settings are those of the settings' page, changed, judged and saved there; what is
// tried comes home as findings, and is kept with the step that is done. Pure.
import type { AssistantAct } from '../../contract/assistant-calls.ts';
import type { StepName } from '../../contract/assistant-view.ts';
import type { TechnicianAct } from '../../contract/technician-calls.ts';
import type { SettingsAct } from '../../contract/settings-calls.ts';
import { record } from '../flow.ts';
import { at, isList, withAt, type Json } from '../settings/json.ts';
import { withStep, type SetUp } from '../setup/kept.ts';
import { hasAdministrator, openSteps, stepAfter, steps } from '../setup/steps.ts';
import { stepDevices } from './assistant-devices-step.ts';
import { newAcsTrying, setUpOf, trialKiosksIn, type AssistantPage } from './assistant-state.ts';
import { findingsOf, probeOf } from './assistant-findings.ts';
import { isDoneAsItStands, notYet } from './assistant-not-yet.ts';
import { drafted } from './settings-state.ts';
import { stepSettings } from './settings-step.ts';
import { follow, goOn, type PageGround, type TechnicianEvent, type TechnicianStep } from './talk.ts';

type Step = TechnicianStep<AssistantPage>;

export const stepAssistant = (page: AssistantPage, event: TechnicianEvent, ground: PageGround): Step => {
  switch (event.kind) {
    case 'set-up-read': {
      const { setUp, changed } = event;
      const step = page.setUp === null ? setUp.open : page.step;
      const isResumed = page.setUp === null && step === 'devices';
      return goOn({ ...page, setUp, changed, step }, ...(isResumed ? lookAtDevices : []));
    }
    case 'set-up-not-kept':
      return goOn({ ...page, settings: { ...page.settings, told: 'not-saved' }, ending: false });
    case 'settings-saved': {
      const stepped = inSettings(page, event, ground);
      if (!page.ending) return stepped;
      return event.outcome === 'saved'
        ? follow(stepped, (next) => ended(next, ground))
        : goOn({ ...stepped.state, ending: false }, ...stepped.effects);
    }
    case 'settings-read':
    case 'pin-hashed':
      return inSettings(page, event, ground);
    case 'house-changed':
      return follow(inSettings(page, event, ground), (next) =>
        goOn(
          next,
          { kind: 'read-set-up' },
          ...(page.step === 'devices' ? [{ kind: 'see-placed-devices' } as const] : []),
        ),
      );
    case 'acs-found':
      return event.run === page.acs.run
        ? goOn({ ...page, acs: { ...page.acs, findings: [...page.acs.findings, event.finding] } })
        : goOn(page);
    case 'acs-walked':
      return event.run === page.acs.run
        ? goOn({
            ...page,
            acs: { ...page.acs, running: false, certificate: event.certificate, proposal: event.proposal },
          })
        : goOn(page);
    case 'trial-found':
      return event.run === page.trial.run
        ? goOn({ ...page, trial: { ...page.trial, findings: [...page.trial.findings, event.finding] } })
        : goOn(page);
    case 'trial-over':
      return event.run === page.trial.run ? goOn({ ...page, trial: { ...page.trial, running: false } }) : goOn(page);
    case 'report-made':
      return goOn({ ...page, report: event.html });
    case 'tended':
      return acted(page, event.act, ground);
    default:
      return devicesStepped(page, event, ground);
  }
};

/** What stands in the assistant of the settings' page goes through its own steps. */
const inSettings = (page: AssistantPage, event: TechnicianEvent, ground: PageGround): Step => {
  const { state, effects } = stepSettings(page.settings, event, ground);
  return goOn({ ...page, settings: { ...state, sheet: null } }, ...effects);
};

const devicesStepped = (page: AssistantPage, event: TechnicianEvent, ground: PageGround): Step => {
  const { state, effects } = stepDevices(page, event, ground);
  return goOn(state, ...effects);
};

/** Of the settings' page, what is done in the assistant, too. */
const settingsKinds = [
  ...(['set-field', 'set-secret', 'reset-field', 'choose-kind', 'add-item', 'remove-item', 'copy-item'] as const),
  ...(['move-item', 'discard-changes', 'confirm-field'] as const),
] as const satisfies readonly SettingsAct['kind'][];
const isSettingsAct = (act: TechnicianAct): boolean => settingsKinds.some((kind) => kind === act.kind);

const acted = (page: AssistantPage, act: TechnicianAct, ground: PageGround): Step => {
  if (isSettingsAct(act)) {
    if (page.ending) return goOn(page);
    const stepped = inSettings(page, { kind: 'tended', act }, ground);
    return goOn(
      act.kind === 'add-item' && act.path === 'staff' ? withAdministrator(page, stepped.state) : stepped.state,
      ...stepped.effects,
    );
  }
  const quiet: AssistantPage = { ...page, settings: { ...page.settings, told: null } };
  switch (act.kind) {
    case 'open-step':
      return entered(quiet, act.step);
    case 'begin-set-up':
      return kept(
        quiet,
        { ...setUpOf(page), at: 'under-way', begunMs: ground.nowMs, handedOver: null },
        ground,
        'begun',
      );
    case 'end-step':
      return endStep(quiet, ground);
    case 'skip-step':
      return skip(quiet, act.why, ground);
    case 'try-acs':
      return tryAcs(quiet, act);
    case 'trust-certificate':
      return goOn(pinned(quiet));
    case 'take-proposal': {
      const { proposal } = page.acs;
      return goOn(proposal === null ? page : withDraft(quiet, withAt(page.settings.draft, 'acs', proposal.next)));
    }
    case 'choose-trial-place':
      return goOn({ ...quiet, trial: { ...page.trial, place: act.place, findings: [] } });
    case 'run-trial':
      return runTrial(quiet, act);
    case 'make-report':
      return goOn(quiet, { kind: 'make-report', by: ground.who?.name ?? null, language: ground.language });
    case 'hand-over':
      return handOver(quiet, ground);
    default:
      return devicesStepped(quiet, { kind: 'tended', act }, ground);
  }
};

const lookAtDevices = [{ kind: 'see-placed-devices' }, { kind: 'seek-devices' }] as const;

/** With another step open; its place is kept, so that whoever comes back finds it. */
const entered = (page: AssistantPage, step: StepName): Step => {
  const setUp = setUpOf(page);
  const next: AssistantPage = { ...page, step, report: null };
  const keeps = setUp.at !== null && setUp.open !== step;
  return goOn(
    keeps ? { ...next, setUp: { ...setUp, open: step } } : next,
    ...(keeps ? [{ kind: 'keep-set-up', setUp: { ...setUp, open: step } } as const] : []),
    ...(step === 'devices' ? lookAtDevices : []),
    ...(page.step === 'devices' && step !== 'devices' ? [{ kind: 'stop-listening' } as const] : []),
  );
};

/** Where there is none yet, whoever was added is one: nobody else is looked for here. */
const withAdministrator = (before: AssistantPage, page: AssistantPage): AssistantPage => {
  const was = at(before.settings.draft, 'staff');
  const staff = at(page.settings.draft, 'staff');
  const isAdded = isList(staff) && staff.length > (isList(was) ? was.length : 0);
  return isAdded && !hasAdministrator(before.settings.draft)
    ? withDraft(page, withAt(page.settings.draft, `staff.${staff.length - 1}.level`, 'administrator'))
    : page;
};

const withDraft = (page: AssistantPage, draft: Json): AssistantPage => ({
  ...page,
  settings: drafted(page.settings, draft),
});

// ── A step ends ──

const endStep = (page: AssistantPage, ground: PageGround): Step => {
  if (page.setUp === null || page.ending || page.step === 'hand-over') return goOn(page);
  const because = notYet(page);
  const isSaved = page.settings.changes.length === 0;
  // Who did it, and when, stays as it is.
  if (isSaved && isDoneAsItStands(page)) return entered(page, stepAfter(page.step, page.setUp, page.changed));
  // Devices are saved first, and tried then.
  const ends = because === null;
  if (!ends && !(because === 'devices-untried' && !isSaved)) return goOn(page);
  if (isSaved) return ended(page, ground);
  const act: SettingsAct = { kind: 'save-settings', how: 'when-free' };
  const saving = inSettings({ ...page, ending: ends }, { kind: 'tended', act }, ground);
  // Refused at once: whoever may not change these sees why.
  return saving.state.settings.saving === null ? goOn({ ...saving.state, ending: false }, ...saving.effects) : saving;
};

const ended = (page: AssistantPage, ground: PageGround): Step =>
  closed({ ...page, ending: false }, 'done', null, ground);

const skip = (page: AssistantPage, why: string, ground: PageGround): Step =>
  steps[page.step].maySkip && page.setUp !== null ? closed(page, 'skipped', why, ground) : goOn(page);

/** Done, or left out: kept with who and when, and the next one opens. */
const closed = (page: AssistantPage, state: 'done' | 'skipped', why: string | null, ground: PageGround): Step => {
  const { step } = page;
  const by = ground.who?.name ?? null;
  const findings = findingsOf(page);
  const probe = step === 'acs' ? probeOf(page) : null;
  const done = withStep(setUpOf(page), step, { state, why, by, atMs: ground.nowMs, findings, probe });
  const changed = page.changed.filter((one) => one !== step);
  const next = stepAfter(step, done, changed);
  const setUp: SetUp = { ...done, open: next };
  return follow(
    goOn<AssistantPage>(
      { ...page, setUp, changed },
      record({ kind: 'set-up-step', session: ground.session, staff: by, step, state, why }),
      { kind: 'keep-set-up', setUp },
    ),
    (now) => entered(now, next),
  );
};

const kept = (page: AssistantPage, setUp: SetUp, ground: PageGround, what: 'begun' | 'handed-over'): Step =>
  goOn(
    { ...page, setUp },
    record({ kind: 'set-up-changed', session: ground.session, staff: ground.who?.name ?? null, what }),
    { kind: 'keep-set-up', setUp },
  );

/** From now on the kiosks are open to patrons. */
const handOver = (page: AssistantPage, ground: PageGround): Step => {
  const setUp = setUpOf(page);
  if (page.setUp === null || setUp.at === 'handed-over' || openSteps(setUp, page.changed).length > 0) return goOn(page);
  const by = ground.who?.name ?? null;
  const { state, effects } = kept(
    page,
    { ...setUp, at: 'handed-over', handedOver: { atMs: ground.nowMs, by } },
    ground,
    'handed-over',
  );
  // The one that is signed says that it was handed over.
  return goOn(state, ...effects, { kind: 'make-report', by, language: ground.language });
};

// ── The library system ──

const tryAcs = (page: AssistantPage, { card, item }: Extract<AssistantAct, { kind: 'try-acs' }>): Step => {
  const { acs, settings } = page;
  if (acs.running || settings.read === null) return goOn(page);
  const run = acs.run + 1;
  const of = at(settings.draft, 'acs') ?? null;
  return goOn(
    { ...page, acs: { ...newAcsTrying, run, running: true, of } },
    { kind: 'walk-to-acs', run, acs: of, card, item },
  );
};

/** Whoever shows this key is believed, whatever the certificate says of names and days. */
const pinned = (page: AssistantPage): AssistantPage => {
  const { certificate } = page.acs;
  if (certificate === null || at(page.settings.draft, 'acs.connection.kind') !== 'tls') return page;
  const trust = { kind: 'pinned', pins: [{ of: 'public-key', sha256: certificate.publicKey }] };
  const next = withDraft(page, withAt(page.settings.draft, 'acs.connection.trust', trust));
  return { ...next, acs: { ...newAcsTrying, run: page.acs.run } };
};

// ── The test loan ──

const runTrial = (page: AssistantPage, act: Extract<AssistantAct, { kind: 'run-trial' }>): Step => {
  const { trial, settings } = page;
  const kiosks = trialKiosksIn(settings.base);
  const kiosk = kiosks.find(({ name }) => name === trial.place) ?? kiosks[0];
  if (trial.running || kiosk === undefined) return goOn(page);
  const { name, does } = kiosk;
  const { card, pin, item } = act;
  if (card === null && does !== 'returns') return goOn(page);
  const run = trial.run + 1;
  return goOn(
    { ...page, trial: { run, running: true, place: name, findings: [] } },
    { kind: 'run-trial', run, place: name, does, card, pin, item },
  );
};
