// The small library system's answers as Koha words them: token, patrons, passwords, libraries, categories. Knows records and
// statuses; who may ask, and what goes wrong on purpose, is server.ts's.
import * as z from 'zod';
import type { Acs } from 'sip2/acs';
import { emptyPatron, readBody, type BodyFault } from './fields.ts';
import type { KohaQuestion } from './faults.ts';
import { kohaCategories, type KohaRecord, type Records, type Wrong } from './records.ts';
import { searched } from './search.ts';

export type Question = {
  readonly kind: Exclude<KohaQuestion, 'token'>;
  readonly url: URL;
  /** Of the patron in the path; null where there is none. */
  readonly id: number | null;
  readonly json: unknown;
};

const routes: readonly { readonly kind: Question['kind']; readonly method: string; readonly path: RegExp }[] = [
  { kind: 'find', method: 'GET', path: /^\/patrons$/ },
  { kind: 'register', method: 'POST', path: /^\/patrons$/ },
  { kind: 'read', method: 'GET', path: /^\/patrons\/(\d+)$/ },
  { kind: 'change', method: 'PUT', path: /^\/patrons\/(\d+)$/ },
  { kind: 'password', method: 'POST', path: /^\/patrons\/(\d+)\/password$/ },
  { kind: 'libraries', method: 'GET', path: /^\/libraries$/ },
  { kind: 'categories', method: 'GET', path: /^\/patron_categories$/ },
];

/** Null: there is no such door. `path`: below `/api/v1`. */
export const routeOf = (
  method: string,
  path: string,
): { readonly kind: Question['kind']; readonly id: number | null } | null => {
  for (const route of routes) {
    const found = route.method === method ? route.path.exec(path) : null;
    if (found !== null) return { kind: route.kind, id: found[1] === undefined ? null : Number(found[1]) };
  }
  return null;
};

export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
  });

const error = (status: number, text: string, more: object = {}): Response => json(status, { error: text, ...more });
const faulty = (faults: readonly BodyFault[]): Response => json(400, { errors: faults, status: 400 });
const notFound = (): Response => error(404, 'Patron not found');

const wrongAnswer = (wrong: Wrong): Response => {
  if (wrong.kind === 'no-such') return error(400, `Given ${wrong.what} does not exist`);
  if (wrong.what === 'attribute') return error(409, 'Your action breaks a unique constraint on the attribute.');
  return error(409, 'Duplicate ID', { conflict: wrong.what });
};
const isWrong = (outcome: KohaRecord | Wrong): outcome is Wrong => 'kind' in outcome;

const passwords = z.strictObject({ password: z.string(), password_2: z.string() });
const shortestPassword = 4;

const searchable = new Set([...Object.keys(emptyPatron), 'restricted']);

/** What Koha answers to a question of somebody who may ask it. */
export const answerTo = ({ kind, url, id, json: sent }: Question, records: Records, acs: Acs): Response => {
  switch (kind) {
    case 'find': {
      const page = searched(records.all(), url.searchParams, searchable);
      return page.kind === 'wrong' ? faulty([page]) : json(200, page.rows, { 'x-total-count': String(page.total) });
    }
    case 'register': {
      const read = readBody(sent);
      if (read.kind === 'faults') return faulty(read.faults);
      const made = records.add(read.body);
      if (isWrong(made)) return wrongAnswer(made);
      return json(201, made, { location: `${url.pathname}/${made.patron_id}` });
    }
    case 'read': {
      const record = id === null ? null : records.get(id);
      return record === null ? notFound() : json(200, record);
    }
    case 'change': {
      const read = readBody(sent);
      if (read.kind === 'faults') return faulty(read.faults);
      const changed = id === null ? null : records.change(id, read.body);
      if (changed === null) return notFound();
      return isWrong(changed) ? wrongAnswer(changed) : json(200, changed);
    }
    case 'password':
      return passwordAnswer(sent, id, records);
    case 'libraries':
      return json(
        200,
        acs.catalogue.library.branches.map(({ code, name }) => ({ library_id: code, name })),
      );
    case 'categories':
      return json(
        200,
        kohaCategories.map(({ patron_category_id, name }) => ({ patron_category_id, name })),
      );
  }
};

const passwordAnswer = (sent: unknown, id: number | null, records: Records): Response => {
  const read = passwords.safeParse(sent);
  if (!read.success) return faulty([{ message: 'Missing property.', path: '/body/password' }]);
  const { password, password_2 } = read.data;
  if (id === null || records.get(id) === null) return notFound();
  if (password !== password_2) return error(400, "Passwords don't match");
  if (password.trim() !== password) return error(400, 'Password contains leading/trailing whitespace character(s)');
  if (password.length < shortestPassword)
    return error(400, `Password length (${password.length}) is shorter than required (${shortestPassword})`);
  return records.setPin(id, password) ? json(200, '') : notFound();
};
