// A technician points a new station at a library system that it knows nothing of: what a probe proposes is settings of the
// station, and with them it works.
import { dialects, memoryTransport, type Transport } from 'sip2';
import type { BehaviourName } from 'sip2/acs';
import { expect, test } from 'vitest';
import { systemClock } from '../../drivers/clock.ts';
import { lineTo, probeLine, proposed, type Line } from '../../station/line.ts';
import { acsSettings, type AcsSettings } from '../../station/settings/acs.ts';
import { cards, items } from '../stories/story.ts';
import { behindTls, openLibrary } from './lines-to.ts';
import { acsCertificateSha256 } from '../sip2/certificates.ts';

const lineOf = (acs: AcsSettings): Line => {
  const line = lineTo(acs, { folder: '/', clock: systemClock });
  if (line.kind !== 'line') throw new Error(JSON.stringify(line.issues));
  return line;
};

const out = acsSettings.parse({ connection: { kind: 'tcp', host: 'acs.example' }, institution: 'TVT' });

const probing = async (acs: AcsSettings, transport: Transport) => {
  const found = await probeLine(lineOf(acs), {
    transport,
    clock: systemClock,
    card: cards.an,
    item: items.kieu,
    signal: null,
  });
  if (found.kind !== 'probed') throw new Error(found.text);
  return found;
};

test.each([
  ['usual', 'generic'],
  ['koha', 'koha'],
  ['openncip', 'evergreen'],
  ['evergreen', 'evergreen'],
  ['folio', 'folio'],
  ['polaris', 'polaris'],
] as const satisfies readonly (readonly [BehaviourName, AcsSettings['dialect']])[])(
  'of one like %s it proposes %s, and no setting that the dialect supplies',
  async (as, dialect) => {
    const library = openLibrary(as);
    const found = await probing(
      out,
      memoryTransport((connection) => library.serve(connection)),
    );
    expect(found.verdict.reasons.length).toBeGreaterThan(0);
    const settings = proposed(out, found);
    expect(settings).toMatchObject({ institution: 'TVT', connection: out.connection, dialect });
    // A station writes what its ACS was heard to write; UTF-8 where nothing else is known.
    const charset = dialect === 'generic' ? 'utf-8' : null;
    expect(settings.line).toEqual({ ...out.line, charset });
    expect(lineOf(settings).settings).toMatchObject({
      ...dialects[dialect].line,
      ...(charset === null ? {} : { charset }),
    });
  },
);

test('an older wish of the technician gives way to what was seen, and what no probe can see stays', async () => {
  const library = openLibrary('koha');
  const wishes = { charset: 'tcvn3', errorDetection: 'off', vocabulary: 'dp2', neverAsked: ['item-information'] };
  const acs = acsSettings.parse({ ...out, dialect: 'folio', line: wishes });
  const found = await probing(
    acs,
    memoryTransport((connection) => library.serve(connection)),
  );
  expect(proposed(acs, found)).toMatchObject({
    dialect: 'koha',
    line: { charset: null, errorDetection: null, vocabulary: null, neverAsked: ['item-information'] },
  });
});

test('over TLS, by the station’s own settings', async () => {
  const library = openLibrary('koha');
  const port = await behindTls(library.serve);
  const trust = { kind: 'pinned', pins: [{ of: 'certificate', sha256: acsCertificateSha256 }] };
  const acs = acsSettings.parse({ ...out, connection: { kind: 'tls', host: '127.0.0.1', port, trust } });
  const { transport } = lineOf(acs);
  if (transport === null) throw new Error('TLS has a transport');
  expect((await probing(acs, transport)).verdict.dialect.name).toBe('koha');
});
