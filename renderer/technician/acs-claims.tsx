// What the library system claims to answer beside what it was seen to answer: sixteen rows.
import type { AcsClaim, ClaimVerdict } from '../../contract/acs-check-view.ts';
import { isKey } from '../../contract/words/words.ts';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { nameOf } from './acs-said.ts';
import { Scrolls } from './acs-scrolls.tsx';

const looks: Readonly<Record<ClaimVerdict, readonly ['done' | 'attention' | 'refused' | 'none', IconName]>> = {
  fits: ['done', 'check'],
  'works-unclaimed': ['attention', 'info'],
  'fails-claimed': ['refused', 'warning'],
  'fails-unclaimed': ['refused', 'no'],
  mixed: ['attention', 'warning'],
  'untried-claimed': ['none', 'question'],
  'untried-unclaimed': ['attention', 'question'],
  'not-needed': ['none', 'no'],
};

export function AcsClaims({
  claims,
  hasStatus,
}: {
  readonly claims: readonly AcsClaim[];
  readonly hasStatus: boolean;
}) {
  const { say } = useSpeech();
  return (
    <div className="acs-body">
      <p>{say('acs.claims.text')}</p>
      {hasStatus ? null : <p className="desk-nothing">{say('acs.claims.no-status')}</p>}
      <Scrolls label={say('acs.part.claims')}>
        <table className="acs-table">
          <thead>
            <tr>
              <th scope="col">{say('acs.claims.about')}</th>
              <th scope="col">{say('acs.claims.says')}</th>
              <th scope="col">{say('acs.claims.seen')}</th>
              <th scope="col">{say('acs.claims.verdict')}</th>
              <th scope="col">{say('acs.claims.why')}</th>
            </tr>
          </thead>
          <tbody>
            {claims.map((claim) => (
              <Claim key={claim.about} claim={claim} />
            ))}
          </tbody>
        </table>
      </Scrolls>
    </div>
  );
}

function Claim({ claim }: { readonly claim: AcsClaim }) {
  const { say } = useSpeech();
  const { about, code, claims, worked, failed, failedBecause, verdict } = claim;
  const [tone, icon] = looks[verdict];
  const why = `acs.why.${about}`;
  const seen = [
    ...(worked > 0 ? [say('acs.claims.seen.worked', { count: worked })] : []),
    ...(failed > 0
      ? [say('acs.claims.seen.failed', { count: failed, because: nameOf(say, 'mark', failedBecause ?? '') })]
      : []),
  ];
  return (
    <tr data-claim={about}>
      <th scope="row">
        {code} {nameOf(say, 'message', about)}
      </th>
      <td className="acs-figure">{say(`acs.claims.says.${claims === null ? 'unsaid' : claims ? 'yes' : 'no'}`)}</td>
      <td>{seen.length === 0 ? say('acs.claims.seen.none') : seen.join('; ')}</td>
      <td>
        <span className="acs-state" data-tone={tone}>
          <Icon name={icon} />
          {say(`acs.verdict.${verdict}`)}
        </span>
      </td>
      <td>{isKey(why) ? say(why) : null}</td>
    </tr>
  );
}
