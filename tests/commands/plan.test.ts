import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clausesIn, practiceIn } from '../../src/commands/plan-citations.ts';
import {
  CLAUSES,
  clauseRows,
  planDocument,
  practiceRows,
  readCitations,
} from '../../src/commands/plan-document.ts';
import { demoConfig } from '../drills/demo-site.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const citations = readCitations(demoConfig(), join(ROOT, 'tests'));

/** What practice demands of an emergency, of what lies before and after it, and of its record. */
const PRACTICE = [...Array.from({ length: 46 }, (_, n) => n + 1), 49, 51, 52, 53].map(
  (n) => `P-${n}`,
);

test('docs/plan.md is what npm run plan writes today', () => {
  const written = readFileSync(join(ROOT, 'docs', 'plan.md'), 'utf8');
  expect(written, 'npm run plan').toBe(planDocument(citations));
});

test('the plan has 37 clauses, and no E-3', () => {
  expect(CLAUSES).toHaveLength(37);
  expect(CLAUSES).not.toContain('E-3');
});

test.each(CLAUSES)('%s has a step that does it and a scenario or test that shows it', (clause) => {
  const row = clauseRows(citations).find((found) => found.clause === clause)!;
  expect(row.steps.length, 'steps').toBeGreaterThan(0);
  expect(row.shownBy.length, 'shown by').toBeGreaterThan(0);
});

test.each(PRACTICE)('%s has a scenario or test that shows it', (practice) => {
  const row = practiceRows(citations).find((found) => found.practice === practice);
  expect(row?.shownBy ?? [], practice).not.toEqual([]);
});

test('what a text cites: clauses with their parts, ranges of practice rules', () => {
  expect(clausesIn('plan F-10(3), E-2 and O-1; S4; SE-1, F-')).toEqual([
    'E-2',
    'F-10(3)',
    'O-1',
    'S4',
  ]);
  expect(practiceIn('practice P-17 to P-19, P-2')).toEqual(['P-2', 'P-17', 'P-18', 'P-19']);
});
