// The barcode tester: what arrived, byte by byte, and which pattern took it and why; and whether a scanner that types has this machine's
// keyboard.
import { useRef, useState, type KeyboardEvent } from 'react';
import type { ScansBody, ScanTest } from '../../contract/devices-view.ts';
import { isKey } from '../../contract/words/words.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { QrCode } from '../parts/qr.tsx';
import { useSpeech } from '../parts/speech.ts';
import { useTechnicianHands } from './hands.ts';
import { exactTimeOf } from './moments.ts';
import './devices-tests.css';

export function Scans({ body, isMine }: { readonly body: ScansBody; readonly isMine: boolean }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  return (
    <div className="devices-scans">
      <p className="devices-hint">{say(isMine ? 'devices.scans.hint' : 'devices.scans.hidden')}</p>
      <div className="devices-scan-tools">
        <Typed
          name={say('devices.scans.typed')}
          testId="typed-scan"
          onDone={(text) => tend({ kind: 'typed-scan', text: text.slice(0, 512) })}
        />
        <Button look="plain" icon="erase" testId="clear-scans" onPress={() => tend({ kind: 'clear-scans' })}>
          {say('devices.scans.clear')}
        </Button>
      </div>
      {body.scans.length === 0 ? (
        <p className="desk-nothing">{say('devices.scans.none')}</p>
      ) : (
        <ol className="devices-scan-list">
          {body.scans.map((scan) => (
            <Scan key={scan.nth} scan={scan} />
          ))}
        </ol>
      )}
      <section className="devices-layout">
        <div>
          <h2>{say('devices.layout')}</h2>
          <p className="devices-hint">{say('devices.layout.hint')}</p>
          <Typed
            name={say('devices.layout.typed')}
            testId="typed-layout"
            onDone={(text) => tend({ kind: 'typed-layout', text: text.slice(0, 64) })}
          />
          <p className="devices-verdict" data-layout={body.layout} aria-live="polite">
            <Icon name={body.layout === 'right' ? 'check' : body.layout === 'waiting' ? 'scan' : 'warning'} />
            <span>{say(`devices.layout.${body.layout}`)}</span>
          </p>
          {body.came === null ? null : (
            <p className="devices-came">
              {say('devices.layout.came')} <code>{body.came}</code>
            </p>
          )}
        </div>
        <figure>
          <QrCode text={body.code} label={say('devices.layout')} />
          <figcaption>
            <code>{body.code}</code>
          </figcaption>
        </figure>
      </section>
    </div>
  );
}

/** A field that a scanner types into: what came is told at Enter or Tab, and the field is empty again. */
function Typed({
  name,
  testId,
  onDone,
}: {
  readonly name: string;
  readonly testId: string;
  readonly onDone: (text: string) => void;
}) {
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const end = (event: KeyboardEvent<HTMLInputElement>) => {
    if ((event.key !== 'Enter' && event.key !== 'Tab') || text === '') return;
    event.preventDefault();
    onDone(text);
    setText('');
  };
  return (
    <label className="desk-field">
      <span className="desk-field-name">{name}</span>
      <input
        ref={field}
        data-testid={testId}
        autoComplete="off"
        spellCheck={false}
        maxLength={512}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={end}
      />
    </label>
  );
}

const good = (scan: ScanTest): boolean =>
  scan.verdict === 'patron' || scan.verdict === 'item' || scan.verdict === 'either';

function Scan({ scan }: { readonly scan: ScanTest }) {
  const { say } = useSpeech();
  const { verdict, text, hex, symbology, ends, patterns, number, check, by, isSure } = scan;
  const key = `devices.symbology.${symbology ?? 'none'}`;
  return (
    <li className="devices-scan" data-good={good(scan)}>
      <p className="devices-verdict">
        <Icon name={good(scan) ? 'check' : 'warning'} />
        <b>{say(`devices.verdict.${verdict}`)}</b>
        {number === null ? null : <code>{number}</code>}
        <time>{exactTimeOf(scan.atMs)}</time>
      </p>
      <dl>
        <div>
          <dt>{say('devices.scan.text')}</dt>
          <dd>
            {text === null ? <i>{say('devices.scan.not-shown')}</i> : <code>{text}</code>}
            {text === null || isSure || by === 'keyboard' ? null : ` · ${say('devices.scan.guessed')}`}
          </dd>
        </div>
        <div>
          <dt>{say('devices.scan.hex')}</dt>
          <dd>
            {hex === null ? (
              <i>{say(by === 'keyboard' ? 'devices.scan.keys' : 'devices.scan.not-shown')}</i>
            ) : (
              <code>{hex.replaceAll(/(..)(?=.)/g, '$1 ')}</code>
            )}
          </dd>
        </div>
        <div>
          <dt>{say('devices.scan.symbology')}</dt>
          <dd>{isKey(key) ? say(key) : symbology}</dd>
        </div>
        <div>
          <dt>{say('devices.scan.around')}</dt>
          <dd>{ends.length === 0 ? '–' : ends.map((end) => say(`devices.end.${end}`)).join(', ')}</dd>
        </div>
        {patterns.map(({ of, pattern, fits }) => (
          <div key={of} data-fits={fits}>
            <dt>{say(`devices.pattern.${of}`)}</dt>
            <dd>
              <Icon name={fits ? 'check' : 'no'} />{' '}
              {pattern === null ? say('devices.pattern.none') : <code>{pattern}</code>}{' '}
              {say(fits ? 'devices.pattern.fits' : 'devices.pattern.fits-not')}
            </dd>
          </div>
        ))}
        {check === 'not-checked' ? null : (
          <div>
            <dt>{say('devices.scan.check')}</dt>
            <dd>{say(`devices.check.${check}`)}</dd>
          </div>
        )}
      </dl>
    </li>
  );
}
