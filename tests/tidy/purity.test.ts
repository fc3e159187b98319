import { expect, test } from 'vitest';
import { expectNoFindings } from './finding.ts';
import { findImpurities } from './purity.ts';
import { parseSource } from './source/source.ts';
import { readSources } from './source/tree.ts';

function judge(path: string, text: string): string[] {
  return findImpurities([parseSource(path, text)]).map(({ found }) => found);
}

test('the core, the meaning of bytes and the physics are pure', () => {
  expectNoFindings(findImpurities(readSources()));
});

test.each([
  ['const at = Date.now();', 'uses Date'],
  ['const at = new Date();', 'uses Date'],
  ['const at = performance.now();', 'uses performance'],
  ['const seed = Math.random();', 'uses Math.random'],
  ['setTimeout(wake, 5);', 'uses setTimeout'],
  ['setInterval(wake, 5);', 'uses setInterval'],
  ['const home = process.env.HOME;', 'uses process'],
  ["console.log('here');", 'uses console'],
  ['globalThis.fetch(url);', 'uses globalThis'],
  ['const id = crypto.randomUUID();', 'uses crypto'],
  ['async function read() {}', 'uses async'],
  ['const read = async () => 1;', 'uses async'],
  ['await later;', 'uses await'],
  ['Promise.resolve(1);', 'uses Promise'],
  ['const it = { process };', 'uses process'],
])('in the core, %s is found', (text, found) => {
  expect(judge('src/core/rules/rule.ts', text)).toContain(found);
  expect(judge('simulators/models/lift.ts', text)).toContain(found);
  expect(judge('src/journal/journal.ts', text)).toEqual([]);
});

test.each([
  ['const p = alarm.process;', 'a member of that name'],
  ['const p = { console: 1 };', 'a key of that name'],
  ["const word = 'Date';", 'a text'],
  ['// setTimeout would be wrong here', 'a comment'],
  ['const floor = Math.floor(1.5);', 'pure mathematics'],
])('in the core, %s is no offence: %s', (text) => {
  expect(judge('src/core/rules/rule.ts', text)).toEqual([]);
});

test("a decoder may parse a payload's own time, and may not ask for the time", () => {
  expect(judge('src/devices/payload.ts', 'const at = Date.parse(text);')).toEqual([]);
  expect(judge('src/devices/payload.ts', 'const at = Date.now();')).toEqual(['uses Date.now']);
});

test('a finding says where, what and what to do', () => {
  const [finding] = findImpurities([parseSource('src/core/a.ts', '\nconst at = Date.now();')]);
  expect(finding).toEqual({
    place: 'src/core/a.ts:2',
    found: 'uses Date',
    remedy: 'take the time as an argument',
  });
});
