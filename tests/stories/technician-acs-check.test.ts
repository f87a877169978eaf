// The library system's check in the whole program: the line and its messages, a diagnosis beside the station's line and in its place, files
// for others, and what is journalled of it.
import { expect } from 'vitest';
import type { AcsCheckScreen } from '../../contract/acs-check-view.ts';
import { patronsShownMs } from '../../station/technician/acs-check-step.ts';
import { quietSettings, technicianStory, type TechnicianStory } from './technician.ts';

const card = '21234000000026';
const pin = '1234';
/** Of a demonstration where nobody else has this PIN in their number. */
const acsPage = (told: TechnicianStory): AcsCheckScreen => {
  const page = told.page();
  if (page.at !== 'acs-check') throw new Error(`the page that is open is ${page.at}`);
  return page;
};
const body = <Part extends AcsCheckScreen['body']['part']>(told: TechnicianStory, part: Part) => {
  const { body: now } = acsPage(told);
  const isThat = (one: AcsCheckScreen['body']): one is Extract<AcsCheckScreen['body'], { part: Part }> =>
    one.part === part;
  if (!isThat(now)) throw new Error(`${now.part} is open, and not ${part}`);
  return now;
};
const enter = async (told: TechnicianStory): Promise<void> => {
  await told.signIn('Tuấn');
  await told.tend({ kind: 'open-page', page: 'acs-check' });
};
const askPatron = async (told: TechnicianStory): Promise<void> => {
  void told.keeper
    .works()
    ?.client.ask({ kind: 'patron-information', patronId: card, patronPassword: pin, summary: 'none' });
  await told.clock.pass(1500);
};

technicianStory('the line, its messages and what is claimed stand there as they come', async (told) => {
  await enter(told);
  expect(acsPage(told)).toMatchObject({ line: { state: 'connected', address: 'Tram' }, body: { part: 'line' } });
  await told.tend({ kind: 'acs-part', part: 'messages' });
  expect(body(told, 'messages').rows.map(({ code }) => code)).toEqual(['99', '98']);
  await askPatron(told);
  const { rows } = body(told, 'messages');
  expect(rows.map(({ code }) => code)).toEqual(['99', '98', '63', '64']);
  await told.tend({ kind: 'open-message', id: rows[3]?.id ?? 0 });
  const { opened, paused } = body(told, 'messages');
  expect(paused).toBe(true);
  expect(opened?.parts.find(({ name }) => name === 'validPatronPassword')).toMatchObject({
    code: 'CQ',
    means: ['yes'],
  });
  expect(opened?.parts.find(({ name }) => name === 'patronStatus')).toMatchObject({ code: '', form: 'flags' });
  // While one is read, the others wait.
  await askPatron(told);
  expect(body(told, 'messages')).toMatchObject({ newer: 2, rows: { length: 4 } });
  await told.tend({ kind: 'open-message', id: null });
  await told.tend({ kind: 'pause-messages', paused: false });
  await told.tend({ kind: 'filter-messages', filter: '99' });
  expect(body(told, 'messages').rows.map(({ code }) => code)).toEqual(['99', '98']);
  await told.tend({ kind: 'acs-part', part: 'claims' });
  const { claims } = body(told, 'claims');
  expect(claims).toHaveLength(16);
  expect(claims.find(({ code }) => code === '63')).toMatchObject({ claims: true, worked: 2, verdict: 'fits' });
  expect(claims.find(({ code }) => code === '11')).toMatchObject({ verdict: 'untried-claimed' });
  expect(told.everything()).not.toContain(card);
  // Another page does not go on looking.
  await told.tend({ kind: 'open-page', page: 'settings' });
  await told.clock.pass(10_000);
  const before = told.everything().length;
  await told.clock.pass(60_000);
  expect(told.everything().length).toBe(before);
});

technicianStory('a line that falls silent is told of, and what the questions came to', async (told) => {
  await enter(told);
  told.keeper.works()?.library?.setMood({ kind: 'acs-mood', mood: 'silent' });
  await askPatron(told);
  await told.until(() => expect(acsPage(told).line?.state).toBe('silent'), 40_000);
  await told.tend({ kind: 'acs-part', part: 'messages' });
  await told.tend({ kind: 'filter-messages', filter: 'marked' });
  expect(body(told, 'messages').rows[0]).toMatchObject({ code: '63', marks: ['silence'] });
  told.keeper.works()?.library?.setMood({ kind: 'acs-mood', mood: 'normal' });
  await told.until(() => expect(acsPage(told).line?.state).toBe('connected'), 60_000);
});

technicianStory(
  'a diagnosis beside the station’s line: sentences, the way to the setting, and an entry',
  async (told) => {
    await enter(told);
    await told.tend({ kind: 'acs-part', part: 'probe' });
    expect(body(told, 'probe').ways).toEqual(['beside', 'instead']);
    await told.tend({ kind: 'probe-acs', way: 'beside', card, item: null });
    expect(body(told, 'probe').state.at).toBe('asking');
    await told.until(() => expect(body(told, 'probe').done).not.toBeNull(), 60_000);
    const kinds = body(told, 'probe').done?.findings.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['card-known', 'checksums-good']));
    expect(told.journal('acs-probed')).toMatchObject([{ staff: 'Tuấn', way: 'beside' }]);
    expect(told.keeper.works()?.client.state().kind).toBe('up');
    await told.tend({ kind: 'acs-part', part: 'messages' });
    expect(body(told, 'messages').rows.some(({ by }) => by === 'probe')).toBe(true);
    expect(told.everything()).not.toContain(card);
    await told.tend({ kind: 'open-page', page: 'settings', field: 'acs.line.charset' });
    expect(told.settings()).toMatchObject({ search: 'acs.line.charset', fields: [{ path: 'acs.line.charset' }] });
  },
);

