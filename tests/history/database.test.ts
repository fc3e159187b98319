import { expect, test } from 'vitest';
import { sqlite } from '../../src/history/database.ts';

test("SQLite's faults by the history's kinds; nobody else writes its files", () => {
  for (const [errcode, name, kind] of [
    [5, 'SQLITE_BUSY', 'io'],
    [10, 'SQLITE_IOERR', 'io'],
    [11, 'SQLITE_CORRUPT', 'corrupt'],
    [13, 'SQLITE_FULL', 'disk-full'],
  ] as const) {
    const cause = Object.assign(new Error(name), { errcode });
    expect(sqlite.sortError('storing readings', cause)).toMatchObject({
      name: 'HistoryError',
      kind,
      message: `storing readings: ${name}`,
      cause,
    });
  }
});
