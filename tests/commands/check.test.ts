import { appendFileSync, cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCheck } from '../../src/commands/check.ts';
import { SMALL_SITE } from '../config/small-site-folder.ts';
import { createTempFolder } from '../support/temp-folder.ts';

async function check(...args: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
  return { code: await runCheck(args, io), out, err };
}

function copyOfSite(): string {
  const folder = createTempFolder('check');
  cpSync(SMALL_SITE, folder, { recursive: true });
  return folder;
}

test('the demo site is sound, and every rule test of it passes', async () => {
  const { code, out, err } = await check();
  expect(out.at(-1)).toMatch(/^\d+ files, 55 assets, .* rule tests, .*: no problems$/);
  expect({ code, err, lines: out.length }).toEqual({ code: 0, err: [], lines: 1 });
});

test('a site that can see no outage twice is warned, and passes', async () => {
  const { code, out } = await check('--config', SMALL_SITE);
  expect(code).toBe(0);
  expect(out[0]).toBe(
    'warning: small can never reach two independent indications of an outage (found none): fit a ' +
      'mains-fail relay, a meter on the incomer or a UPS that can be read; until then a person ' +
      'confirms every outage',
  );
  expect(out[1]).toMatch(/, 2 rules, 1 rule test, 1 playbook, 1 scenario: no problems, 1 warning$/);
});

test('a rule test that fails is a problem with its place', async () => {
  const folder = copyOfSite();
  const path = join(folder, 'rules', 'entrapment.test.yaml');
  appendFileSync(path, '    31s: none\n');
  const { code, out } = await check('--config', folder);
  expect(code).toBe(1);
  expect(out[0]).toBe(
    'rules/entrapment.test.yaml:12:10 0.expect.31s: stopped-between-floors: at 31s on L1: ' +
      'expected none; found unacknowledged, critical',
  );
  expect(out.at(-1)).toBe('1 problem in 1 file, 1 warning');
});

test('a scenario that names what the site has not is a problem', async () => {
  const folder = copyOfSite();
  writeFileSync(
    join(folder, 'scenarios', 'odd.yaml'),
    'scenario: odd\ntitle: { zh: 错, en: Odd }\nseed: 1\nlasts: 1m\nscript:\n' +
      '  - { at: 0s, fault: { lift: L9, stops: between-floors } }\n' +
      'expect:\n  - alarm: { rule: stopped }\n',
  );
  const { code, out } = await check('--config', folder);
  expect(code).toBe(1);
  expect(out.slice(0, 2)).toEqual([
    expect.stringMatching(/^scenarios\/odd\.yaml:6:5 script\.0: .*L9/),
    expect.stringMatching(/^scenarios\/odd\.yaml:8:5 expect\.0: "stopped"/),
  ]);
});

test('where the site itself is wrong, all files are still read', async () => {
  const folder = copyOfSite();
  rmSync(join(folder, 'texts.yaml'));
  writeFileSync(join(folder, 'scenarios', 'empty.yaml'), '');
  appendFileSync(join(folder, 'rules', 'entrapment.test.yaml'), '    soon: none\n');
  const { code, out } = await check('--config', folder);
  expect(code).toBe(1);
  expect(out).toEqual([
    'texts.yaml:1:1 the file is missing',
    'scenarios/empty.yaml:1:1 expected keys and values; found nothing',
    'rules/entrapment.test.yaml:12:5 0.expect.soon: expected a time such as 40s or 10m',
    '3 problems in 3 files; rule tests were not run',
  ]);
});

test('a folder that is not there is wrong use', async () => {
  const { code, out, err } = await check('--config', join(SMALL_SITE, 'nowhere'));
  expect({ code, out }).toEqual({ code: 2, out: [] });
  expect(err[0]).toContain('there is no such folder');
});

test('an option that is not known is wrong use', async () => {
  const { code, out, err } = await check('--confg', SMALL_SITE);
  expect({ code, out }).toEqual({ code: 2, out: [] });
  expect(err[0]).toContain("Unknown option '--confg'");
});
