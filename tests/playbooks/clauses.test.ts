import { expect, test } from 'vitest';
import { clauseOf } from '../../src/core/incidents/playbook.ts';
import { demoConfig } from '../drills/demo-site.ts';

const settings = demoConfig().core;

/** What an emergency asks for, its record and review too. */
const DURING = {
  entrapment: ['S4', 'E-1', 'E-2', 'E-4', 'E-5', 'E-6', 'E-7', 'E-8', 'E-9'],
  outage: ['S4', 'O-2', 'O-3', 'O-4', 'O-5', 'O-6', 'O-7', 'O-8', 'O-9', 'O-10'],
  flooding: ['S4', 'F-1', 'F-2', 'F-3', 'F-4', 'F-5', 'F-6', 'F-7', 'F-8', 'F-9'],
};

test.each(Object.entries(DURING))('%s: every clause has a step of the plan', (id, clauses) => {
  const { playbook } = settings.playbooks.find((found) => found.playbook.playbook === id)!;
  const original = playbook.steps.filter((step) => step.original).map(({ step }) => clauseOf(step));
  expect([...new Set(original)].sort()).toEqual([...clauses].sort());
  for (const clause of clauses.filter((name) => name !== 'S4')) {
    expect(playbook.clauses[clause]?.zh.length, clause).toBeGreaterThan(10);
  }
});

/** What lies before an emergency, each in a playbook of its own. */
const BEFORE = {
  'planned-outage': 'O-1',
  'check-emergency-lights': 'O-11(1)',
  'remind-lamps': 'O-11(2)',
  'check-hand-lamps': 'O-11(3)',
  'patrol-drains': 'F-10(1)',
  'patrol-sprinklers': 'F-10(2)',
  'before-storm': 'F-10(3)',
  'pipe-work': 'F-10(4)',
  'fit-out-test': 'F-10(5)',
  'check-sandbags': 'F-10(6)',
};

test.each(Object.entries(BEFORE))('%s is %s of the plan, and nothing else', (id, clause) => {
  const { playbook } = settings.playbooks.find((found) => found.playbook.playbook === id)!;
  expect([...new Set(playbook.steps.map(({ step }) => clauseOf(step)))]).toEqual([clause]);
  expect(Object.keys(playbook.clauses)).toEqual([clause]);
});

test('E-3 does not exist in the original, and the playbook says so', () => {
  const { playbook } = settings.playbooks.find((found) => found.playbook.plan === '一')!;
  expect(playbook.clauses['E-3']?.zh).toContain('原文缺第3项');
  expect(playbook.steps.filter(({ step }) => clauseOf(step) === 'E-3')).toEqual([]);
});
