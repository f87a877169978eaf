// Why does it alarm? The verdict in one sentence, the one button that mends it, and below everything that the tag carries.
import { useState, type FormEvent } from 'react';
import type { DeskAct } from '../../contract/desk-calls.ts';
import type {
  InspectorScreen,
  LabelProblem,
  MendState,
  Remedy,
  TagBlock,
  TagField,
  Verdict,
} from '../../contract/inspector-view.ts';
import { Button } from '../parts/button.tsx';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech, type Speech } from '../parts/speech.ts';
import { Field } from './field.tsx';
import { useDeskHands } from './hands.ts';
import { useMainField } from './main-field.ts';
import './inspector.css';

type Look = { readonly icon: IconName; readonly tone: 'done' | 'attention' | 'refused' | 'quiet' };
const quiet = (icon: IconName): Look => ({ icon, tone: 'quiet' });
const attention = (icon: IconName): Look => ({ icon, tone: 'attention' });

const looks: Readonly<Record<Verdict, Look>> = {
  'no-tag': quiet('reading'),
  'no-pad': attention('plug'),
  reading: quiet('busy'),
  asking: quiet('busy'),
  gone: quiet('reading'),
  unreadable: attention('question'),
  'uid-card': quiet('patron'),
  'patron-card': quiet('patron'),
  blank: attention('question'),
  foreign: attention('odd'),
  'other-library': attention('odd'),
  'other-owner': attention('odd'),
  'other-label': { icon: 'left-over', tone: 'refused' },
  'label-only': attention('scan'),
  'label-unknown': attention('search'),
  'same-number': attention('left-over'),
  discarded: attention('no'),
  'not-in-system': attention('search'),
  'acs-silent': attention('plug'),
  'no-security': attention('disarmed'),
  'will-alarm': { icon: 'armed-stuck', tone: 'refused' },
  'right-lent': { icon: 'check', tone: 'done' },
  'odd-lent': attention('odd'),
  'leaves-unnoticed': { icon: 'disarmed', tone: 'refused' },
  'right-in': { icon: 'check', tone: 'done' },
  'odd-in': attention('odd'),
};

const remedyIcons: Readonly<Record<Remedy, IconName>> = {
  arm: 'armed',
  disarm: 'disarmed',
  rewrite: 'renew',
  retag: 'scan',
};

/** What mends it, and what Enter does; null: nothing here. */
const primaryOf = ({ remedy, uid, writes }: InspectorScreen): DeskAct | null => {
  if (remedy === null || uid === null) return null;
  if (remedy === 'arm' || remedy === 'disarm') return { kind: 'mend-tag', uid, want: remedy };
  return writes === null ? null : { kind: 'rewrite-tag', uid, number: writes };
};

/** The item's own label, held against its tag. Enter takes what is typed; with nothing typed it does the primary thing. */
function Label(parts: {
  readonly wrong: LabelProblem | null;
  readonly primary: DeskAct | null;
  readonly isBusy: boolean;
  readonly turn: string;
}) {
  const { wrong, primary, isBusy } = parts;
  const { say } = useSpeech();
  const { act } = useDeskHands();
  const [number, setNumber] = useState('');
  const field = useMainField(parts.turn);
  const tell = (): void => {
    const typed = number.trim();
    if (typed !== '') act({ kind: 'tell-label', number: typed });
    setNumber('');
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (number.trim() !== '') tell();
    else if (primary !== null && !isBusy) act(primary);
  };
  return (
    <form className="inspect-label" onSubmit={submit}>
      <Field
        ref={field}
        isMain
        name={say('inspector.label')}
        testId="label"
        value={number}
        longest={64}
        onChange={setNumber}
        wrong={wrong === null ? null : say(`inspector.label.${wrong}`)}
      />
      <Button look="second" icon="search" testId="tell-label" onPress={tell}>
        {say('inspector.label.tell')}
      </Button>
    </form>
  );
}

