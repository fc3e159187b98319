import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runChild, startChild } from './child.ts';
import { createTempFolder } from './temp-folder.ts';

test('a program that prints a line is waited for by that line', async () => {
  await using child = await startChild('sh', ['-c', 'echo starting; echo port 1234; sleep 60']);
  const [, port] = await child.waitForOutput(/port (\d+)/);
  expect(port).toBe('1234');
});

test('a program that ends without the line fails the wait, with what it said', async () => {
  await using child = await startChild('sh', ['-c', 'echo "address in use" >&2; exit 3']);
  await expect(child.waitForOutput(/ready/)).rejects.toThrow(/address in use/);
  expect(await child.exited).toEqual({ code: 3, signal: null });
});

test('a program that says nothing fails the wait at its deadline, with what it said', async () => {
  await using child = await startChild('sh', ['-c', 'echo thinking; sleep 60']);
  await child.waitForOutput(/thinking/);
  const late = child.waitForOutput(/ready/, { withinMs: 60 });
  await expect(late).rejects.toThrow(/waited 60 ms for \/ready\/ from sh; it said:\nthinking/);
});

test('a program that does not exist fails at once', async () => {
  await expect(startChild('/no/such/program')).rejects.toThrow(/ENOENT/);
});

test('stop asks politely, and kill does not', async () => {
  const folder = createTempFolder('child');
  const onStop = `trap 'touch ${folder}/tidied; exit 0' TERM`;
  const tidying = `${onStop}; echo up; while :; do sleep 0.02; done`;
  const polite = await startChild('sh', ['-c', tidying]);
  await polite.waitForOutput(/up/);
  expect(await polite.stop()).toEqual({ code: 0, signal: null });
  expect(existsSync(`${folder}/tidied`)).toBe(true);

  const killed = await startChild('sleep', ['60']);
  expect(await killed.kill()).toEqual({ code: null, signal: 'SIGKILL' });
});

test('input is given, standard output is kept apart from standard error', async () => {
  const ran = await runChild('sh', ['-c', 'cat; echo noise >&2'], { input: 'one\ntwo\n' });
  expect(ran.stdout).toBe('one\ntwo\n');
  expect(ran.output).toContain('noise');
  expect(ran.code).toBe(0);
});
