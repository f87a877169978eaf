// A card at hand: here are its spellings; which of them is in your system?
import type { CardsBody, CardSpelling } from '../../contract/devices-view.ts';
import { Button } from '../parts/button.tsx';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { useTechnicianHands } from './hands.ts';
import './devices-tests.css';

const knownIcons: Readonly<Record<CardSpelling['known'], IconName>> = {
  'not-asked': 'question',
  asking: 'busy',
  yes: 'check',
  no: 'no',
  silent: 'warning',
};

export function Cards({ body, isMine }: { readonly body: CardsBody; readonly isMine: boolean }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { read, several, spellings, asking } = body;
  if (!isMine) return <p className="devices-hint">{say('devices.cards.take-first')}</p>;
  return (
    <div className="devices-cards">
      <p className="devices-hint">{say('devices.cards.hint')}</p>
      {several ? (
        <p className="desk-field-wrong" role="alert">
          <Icon name="warning" />
          {say('devices.cards.several')}
        </p>
      ) : read === null ? (
        <p className="devices-lay">
          <Icon name="reading" />
          {say('devices.cards.lay')}
        </p>
      ) : (
        <p className="devices-lay">
          <Icon name="patron" />
          {say(`devices.cards.${read.kind}`)} <code>{read.shown}</code>
        </p>
      )}
      {spellings.length === 0 ? null : (
        <>
          <div className="devices-acts">
            <h2>{say('devices.cards.which')}</h2>
            <Button
              look="primary"
              icon="search"
              testId="ask-all"
              waits={asking}
              onPress={() => tend({ kind: 'ask-all-spellings' })}
            >
              {say('devices.cards.ask-all', { count: spellings.length })}
            </Button>
          </div>
          <table className="devices-spellings">
            <thead>
              <tr>
                <th scope="col">{say('devices.cards.number')}</th>
                <th scope="col">{say('devices.cards.how')}</th>
                <th scope="col">{say('devices.cards.known')}</th>
                <th scope="col">
                  <span className="unseen">{say('devices.cards.acts')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {spellings.map((spelling) => (
                <Row key={spelling.nth} spelling={spelling} asking={asking} />
              ))}
            </tbody>
          </table>
        </>
      )}
    </div>
  );
}

function Row({ spelling, asking }: { readonly spelling: CardSpelling; readonly asking: boolean }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { nth, number, how, isSet, known } = spelling;
  return (
    <tr data-known={known}>
      <td>
        <code>{number}</code>
        {isSet ? <span className="devices-set">{say('devices.cards.set')}</span> : null}
      </td>
      <td>{how.map((one) => say(`devices.how.${one}`)).join(', ')}</td>
      <td className="devices-known">
        <Icon name={knownIcons[known]} /> {say(`devices.known.${known}`)}
      </td>
      <td className="devices-row-acts">
        <Button look="plain" testId={`ask-${nth}`} waits={asking} onPress={() => tend({ kind: 'ask-spelling', nth })}>
          {say('devices.cards.ask')}
        </Button>
        <Button
          look={known === 'yes' ? 'second' : 'plain'}
          testId={`take-${nth}`}
          waits={isSet}
          onPress={() => tend({ kind: 'take-spelling', nth })}
        >
          {say('devices.cards.take')}
        </Button>
      </td>
    </tr>
  );
}
