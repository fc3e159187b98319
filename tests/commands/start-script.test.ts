import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runChild } from '../support/child.ts';
import { createTempFolder } from '../support/temp-folder.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** Node's own name for what strips types; it tells at the end whether that was loaded. */
const TELL = `data:text/javascript,process.on('exit', () =>
  console.log('stripper', process.moduleLoadList.some((name) => name.includes('amaro'))))`;

test('what npm start runs needs no TypeScript stripper once it was started before', async () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  const given = scripts.start.split(' ').slice(1);
  // Where Node keeps what it compiled.
  const env = { TMPDIR: createTempFolder('start-script') };
  const start = () =>
    runChild(process.execPath, ['--import', TELL, ...given, 'no-such-command'], { cwd: ROOT, env });
  const first = await start();
  expect(first.stdout).toBe('stripper true\n');
  expect(first.output).toContain('"no-such-command" is no command');
  const second = await start();
  expect(second.stdout).toBe('stripper false\n');
  expect(second.output).toContain('"no-such-command" is no command');
});