export function Inspector({ screen }: { readonly screen: InspectorScreen }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  const { verdict, mend, fields, blocks, others } = screen;
  const primary = primaryOf(screen);
  const { icon, tone } = looks[verdict];
  const number = fields.find(({ field }) => field === 'number')?.value ?? null;
  return (
    <div className="inspect">
      <section className="inspect-verdict" data-tone={tone} data-verdict={verdict}>
        <span className="inspect-icon">
          <Icon name={icon} />
        </span>
        <div className="inspect-words" aria-live="polite">
          {number === null ? null : <p className="inspect-number">{number}</p>}
          <h1 data-heading="" tabIndex={-1}>
            {say(`inspector.verdict.${verdict}`)}
          </h1>
          <Mend state={mend} />
        </div>
        {primary === null || screen.remedy === null ? null : (
          <Button
            look="primary"
            icon={remedyIcons[screen.remedy]}
            testId="mend-tag"
            waits={mend.at === 'mending'}
            onPress={() => act(primary)}
          >
            {say(`inspector.${screen.remedy}`, { number: screen.writes ?? '' })}
          </Button>
        )}
      </section>
      {verdict === 'no-pad' ? null : (
        <Label
          wrong={screen.labelWrong}
          primary={primary}
          isBusy={mend.at === 'mending'}
          turn={`${screen.uid ?? ''} ${mend.at}`}
        />
      )}
      {others.length === 0 ? null : (
        <section className="inspect-others">
          <h2>{say('inspector.others')}</h2>
          <ul>
            {others.map((other) => (
              <li key={other.uid}>
                <Button look="plain" onPress={() => act({ kind: 'inspect-tag', uid: other.uid })}>
                  {say('inspector.other', {
                    number: other.number ?? `${say('inspector.unread')} (${other.uid.slice(-6)})`,
                  })}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {fields.length === 0 ? null : <TagFields fields={fields} />}
      {blocks.length === 0 ? null : <TagBlocks blocks={blocks} />}
    </div>
  );
}

function Mend({ state }: { readonly state: MendState }) {
  const { say } = useSpeech();
  if (state.at === 'idle') return null;
  const words =
    state.at === 'not-mended' ? say(`inspector.not-mended.${state.because}`) : say(`inspector.mend.${state.at}`);
  return (
    <p className="inspect-mend" data-mend={state.at}>
      <Icon name={state.at === 'mended' ? 'check' : state.at === 'mending' ? 'busy' : 'warning'} />
      {words}
    </p>
  );
}

export function TagFields({ fields }: { readonly fields: readonly TagField[] }) {
  const speech = useSpeech();
  const { say } = speech;
  return (
    <section className="inspect-fields">
      <h2>{say('inspector.fields')}</h2>
      <dl>
        {fields.map((field) => (
          <div key={field.field} data-field={field.field}>
            <dt>{say(`inspector.field.${field.field}`)}</dt>
            <dd dir="auto">
              {sayField(speech, field)}
              {field.field === 'foreign' && field.because !== '' ? <small lang="en"> {field.because}</small> : null}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function sayField({ say }: Speech, field: TagField): string {
  switch (field.field) {
    case 'system':
      return say(`inspector.system.${field.value}`);
    case 'security':
      return say(`inspector.security.${field.value}`);
    case 'eas':
      return say(`inspector.eas.${field.value}`);
    case 'foreign':
      return say(`foreign-tag.${field.value}`);
    case 'format':
      return say(`inspector.format.${field.value}`);
    default:
      return field.value;
  }
}

/** Folded: it is for the one case in a hundred. */
export function TagBlocks({ blocks }: { readonly blocks: readonly TagBlock[] }) {
  const { say } = useSpeech();
  return (
    <details className="inspect-blocks">
      <summary data-testid="blocks">{say('inspector.blocks', { count: blocks.length })}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('inspector.block')}</th>
            <th scope="col">{say('inspector.bytes')}</th>
            <th scope="col">{say('inspector.text')}</th>
          </tr>
        </thead>
        <tbody>
          {blocks.map((block) => (
            <tr key={block.nth} data-of={block.of}>
              <td>
                {block.nth}
                {block.isLocked ? ` · ${say('inspector.locked')}` : ''}
              </td>
              <td>
                <code>{block.bytes.join(' ')}</code>
              </td>
              <td>
                <code>{block.text}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
