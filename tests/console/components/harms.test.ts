/** Shows: practice P-40, P-46. */
/** What stands beside the clock of an incident, and what is read aloud. */
import { expect, test } from 'vitest';
import { callSentence } from '../../../src/console/components/incident/call-sentence.ts';
import { groupHarms } from '../../../src/console/components/incident/harm-groups.ts';
import { en } from '../../../src/console/texts/en.ts';
import { zh } from '../../../src/console/texts/zh.ts';
import { entrapmentAt } from '../fixtures/incidents.ts';

const text = { zh: 'x', en: 'x' };

test('the same harm at the same moment is one line; what nobody can tell is another', () => {
  const groups = groupHarms([
    { harm: 'battery', text, asset: 'A', at: 5_000 },
    { harm: 'battery', text, asset: 'B', at: 5_000 },
    { harm: 'battery', text, asset: 'C', at: 9_000 },
    { harm: 'battery', text, asset: 'D' },
    { harm: 'water', text, area: 'room', at: 5_000 },
  ]);
  expect(groups.map(({ assets, areas, at }) => [[...assets, ...areas].join(), at])).toEqual([
    ['A,B', 5_000],
    ['C', 9_000],
    ['D', undefined],
    ['room', 5_000],
  ]);
});

test('who calls reads one sentence: where, what, how long, how many, the way in', () => {
  const now = Date.UTC(2026, 10, 23, 19, 14);
  const incident = entrapmentAt(now);
  const zhWords = callSentence(incident, { texts: zh, say: (words) => words.zh, now });
  // Opened 134 s before: two whole minutes.
  expect(zhWords).toContain('这里是滨江路88号滨江花园A座1号梯；');
  expect(zhWords).toContain('已2分钟；被困人数：');
  expect(zhWords).toContain('电梯注册代码DEMO-3110-0001。');
  const enWords = callSentence(incident, { texts: en, say: (words) => words.en, now });
  expect(enWords).toMatch(/^This is Lift A1, Tower A, 88 Binjiang Road; .*for 2 min now; people/);
});

test('without a card the place is said, and what is not answered is left out', () => {
  const now = 1_000_000;
  const { callCard: _, ...rest } = entrapmentAt(now);
  const bare = { ...rest, record: {} };
  const words = callSentence(bare, { texts: en, say: (each) => each.en, now });
  expect(words).not.toContain('people inside');
  expect(words).not.toContain('registration');
  expect(words).toContain(bare.place.en);
});