technicianStory(
  'where the library allows no second connection the diagnosis waits for the patron and takes the line’s place',
  async (told) => {
    await enter(told);
    await told.tend({ kind: 'acs-part', part: 'probe' });
    expect(body(told, 'probe').ways).toEqual(['instead']);
    // What is not allowed is not done, whatever is called.
    await told.tend({ kind: 'probe-acs', way: 'beside', card: null, item: null });
    expect(body(told, 'probe').state.at).toBe('ready');
    const kiosk = told.join('K1');
    const seen = kiosk.view();
    if (seen?.mode !== 'kiosk') throw new Error('no kiosk is there');
    kiosk.joined?.call({ kind: 'press', session: seen.session, press: { kind: 'borrow' } });
    await told.clock.pass(1000);
    await told.tend({ kind: 'probe-acs', way: 'instead', card: null, item: null });
    expect(body(told, 'probe')).toMatchObject({ state: { at: 'waiting' }, busy: [{ place: 'K1', who: 'patron' }] });
    expect(told.journal('acs-probed')).toEqual([]);
    const now = kiosk.view();
    if (now?.mode !== 'kiosk') throw new Error('no kiosk is there');
    kiosk.joined?.call({ kind: 'press', session: now.session, press: { kind: 'leave' } });
    await told.until(() => expect(body(told, 'probe').state.at).toBe('asking'), 60_000);
    expect(told.keeper.works()?.client.state()).toMatchObject({ kind: 'down', because: 'closed' });
    await told.until(() => expect(body(told, 'probe').done).not.toBeNull(), 60_000);
    await told.until(() => expect(told.keeper.works()?.client.state().kind).toBe('up'));
    expect(told.journal('acs-probed')).toMatchObject([{ way: 'instead' }]);
  },
  { settings: { ...quietSettings, acs: { ...quietSettings.acs, secondConnection: false } } },
);

technicianStory('patrons are shown for a while, by a name; passwords never', async (told) => {
  await enter(told);
  await told.tend({ kind: 'acs-part', part: 'messages' });
  await told.tend({ kind: 'show-patrons', shown: true });
  await askPatron(told);
  expect(body(told, 'messages').rows.at(-2)?.text).toContain(`|AA${card}|`);
  expect(body(told, 'messages').rows.at(-2)?.text).toContain('AD***|');
  expect(told.journal('acs-patrons-shown')).toMatchObject([{ staff: 'Tuấn', shown: true }]);
  await told.clock.pass(patronsShownMs + 6000);
  expect(body(told, 'messages').patronsUntilMs).toBeNull();
  expect(JSON.stringify(body(told, 'messages'))).not.toContain(card);
  expect(told.everything()).not.toContain(`AD${pin}`);
});

technicianStory('patrons whom one technician had shown are not shown to the next', async (told) => {
  const shownTo = async (who: string): Promise<boolean> => {
    await told.signIn(who);
    await told.tend({ kind: 'open-page', page: 'acs-check' });
    await told.tend({ kind: 'acs-part', part: 'messages' });
    return JSON.stringify(body(told, 'messages')).includes(card);
  };
  const leavings = [
    async () => told.tend({ kind: 'sign-out' }),
    // Another comes to the page that was locked.
    async () => told.tend({ kind: 'lock' }),
    async () => {
      await told.tend({ kind: 'open-page', page: 'devices' });
      await told.tend({ kind: 'lock' });
    },
  ];
  for (const leave of leavings) {
    // One after the other.
    // oxlint-disable-next-line no-await-in-loop
    expect(await shownTo('Tuấn')).toBe(false);
    // oxlint-disable-next-line no-await-in-loop
    await told.tend({ kind: 'show-patrons', shown: true });
    // oxlint-disable-next-line no-await-in-loop
    await askPatron(told);
    expect(JSON.stringify(body(told, 'messages'))).toContain(card);
    // oxlint-disable-next-line no-await-in-loop
    await leave();
    // oxlint-disable-next-line no-await-in-loop
    expect(await shownTo('Hà')).toBe(false);
    // oxlint-disable-next-line no-await-in-loop
    await told.tend({ kind: 'sign-out' });
  }
});

technicianStory('two files for others, each made at one touch and journalled', async (told) => {
  await enter(told);
  await askPatron(told);
  await told.tend({ kind: 'acs-part', part: 'files' });
  await told.tend({ kind: 'make-file', file: 'vendor' });
  await told.until(() => expect(body(told, 'files').made).not.toBeNull());
  const { made } = body(told, 'files');
  const text = Buffer.from(made?.base64 ?? '', 'base64').toString('utf8');
  expect(made).toMatchObject({ kind: 'vendor', name: expect.stringMatching(/^tram-sip2-\d{8}-\d{4}\.txt$/) });
  expect(text).toContain('> 63');
  expect(text).not.toContain(card);
  await told.tend({ kind: 'put-file-away' });
  expect(body(told, 'files').made).toBeNull();
  await told.tend({ kind: 'make-file', file: 'diagnostics' });
  await told.until(() =>
    expect(body(told, 'files').made).toMatchObject({ kind: 'diagnostics', name: 'tram-1.zip', bytes: 3 }),
  );
  expect(told.journal('acs-file-made')).toMatchObject([{ file: 'vendor' }, { file: 'diagnostics' }]);
});
