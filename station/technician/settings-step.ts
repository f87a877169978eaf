// The settings' page, step by step: fields are changed in a draft, looked over and saved; files come and go; the station takes the new ones
// up. Pure.
import { settingsActs, type SettingsAct } from '../../contract/settings-calls.ts';
import type { SettingsTold } from '../../contract/settings-view.ts';
import { record } from '../flow.ts';
import { at, isGroup, isList, withAt, type Json } from '../settings/json.ts';
import { merged } from '../settings/merged.ts';
import { broughtHere, portableText, readPortable, withoutSecrets, withSecrets } from '../settings/portable.ts';
import { readJson } from '../settings/json.ts';
import { demonstration } from '../settings/schema.ts';
import { asJson } from '../settings/json.ts';
import { may } from '../staff.ts';
import { stepDraft } from './settings-draft.ts';
import { drafted, isStaffPath, maySave, type SettingsPage, type Sheet } from './settings-state.ts';
import type { SettingsOutcome, SettingsRead } from './settings-talk.ts';
import { goOn, type TechnicianEvent, type TechnicianStep, type PageGround } from './talk.ts';

type Step = TechnicianStep<SettingsPage>;

export const stepSettings = (page: SettingsPage, event: TechnicianEvent, ground: PageGround): Step => {
  switch (event.kind) {
    case 'settings-read':
      return goOn(handedOver(taken(page, event.read)));
    case 'settings-saved':
      return saved(page, event.outcome, ground);
    case 'pin-hashed':
    case 'copy-read':
      return event.kind === 'copy-read'
        ? goOn(event.value === null ? page : replaced(page, event.value, 'returned', ground))
        : stepDraft(page, event, ground);
    case 'secrets-sealed':
      return page.sheet?.at === 'export' ? goOn(exported(page, event.sealed)) : goOn(page);
    case 'secrets-unsealed':
      return goOn(unsealed(page, event.secrets, ground));
    // Kept copies know by now which of them did.
    case 'house-changed':
      return ground.house.applying.at === 'opening' || page.read === null
        ? goOn(page)
        : goOn(page, ...(ground.house.applying.at === 'proving' ? [] : [{ kind: 'read-settings' } as const]));
    case 'tended':
      return page.read === null || !isSettingsAct(event.act)
        ? goOn(page)
        : acted({ ...page, told: null }, event.act, ground);
    default:
      return goOn(page);
  }
};

/** Each page has acts of its own. */
const kinds: ReadonlySet<string> = new Set(settingsActs.map(({ shape }) => shape.kind.value));
const isSettingsAct = (act: { readonly kind: string }): act is SettingsAct => kinds.has(act.kind);

/** The file as it stands now. What was changed in the draft stays changed, and so does what somebody else changed in the file. */
const taken = (page: SettingsPage, read: SettingsRead): SettingsPage => {
  if (page.read !== null && page.read.stamp === read.stamp) return { ...page, read };
  const wasTouched = page.changes.length > 0 && page.saving === null && page.read !== null;
  const base = read.value ?? {};
  const fallback = read.value ?? read.good ?? asJson(demonstration);
  const told: SettingsTold | null = read.value === null ? 'not-json' : page.told;
  return drafted(
    { ...page, read, base, told, saving: null },
    wasTouched ? merged(page.base, page.draft, base) : fallback,
  );
};

/** What another page found out stands in the draft, and is what is seen first. */
const handedOver = (page: SettingsPage): SettingsPage => {
  const { handed } = page;
  const places = at(page.draft, 'places');
  const nth = isList(places) ? places.findIndex((place) => at(place, 'name') === handed?.place) : -1;
  if (handed === null || nth < 0) return { ...page, handed: null };
  const path = `places.${nth}.${handed.under}`;
  return { ...drafted(page, withAt(page.draft, path, handed.value)), handed: null, section: 'places', search: path };
};

const acted = (page: SettingsPage, act: SettingsAct, ground: PageGround): Step => {
  const sheet = (next: Sheet | null): Step => goOn({ ...page, sheet: next });
  switch (act.kind) {
    case 'open-section':
      return goOn({ ...page, section: act.path, search: '' });
    case 'search-settings':
      return goOn({ ...page, search: act.text });
    case 'discard-changes':
      return goOn({ ...drafted(page, page.base), asked: [], why: 'edited', sheet: null });
    case 'review-changes':
      return page.changes.length === 0
        ? goOn(telling(page, 'nothing-changed'))
        : sheet({ at: 'saving', working: false });
    case 'close-sheet':
      return page.saving === null ? sheet(null) : goOn(page);
    case 'save-settings':
      return save(page, act.how, ground);
    case 'apply-at-once':
      return goOn(page, { kind: 'hurry-take-up' });
    case 'keep-settings':
      return goOn(page, { kind: 'keep-taken-up' });
    case 'take-back-settings':
      return goOn(page, { kind: 'take-back' });
    case 'return-to-good': {
      const good = page.read?.good ?? null;
      return good === null ? goOn(page) : save(replaced(page, good, 'returned', ground), 'when-free', ground);
    }
    case 'open-history':
      return sheet({ at: 'history' });
    case 'take-copy':
      return goOn(page, { kind: 'read-copy', nth: act.nth });
    case 'open-export':
      return sheet({ at: 'export', text: null, sealing: false });
    case 'export-settings':
      return startExport(page, act.passphrase, ground);
    case 'open-import':
      return sheet({ at: 'import', step: 'file', wrong: null, came: null });
    case 'import-settings':
      return goOn(imported(page, act.text, ground));
    case 'unseal-import': {
      const { sheet: open } = page;
      if (open?.at !== 'import' || open.came === null) return goOn(page);
      if (act.passphrase === null) return goOn(arrived(page, open.came.value, ground));
      const unseal = { kind: 'unseal-secrets', sealed: open.came.sealed, passphrase: act.passphrase } as const;
      return goOn({ ...page, sheet: { ...open, step: 'opening', wrong: null } }, unseal);
    }
    default:
      return stepDraft(page, { kind: 'tended', act }, ground);
  }
};

