// The assistant's step of the library system: tried, what was found, a certificate to judge, a dialect that is proposed.
import { useState } from 'react';
import type { AcsView, CertificateView } from '../../contract/assistant-view.ts';
import { Button } from '../parts/button.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Entry, Findings } from './assistant-parts.tsx';
import { useTechnicianHands } from './hands.ts';

export function AcsPanel({ acs }: { readonly acs: AcsView }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const [card, setCard] = useState('');
  const [item, setItem] = useState('');
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  return (
    <div className="assistant-panel">
      <form
        className="assistant-try"
        onSubmit={(event) => {
          event.preventDefault();
          if (!acs.running) tend({ kind: 'try-acs', card: orNull(card), item: orNull(item) });
        }}
      >
        <Entry name={say('assistant.acs.card')} testId="acs-card" value={card} onChange={setCard} />
        <Entry name={say('assistant.acs.item')} testId="acs-item" value={item} onChange={setItem} />
        <button type="submit" className="button button-second" data-testid="try-acs" aria-disabled={acs.running}>
          {say(acs.running ? 'assistant.acs.trying' : 'assistant.acs.try')}
        </button>
      </form>
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
  const { dialect, isClear, reasons, remarks, changes } = proposal;
  return (
    <section className="assistant-sheet" aria-label={dialect}>
      <h3>{say(isClear ? 'assistant.acs.proposal' : 'assistant.acs.proposal.unclear', { dialect })}</h3>
      <Sentences name={say('assistant.acs.reasons')} all={reasons} />
      <Sentences name={say('assistant.acs.remarks')} all={remarks} />
      {changes.length === 0 ? (
        <p>{say('assistant.acs.nothing-to-take')}</p>
      ) : (
        <>
          <table className="settings-changes">
            <thead>
              <tr>
                <th scope="col">{say('settings-page.saving.what')}</th>
                <th scope="col">{say('settings-page.saving.before')}</th>
                <th scope="col">{say('settings-page.saving.after')}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map(({ path, label, before, after }) => (
                <tr key={path}>
                  <th scope="row">{label}</th>
                  <td>{before ?? say('settings-page.saving.nothing')}</td>
                  <td>{after ?? say('settings-page.saving.nothing')}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <Button look="second" icon="check" testId="take-proposal" onPress={() => tend({ kind: 'take-proposal' })}>
            {say('assistant.acs.take', { count: changes.length })}
          </Button>
        </>
      )}
    </section>
  );
}

/** What the probe says: in the words of the package that found it, which are English. */
function Sentences({ name, all }: { readonly name: string; readonly all: readonly string[] }) {
  if (all.length === 0) return null;
  return (
    <div>
      <h4>{name}</h4>
      <ul lang="en">
        {all.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </div>
  );
}
