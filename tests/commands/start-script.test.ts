import { expect, test } from 'vitest';
import { runChild } from '../support/child.ts';
import { ROOT, readScript } from '../support/npm-script.ts';
import { createTempFolder } from '../support/temp-folder.ts';

/** Node's own name for what strips types; it tells at the end whether that was loaded. */
const TELL = `data:text/javascript,process.on('exit', () =>
  console.log('stripper', process.moduleLoadList.some((name) => name.includes('amaro'))))`;

test('what npm start runs needs no TypeScript stripper once it was started before', async () => {
  const { env, flags, entry } = readScript('start');
  const asked = ['--import', TELL, ...flags, entry, 'no-such-command'];
  // Where Node keeps what it compiled.
  const compiled = { TMPDIR: createTempFolder('start-script') };
  const start = () =>
    runChild(process.execPath, asked, { cwd: ROOT, env: { ...env, ...compiled } });
  const first = await start();
  expect(first.stdout).toBe('stripper true\n');
  expect(first.output).toContain('"no-such-command" is no command');
  const second = await start();
  expect(second.stdout).toBe('stripper false\n');
  expect(second.output).toContain('"no-such-command" is no command');
});
