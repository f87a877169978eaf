// A card in a minute: the machine's own time from the scan of a citizen card to the slip, with a library system that takes 200 ms
// for each answer; and the touches and keystrokes of whoever serves. Aimed at: 2 s, and no more than 6 touches beside the scan.
import type { DeskAct } from '../../contract/desk-calls.ts';
import type { RegisterScreen } from '../../contract/register-view.ts';
import { demonstration } from '../../station/settings/schema.ts';
import { registeringLacks } from '../../station/registry/open.ts';
import type { Station } from '../../station/works.ts';
import { joinGlass, openForBench } from './open.ts';

const answerMs = 200;
const aimedSeconds = 2;
const aimedTouches = 6;
const telephone = '0912345678';
const names = ['Nguyễn Văn An', 'Phạm Thị Hoa', 'Lê Minh Đức', 'Đặng Thị Thu Hà', 'Hồ Quốc Bảo'] as const;
const paperOf = (nth: number): string =>
  `0010900${String(10_000 + nth)}||${names[nth] ?? ''}|0${nth + 1}011990|Nam|12 Phố Huế, Hà Nội|15042021`;

export const benchRegister = async (): Promise<void> => {
  const { station, close } = await openForBench(demonstration);
  const glass = joinGlass(station, 'D1', 'desk');
  const act = (one: DeskAct): void => glass.call({ kind: 'act', session: glass.view().session, act: one });
  const until = (check: (screen: RegisterScreen) => boolean): Promise<number> =>
    glass.until(({ screen }) => screen.at === 'register' && check(screen));
  await glass.until(({ screen }) => screen.at === 'sign-in');
  act({ kind: 'sign-in', name: 'Lan', pin: '246810' });
  await glass.until(({ screen }) => screen.at === 'board');
  station.works?.library?.koha.setFaults([{ asked: 'any', does: { kind: 'delay', ms: answerMs }, times: null }]);
  act({ kind: 'open-room', room: 'register' });
  await until((screen) => isForm(screen, (form) => form.values.card !== ''));

  console.log(`citizen card to slip: ${answerMs} ms an answer of the library system, printer and scanner in real time`);
  for (const [nth, name] of names.entries()) {
    let touches = 0;
    const touch = (one: DeskAct): void => {
      touches += 1;
      act(one);
    };
    const given = name.split(' ').at(-1);
    const scanned = performance.now();
    glass.call({ kind: 'scan', session: glass.view().session, text: paperOf(nth) });
    const filled = await until((screen) =>
      isForm(screen, (form) => form.values.given === given && form.values.card !== ''),
    );
    const own = `${telephone.slice(0, -1)}${nth}`;
    for (let key = 1; key <= own.length; key += 1)
      act({ kind: 'fill-card-form', field: 'phone', value: own.slice(0, key) });
    touch({ kind: 'tick-card-form', what: 'consent', on: true });
    const entered = performance.now();
    touch({ kind: 'make-card' });
    const made = await until((screen) => screen.page === 'new' && screen.sheet.at === 'made');
    const printed = await until(
      (screen) => screen.page === 'new' && screen.sheet.at === 'made' && screen.sheet.made.slip === 'printed',
    );
    const shown = (ms: number): string => (ms / 1000).toFixed(2);
    const machine = (filled - scanned + (printed - entered)) / 1000;
    console.log(
      [
        `  card ${nth + 1}: scan to form ${shown(filled - scanned)} s, Enter to card ${shown(made - entered)} s,`,
        `to slip ${shown(printed - entered)} s; together ${machine.toFixed(2)} s, aim ${aimedSeconds} s${machine > aimedSeconds ? ', MISSED' : ''};`,
        `${touches} touches (aim ${aimedTouches}), ${telephone.length} keys of a telephone number`,
      ].join(' '),
    );
  }
  await benchMany(station);
  await close();
};

const rows = 500;

/** What so many who wait cost whoever works beside them: the list anew after each change, and the sentence for health. */
const benchMany = async ({ works }: Station): Promise<void> => {
  const registrar = works?.registering?.registrar;
  const [one] = registrar?.list() ?? [];
  if (works === null || registrar === undefined || one === undefined) throw new Error('nobody is registered here');
  works.library?.koha.setFaults([{ asked: 'any', does: { kind: 'maintenance' }, times: null }]);
  for (let nth = 0; nth < rows; nth += 1) {
    const [id, card] = [`${nth}-${one.id}`, `9${String(nth).padStart(13, '0')}`];
    const body = JSON.stringify({ ...one.registration, id, card });
    works.journal.registrations.put({ id, card, place: 'D1', at: nth, body, mark: id }, []);
  }
  const took = (run: () => void): string => {
    const began = performance.now();
    run();
    return `${(performance.now() - began).toFixed(1)} ms`;
  };
  registrar.tell();
  const first = took(() => registrar.list());
  const asked: string[] = [];
  for (let nth = 0; nth < 3; nth += 1) {
    const registration = { ...one.registration, id: `more-${nth}`, card: `8${String(nth).padStart(13, '0')}` };
    await registrar.register('D1', registration, []);
    asked.push(took(() => registrar.list()));
  }
  const health = took(() => registeringLacks(null, { registrar, handOver: null }));
  console.log(
    `  ${rows} who wait: the list read for the first time ${first}, after a registration ${asked.join(', ')}; for health ${health}`,
  );
};

const isForm = (
  screen: RegisterScreen,
  check: (form: Extract<Extract<RegisterScreen, { page: 'new' }>['sheet'], { at: 'form' }>['form']) => boolean,
): boolean => screen.page === 'new' && screen.sheet.at === 'form' && check(screen.sheet.form);
