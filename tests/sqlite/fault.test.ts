import { expect, test } from 'vitest';
import { faultOf } from '../../src/sqlite/fault.ts';

test("SQLite's codes by who must act; an extended code is of its primary one's kind", () => {
  // Numbers: sqlite.org/rescode.html.
  for (const [code, name, fault] of [
    [5, 'SQLITE_BUSY', 'in-use'],
    [517, 'SQLITE_BUSY_SNAPSHOT', 'in-use'],
    [6, 'SQLITE_LOCKED', 'in-use'],
    [8, 'SQLITE_READONLY', 'io'],
    [10, 'SQLITE_IOERR', 'io'],
    [1034, 'SQLITE_IOERR_FSYNC', 'io'],
    [11, 'SQLITE_CORRUPT', 'corrupt'],
    [13, 'SQLITE_FULL', 'full'],
    [14, 'SQLITE_CANTOPEN', 'io'],
    [26, 'SQLITE_NOTADB', 'corrupt'],
    [1, 'SQLITE_ERROR', undefined],
    [19, 'SQLITE_CONSTRAINT', undefined],
    [2067, 'SQLITE_CONSTRAINT_UNIQUE', undefined],
  ] as const)
    expect(faultOf(Object.assign(new Error(), { errcode: code })), name).toBe(fault);
  expect(faultOf(new Error('not of SQLite'))).toBeUndefined();
});
