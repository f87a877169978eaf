// A disk that takes nothing more, for a journal that is open: every write fails as it does when there is no room, and nothing of it
// is there. What is read goes on.
import Database from 'better-sqlite3';

const tables = ['entries', 'registrations', 'card_numbers', 'card_series', 'letters'] as const;
const writes = ['insert', 'update', 'delete'] as const;
const nameOf = (table: string, write: string): string => `full_${table}_${write}`;

const onceOpen = (file: string, run: (database: Database.Database) => void): void => {
  const database = new Database(file);
  try {
    run(database);
  } finally {
    database.close();
  }
};

/** Until `roomAgain`; of these writes. */
export const fillDisk = (file: string, of: readonly (typeof writes)[number][] = writes): void =>
  onceOpen(file, (database) => {
    for (const table of tables)
      for (const write of of)
        database.exec(
          `create trigger ${nameOf(table, write)} before ${write} on ${table}
             begin select raise(abort, 'database or disk is full'); end`,
        );
  });

export const roomAgain = (file: string): void =>
  onceOpen(file, (database) => {
    for (const table of tables)
      for (const write of writes) database.exec(`drop trigger if exists ${nameOf(table, write)}`);
  });
