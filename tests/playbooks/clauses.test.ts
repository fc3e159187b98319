import { expect, test } from 'vitest';
import { clauseOf } from '../../src/core/incidents/playbook.ts';
import { demoConfig } from '../drills/demo-site.ts';

const settings = demoConfig().core;

/** What lies within the emergency; O-1, O-11, F-8, F-10 lie before or after, E-9 is the record. */
const DURING = {
  entrapment: ['S4', 'E-1', 'E-2', 'E-4', 'E-5', 'E-6', 'E-7', 'E-8'],
  outage: ['S4', 'O-2', 'O-3', 'O-4', 'O-5', 'O-6', 'O-7', 'O-8', 'O-9', 'O-10'],
  flooding: ['S4', 'F-1', 'F-2', 'F-3', 'F-4', 'F-5', 'F-6', 'F-7', 'F-9'],
};

test.each(Object.entries(DURING))('%s: every clause has a step of the plan', (id, clauses) => {
  const { playbook } = settings.playbooks.find((found) => found.playbook.playbook === id)!;
  const original = playbook.steps.filter((step) => step.original).map(({ step }) => clauseOf(step));
  expect([...new Set(original)].sort()).toEqual([...clauses].sort());
  for (const clause of clauses.filter((name) => name !== 'S4')) {
    expect(playbook.clauses[clause]?.zh.length, clause).toBeGreaterThan(10);
  }
});

test('E-3 does not exist in the original, and the playbook says so', () => {
  const { playbook } = settings.playbooks.find((found) => found.playbook.plan === '一')!;
  expect(playbook.clauses['E-3']?.zh).toContain('原文缺第3项');
  expect(playbook.steps.filter(({ step }) => clauseOf(step) === 'E-3')).toEqual([]);
});
