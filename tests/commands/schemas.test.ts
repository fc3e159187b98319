import { globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { jsonSchemaFiles } from '../../src/commands/json-schemas.ts';
import { runChild } from '../support/child.ts';
import { DEBIAN_PYTHON } from '../support/debian-packages.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SCHEMAS = join(ROOT, 'docs', 'schemas');
const HEAD = /^# yaml-language-server: \$schema=(\S+)\n/;

const FILES = globSync(['config/**/*.yaml', 'devices/**/*.yaml'], { cwd: ROOT })
  .filter((file) => !file.includes('secrets'))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));

interface Case {
  name: string;
  schema: unknown;
  data: unknown;
}

/** What another implementation of JSON Schema has to say. */
async function mistakesIn(cases: readonly Case[]): Promise<string[]> {
  const script = join(import.meta.dirname, 'validate-json.py');
  const { code, output } = await runChild(DEBIAN_PYTHON, [script], {
    input: JSON.stringify(cases),
  });
  if (code !== 0) throw new Error(output);
  return output.split('\n').filter((line) => line !== '');
}

function schemaNamed(name: string): unknown {
  return JSON.parse(jsonSchemaFiles().get(`${name}.json`) ?? 'null');
}

test('the files in docs/schemas are those that npm run schemas writes today', () => {
  const files = jsonSchemaFiles();
  expect(readdirSync(SCHEMAS).sort()).toEqual([...files.keys()].sort());
  for (const [name, content] of files) {
    expect(readFileSync(join(SCHEMAS, name), 'utf8'), `${name}: npm run schemas`).toBe(content);
  }
});

test('every file of the demo site and every profile names its schema', () => {
  expect(FILES.length).toBeGreaterThan(30);
  const lost = FILES.filter(({ file, text }) => {
    const named = HEAD.exec(text)?.[1];
    return named === undefined || dirname(join(ROOT, dirname(file), named)) !== SCHEMAS;
  });
  expect(lost.map(({ file }) => file)).toEqual([]);
});

test('every file agrees with the schema that it names', async () => {
  const cases = FILES.map(({ file, text }) => ({
    name: file,
    schema: schemaNamed(basename(HEAD.exec(text)?.[1] ?? '', '.json')),
    data: parse(text) as unknown,
  }));
  expect(await mistakesIn(cases)).toEqual([]);
});

test.each([
  ['rules', { rules: [{ rule: 'a', each: 'lift', wen: 'true' }] }, "'wen' was unexpected"],
  ['site', { site: { id: 'a' } }, "'name' is a required property"],
  ['rule-tests', [{ rule: 'a', every: '1', given: {}, expect: {} }], "'1' does not match"],
  ['channels', { channels: { m: { smpt: 'smtp://a' } } }, 'is not valid under any of the given'],
  ['scenario', { script: [{ at: '0s', fault: { mains: 'fail' } }] }, 'is not valid under any of'],
  ['people', { people: [{ id: 'a', roles: ['boss'] }] }, "'boss' is not one of"],
])('the schema of %s refuses a mistake', async (name, data, mistake) => {
  const mistakes = await mistakesIn([{ name, schema: schemaNamed(name), data }]);
  expect(mistakes.join('\n')).toContain(mistake);
});
