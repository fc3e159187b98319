import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clausesIn, practiceIn } from '../../src/commands/plan-citations.ts';
import {
  CLAUSES,
  clauseRows,
  planDocument,
  practiceRows,
} from '../../src/commands/plan-document.ts';
import { demoConfig } from '../drills/demo-site.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const config = demoConfig();

/** Clauses that lie before or after an emergency, and have no step of their own. */
const BEFORE_OR_AFTER = /^(E-9|O-1|O-11\(\d\)|F-8|F-10\(\d\))$/;

/** Of practice P-1 to P-46 and P-49: those kept by the program or the desk, not by these files. */
const NOT_IN_FILES = ['P-16', 'P-40', 'P-41', 'P-42', 'P-43', 'P-44', 'P-49'];
const PRACTICE = [...Array.from({ length: 46 }, (_, n) => `P-${n + 1}`), 'P-49'];

test('docs/plan.md is what npm run plan writes today', () => {
  const written = readFileSync(join(ROOT, 'docs', 'plan.md'), 'utf8');
  expect(written, 'npm run plan').toBe(planDocument(config));
});

test('the plan has 37 clauses, and no E-3', () => {
  expect(CLAUSES).toHaveLength(37);
  expect(CLAUSES).not.toContain('E-3');
});

test.each(CLAUSES.filter((clause) => !BEFORE_OR_AFTER.test(clause)))(
  '%s has a step that does it and a scenario that shows it',
  (clause) => {
    const row = clauseRows(config).find((found) => found.clause === clause)!;
    expect(row.steps.length, 'steps').toBeGreaterThan(0);
    expect(row.scenarios.length, 'scenarios').toBeGreaterThan(0);
  },
);

test('every practice rule of an emergency is cited where it is kept', () => {
  const cited = practiceRows(config).map(({ practice }) => practice);
  const lacking = PRACTICE.filter((rule) => !cited.includes(rule));
  expect(lacking.filter((rule) => !NOT_IN_FILES.includes(rule))).toEqual([]);
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
