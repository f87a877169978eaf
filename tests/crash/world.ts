// What outlives a station that is killed: the library system, the reader with what lies on it, the printer, the mail server,
// each on a real port, and what the library system was ever asked and did. Knows nothing of stations.
import { createAcs, listen, type Acs } from 'sip2/acs';
import { systemClock } from '../../drivers/clock.ts';
import { createPrinterSimulator } from '../../drivers/printer/simulator.ts';
import { createFeigSimulator, feigSimulatorDefaults } from '../../drivers/rfid/feig/simulator.ts';
import { createField, slixTag, type Field, type TagFaults } from '../../drivers/rfid/field.ts';
import { writeIso28560_2 } from '../../drivers/tags/iso28560-2.ts';
import type { Far } from '../../drivers/transport/memory.ts';
import { serve, type Visitor } from '../../drivers/transport/tcp.ts';
import { hashStaffPin } from '../../station/staff-pin.ts';
import { openSmtpServer, type SmtpServer } from '../station/smtp-server.ts';
import { catalogueOf, isLentBefore, type Piece } from './lots.ts';

export const staffPin = 'staff-Wy41q';

export type World = {
  readonly acs: Acs;
  readonly field: Field;
  readonly mail: SmtpServer;
  readonly peers: Readonly<Record<string, 'acs' | 'reader' | 'printer' | 'mail'>>;
  /** The settings of a station that works here. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Lays a tag as it is now, in the reader's field. */
  lay(piece: Piece, faults?: Partial<TagFaults>): void;
  lift(piece: Piece): void;
  securityOf(piece: Piece): 'armed' | 'disarmed' | 'odd';
  /** Gone: it hangs up on whoever calls, and on whoever is there. */
  libraryIs(mood: 'gone' | 'normal'): void;
  /** Questions with this code (`11`) that named this number. */
  asked(code: string, number: string): number;
  /** Answers with this code and a yes (`161`, `38Y`) that named this number. */
  did(prefix: string, number: string): number;
  /** How often it went from nobody to somebody, back, and how often it was prolonged. */
  deeds(number: string): { readonly lent: number; readonly back: number; readonly renewed: number };
  close(): Promise<void>;
};

const host = '127.0.0.1';
const afi = { armed: 0x07, disarmed: 0xc2 } as const;

/** As FEIG's LAN readers: a second caller is turned away. */
const admitOne = (far: Far): ((visitor: Visitor) => void) => {
  let isTaken = false;
  return (visitor) => {
    if (isTaken) return visitor.dismiss();
    isTaken = true;
    visitor.left(() => (isTaken = false));
    visitor.hears(far((bytes) => visitor.send(bytes)));
  };
};

const portOf = ({ port }: { readonly port: number | null }): number => {
  if (port === null) throw new Error('a server of the crash harness has no port');
  return port;
};

