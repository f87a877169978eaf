// The assistant's step of the library system: tried, what was found, a certificate to judge, a dialect that is proposed.
import { useEffect, useRef } from 'react';
import type { AssistantAct } from '../../contract/assistant-calls.ts';
import type { AcsView, CertificateView } from '../../contract/assistant-view.ts';
import { isKey } from '../../contract/words/words.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { AcsFindingRow } from './acs-finding.tsx';
import { ChangesTable } from './changes-table.tsx';
import { Entry, Findings } from './assistant-parts.tsx';
import { useTechnicianHands } from './hands.ts';

/** Numbers that tell more of the system than those that nobody has. */
export type KnownNumbers = { readonly card: string; readonly item: string };

export const tryAcs = ({ card, item }: KnownNumbers): AssistantAct => {
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  return { kind: 'try-acs', card: orNull(card), item: orNull(item) };
};

export function AcsPanel({
  acs,
  known,
  onKnown,
}: {
  readonly acs: AcsView;
  readonly known: KnownNumbers;
  readonly onKnown: (known: KnownNumbers) => void;
}) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const panel = useRef<HTMLDivElement>(null);
  // It was asked for at the foot, below a long form: what is found is shown, as it begins and when there is room for all of it.
  const wasAsked = useRef(false);
  useEffect(() => {
    if (acs.running) wasAsked.current = true;
    if (wasAsked.current) panel.current?.scrollIntoView({ block: 'start' });
  }, [acs.running]);
  return (
    <div className="assistant-panel" ref={panel}>
      <form
        className="assistant-try"
        onSubmit={(event) => {
          event.preventDefault();
          if (!acs.running) tend(tryAcs(known));
        }}
      >
        <Entry
          name={say('assistant.acs.card')}
          testId="acs-card"
          value={known.card}
          onChange={(card) => onKnown({ ...known, card })}
        />
        <Entry
          name={say('assistant.acs.item')}
          testId="acs-item"
          value={known.item}
          onChange={(item) => onKnown({ ...known, item })}
        />
        <button type="submit" className="button button-second" data-testid="try-acs" aria-disabled={acs.running}>
          {say(acs.running ? 'assistant.acs.trying' : 'assistant.acs.try')}
        </button>
      </form>
      {acs.isStale ? (
        <p className="assistant-note" data-tone="attention">
          <Icon name="warning" />
          {say('assistant.acs.stale')}
        </p>
      ) : null}
      <Findings findings={acs.findings} label={say('assistant.acs.found')} />
      {acs.certificate === null ? null : <Certificate certificate={acs.certificate} />}
      {acs.proposal === null ? null : <Proposal proposal={acs.proposal} />}
    </div>
  );
}

function Certificate({ certificate }: { readonly certificate: CertificateView }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { subject, issuer, names, from, until, key, certificate: whole } = certificate;
  const rows = [
    [say('assistant.acs.certificate.subject'), subject],
    [say('assistant.acs.certificate.issuer'), issuer],
    [say('assistant.acs.certificate.names'), names],
    [say('assistant.acs.certificate.days'), `${from} – ${until}`],
    [say('assistant.acs.certificate.key'), key],
    [say('assistant.acs.certificate.whole'), whole],
  ] as const;
  return (
    <section className="assistant-sheet" aria-label={say('assistant.acs.certificate')}>
      <h3>{say('assistant.acs.certificate')}</h3>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
      <p>{say('assistant.acs.certificate.text')}</p>
      <Button look="second" icon="lock" testId="trust" onPress={() => tend({ kind: 'trust-certificate' })}>
        {say('assistant.acs.trust')}
      </Button>
    </section>
  );
}

function Proposal({ proposal }: { readonly proposal: NonNullable<AcsView['proposal']> }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { dialect, isClear, reasons, findings, changes } = proposal;
  return (
    <section className="assistant-sheet" aria-label={dialect}>
      <h3>{say(isClear ? 'assistant.acs.proposal' : 'assistant.acs.proposal.unclear', { dialect })}</h3>
      {reasons.length === 0 ? null : (
        <div>
          <h4>{say('assistant.acs.reasons')}</h4>
          <ul>
            {reasons.map(({ clue, title, points }) => {
              const key = `acs.clue.${clue}`;
              const says = isKey(key) ? say(key) : clue;
              return <li key={`${title} ${clue}`}>{say('assistant.acs.reason', { says, title, points })}</li>;
            })}
          </ul>
        </div>
      )}
      {findings.length === 0 ? null : (
        <div>
          <h4>{say('assistant.acs.remarks')}</h4>
          <ul className="acs-findings">
            {findings.map((finding) => (
              <AcsFindingRow key={finding.kind} finding={finding} />
            ))}
          </ul>
        </div>
      )}
      {changes.length === 0 ? (
        <p>{say('assistant.acs.nothing-to-take')}</p>
      ) : (
        <>
          <ChangesTable changes={changes} />
          <Button look="second" icon="check" testId="take-proposal" onPress={() => tend({ kind: 'take-proposal' })}>
            {say('assistant.acs.take', { count: changes.length })}
          </Button>
        </>
      )}
    </section>
  );
}