const telling = (page: SettingsPage, told: SettingsTold): SettingsPage => ({ ...page, told });

// ── Saving ──

const mayStaff = ({ who }: PageGround): boolean => who === null || may(who, 'settings');

const save = (page: SettingsPage, how: 'when-free' | 'at-once', ground: PageGround): Step => {
  if (page.read === null || page.saving !== null) return goOn(page);
  if (page.changes.length === 0 && page.read.value !== null)
    return goOn(telling({ ...page, sheet: null }, 'nothing-changed'));
  if (!maySave(page)) return goOn(telling({ ...page, sheet: { at: 'saving', working: false } }, 'not-saved'));
  if (!mayStaff(ground) && page.changes.some(({ path }) => isStaffPath(path)))
    return goOn(telling(page, 'only-administrator'));
  const paths = page.changes.map(({ path }) => path);
  const saving: SettingsPage = { ...page, saving: { paths, how }, sheet: { at: 'saving', working: true } };
  const by = ground.who?.name ?? null;
  return goOn(saving, {
    kind: 'save-settings',
    value: page.draft,
    stamp: page.read.stamp,
    by,
    why: page.why,
    paths,
    how,
  });
};

const saved = (page: SettingsPage, outcome: SettingsOutcome, { who, session }: PageGround): Step => {
  const { saving } = page;
  if (saving === null) return goOn(page);
  if (outcome !== 'saved')
    return goOn({ ...telling(page, outcome), saving: null, sheet: null }, { kind: 'read-settings' });
  // Many are told by their number: a whole file that came is no sentence.
  const entry = {
    kind: 'settings-changed' as const,
    session,
    staff: who?.name ?? null,
    because: page.why,
    paths: saving.paths.slice(0, 100),
  };
  return goOn(
    { ...telling(page, 'saved'), why: 'edited', sheet: null },
    record(entry),
    { kind: 'take-up', how: saving.how },
    { kind: 'read-settings' },
  );
};

/** Another draft as a whole. Who works here stays, where somebody may not change it. */
const replaced = (page: SettingsPage, value: Json, why: SettingsPage['why'], ground: PageGround): SettingsPage => {
  const staff = at(page.base, 'staff');
  const mine = mayStaff(ground) || !isGroup(value) ? value : { ...value, ...(staff === undefined ? {} : { staff }) };
  const next = { ...drafted(page, mine), asked: [], why, search: '' };
  if (next.changes.length === 0) return { ...next, sheet: null, told: 'nothing-changed' };
  return {
    ...next,
    sheet: { at: 'saving', working: false },
    told: why === 'returned' ? 'copy-taken' : 'imported',
  };
};

// ── To another station, and from one ──

const startExport = (page: SettingsPage, passphrase: string | null, ground: PageGround): Step => {
  if (passphrase === null) return goOn(exported(page, null));
  // Whoever has these is an administrator everywhere.
  if (!mayStaff(ground)) return goOn(telling({ ...page, sheet: null }, 'not-exported'));
  const { secrets } = withoutSecrets(page.base);
  return goOn(
    { ...page, sheet: { at: 'export', text: null, sealing: true } },
    { kind: 'seal-secrets', secrets, passphrase },
  );
};

const exported = (page: SettingsPage, sealed: string | null): SettingsPage => ({
  ...page,
  sheet: { at: 'export', text: portableText(withoutSecrets(page.base).plain, sealed), sealing: false },
});

const imported = (page: SettingsPage, text: string, ground: PageGround): SettingsPage => {
  if (page.sheet?.at !== 'import') return page;
  const came = readPortable(readJson(text));
  if (came.kind !== 'settings') return { ...page, sheet: { at: 'import', step: 'file', wrong: came.kind, came: null } };
  if (came.sealed === null) return arrived(page, came.value, ground);
  const { value, sealed } = came;
  return { ...page, sheet: { at: 'import', step: 'passphrase', wrong: null, came: { value, sealed } } };
};

const unsealed = (page: SettingsPage, secrets: Json | null, ground: PageGround): SettingsPage => {
  const { sheet } = page;
  if (sheet?.at !== 'import' || sheet.step !== 'opening' || sheet.came === null) return page;
  return secrets === null
    ? { ...page, sheet: { ...sheet, step: 'passphrase', wrong: 'passphrase' } }
    : arrived(page, withSecrets(sheet.came.value, secrets), ground);
};

const arrived = (page: SettingsPage, theirs: Json, ground: PageGround): SettingsPage => {
  const { value, asked } = broughtHere(theirs, page.base);
  const next = replaced(page, value, 'imported', ground);
  const open = asked.filter((path) => at(next.draft, path) !== undefined);
  return { ...next, asked: open, sheet: null, told: open.length > 0 ? 'imported' : next.told };
};