/** `lots`: how many rounds it has books for. */
export const openWorld = async (lots: number): Promise<World> => {
  const counts = new Map<string, number>();
  const count = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  const deeds = new Map<string, { lent: number; back: number; renewed: number }>();
  const acs = createAcs({
    clock: systemClock,
    catalogue: catalogueOf(lots),
    settings: { login: null, listsOf: 'barcodes', showPatrons: true },
    hears: {
      traffic: ({ kind, text }) => {
        const number = /\|AB([^|]*)/.exec(text)?.[1] ?? /AA([^|]*)/.exec(text)?.[1] ?? '';
        if (kind === 'heard') count(`asked ${text.slice(0, 2)} ${number}`);
        if (kind === 'sent') count(`did ${text.slice(0, 3)} ${number}`);
      },
      changed: () => compare(),
    },
  });
  let before = new Map(acs.loans().map((loan) => [loan.itemId, loan]));
  const deedsOf = (number: string) => {
    const known = deeds.get(number) ?? { lent: 0, back: 0, renewed: 0 };
    deeds.set(number, known);
    return known;
  };
  const compare = (): void => {
    const now = new Map(acs.loans().map((loan) => [loan.itemId, loan]));
    for (const [number, loan] of now) {
      const was = before.get(number);
      if (was === undefined) deedsOf(number).lent += 1;
      else if (was.renewals !== loan.renewals) deedsOf(number).renewed += 1;
    }
    for (const number of before.keys()) if (!now.has(number)) deedsOf(number).back += 1;
    before = now;
  };
  const acsServer = await listen(acs, { host, port: 0 });

  const field = createField({ seed: 1 });
  const reader = createFeigSimulator({ field, clock: systemClock, settings: feigSimulatorDefaults });
  const readerServer = await serve({ host, port: 0 }, admitOne(reader));
  const printer = createPrinterSimulator({
    clock: systemClock,
    language: 'esc-pos',
    paper: { paperWidthMm: 80, dotsPerInch: 203 },
    realTime: false,
    baudRate: null,
  });
  const printerServer = await serve({ host, port: 0 }, admitOne(printer.serve));
  const mail = await openSmtpServer();

  /** Tags that lie nowhere now, as they were left. */
  const carried = new Map<string, number>();
  const afiOf = ({ uid }: Piece): number | null => {
    const tag = field.tags().find((one) => one.uid === uid);
    return tag?.air === 'iso15693' ? tag.afi : null;
  };
  const lastAfi = (piece: Piece): number =>
    afiOf(piece) ?? carried.get(piece.uid) ?? (isLentBefore(piece) ? afi.disarmed : afi.armed);

  const ports = {
    acs: portOf(acsServer),
    reader: portOf(readerServer),
    printer: portOf(printerServer),
    mail: mail.port,
  };
  const tcp = (port: number) => ({ kind: 'tcp', host, port });
  return {
    acs,
    field,
    mail,
    peers: {
      [ports.acs]: 'acs',
      [ports.reader]: 'reader',
      [ports.printer]: 'printer',
      [ports.mail]: 'mail',
    },
    settings: {
      version: 2,
      library: { name: 'Thư viện tỉnh' },
      acs: { connection: tcp(ports.acs), institution: 'TVT', answerTimeoutSeconds: 3 },
      mail: { host, port: ports.mail, security: 'none', from: 'library@example.org' },
      payment: {
        bankBin: '000000',
        bankName: 'Ngân hàng',
        accountNumber: '0123456789',
        accountName: 'THU VIEN',
      },
      staff: [
        { name: 'Minh', level: 'senior', pin: await hashStaffPin(staffPin) },
        { name: 'Hà', level: 'technician', pin: await hashStaffPin(staffPin) },
      ],
      places: [
        {
          kind: 'kiosk',
          name: 'K1',
          accountPassword: 'when-asked',
          offline: { does: 'lends', perDay: 5000 },
          reader: { maker: 'feig', frames: 'standard', connection: tcp(ports.reader) },
          printer: { connection: tcp(ports.printer) },
          numbers: { patron: String.raw`^2\d{13}$`, item: String.raw`^3\d{13}$` },
        },
      ],
    },
    lay: (piece, faults = {}) => {
      const content = writeIso28560_2({
        id: piece.number,
        owner: null,
        usage: 0x10,
        part: { nth: 1, of: 1 },
        title: null,
      });
      field.lay(slixTag({ uid: piece.uid, content, afi: lastAfi(piece) }), faults);
    },
    lift: (piece) => {
      carried.set(piece.uid, lastAfi(piece));
      field.lift(piece.uid);
    },
    securityOf: (piece) => {
      const now = lastAfi(piece);
      return now === afi.armed ? 'armed' : now === afi.disarmed ? 'disarmed' : 'odd';
    },
    libraryIs: (mood) => acs.setMood({ mood }),
    asked: (code, number) => counts.get(`asked ${code} ${number}`) ?? 0,
    did: (prefix, number) => counts.get(`did ${prefix} ${number}`) ?? 0,
    deeds: (number) => deedsOf(number),
    close: async () => {
      await Promise.all([acsServer.close(), readerServer.close(), printerServer.close(), mail.close()]);
    },
  };
};
