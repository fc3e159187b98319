import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startChild } from './child.ts';
import { closeRunFolder, endGroup } from './run-folder.ts';
import { createTempFolder } from './temp-folder.ts';

test('a program that a test forgot ends with the run, and so does its folder', async () => {
  const folder = mkdtempSync(join(createTempFolder(), 'run-'));
  const forgotten = await startChild('sleep', ['60']);
  writeFileSync(join(folder, `group-${forgotten.pid}`), '');
  closeRunFolder(folder);
  expect(await forgotten.exited).toEqual({ code: null, signal: 'SIGKILL' });
  expect(existsSync(folder)).toBe(false);
});

test('ending a group that is gone is no error', async () => {
  const gone = await startChild('true');
  await gone.exited;
  expect(() => endGroup(gone.pid, 'SIGKILL')).not.toThrow();
});
