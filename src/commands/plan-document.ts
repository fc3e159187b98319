/**
 * `docs/plan.md`: each clause of the paper plan with the steps, guards, fields and rules that cover
 * it and the scenarios and tests that show it, and each practice rule with what cites it. Made from
 * the files themselves: a step's comment, a rule's `source`, a scenario's `# Source:` lines, the
 * `Shows:` line at the head of a test.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/load.ts';
import { clauseOf, fieldsOf } from '../core/incidents/playbook.ts';
import { clausesIn, practiceIn, unique } from './plan-citations.ts';

/** All 37 clauses of the original; E-3 does not exist in it. */
export const CLAUSES: readonly string[] = [
  ...[1, 2, 4, 5, 6, 7, 8, 9].map((n) => `E-${n}`),
  ...Array.from({ length: 10 }, (_, n) => `O-${n + 1}`),
  ...[1, 2, 3].map((n) => `O-11(${n})`),
  ...Array.from({ length: 9 }, (_, n) => `F-${n + 1}`),
  ...[1, 2, 3, 4, 5, 6].map((n) => `F-10(${n})`),
  'S4',
];

export interface ClauseRow {
  clause: string;
  steps: string[];
  guards: string[];
  fields: string[];
  rules: string[];
  practice: string[];
  /** Scenarios, and tests by their file. */
  shownBy: string[];
}

export interface PracticeRow {
  practice: string;
  steps: string[];
  rules: string[];
  shownBy: string[];
}

interface Cited {
  name: string;
  text: string;
}

/** All that may cite a clause or a rule of practice. */
export interface Citations {
  config: Config;
  steps: readonly Cited[];
  rules: readonly Cited[];
  shows: readonly Cited[];
}

/** `tests`: the folder of the tests. */
export function readCitations(config: Config, tests: string): Citations {
  const shows = [...scenarioTexts(config), ...testTexts(tests)];
  return { config, steps: stepTexts(config), rules: ruleTexts(config), shows };
}

export function clauseRows({ config, steps: comments, rules, shows }: Citations): ClauseRow[] {
  const { playbooks } = config.core;
  const steps = playbooks.flatMap(({ playbook }) => playbook.steps);
  return CLAUSES.map((clause) => {
    const own = steps.filter(({ step }) => clauseOf(step) === clause);
    const names = own.map(({ step }) => step);
    const words = comments.filter(({ name }) => names.includes(name)).map(({ text }) => text);
    return {
      clause,
      steps: unique(names),
      guards: unique(own.flatMap(({ step, guard }) => (guard === undefined ? [] : [step]))),
      fields: unique(own.flatMap(fieldsOf)),
      rules: citing(rules, clause, clausesIn),
      practice: practiceIn(words.join('\n')),
      shownBy: citing(shows, clause, clausesIn),
    };
  });
}

export function practiceRows({ rules, shows, steps }: Citations): PracticeRow[] {
  const all = practiceIn([...rules, ...shows, ...steps].map(({ text }) => text).join('\n'));
  return all.map((practice) => ({
    practice,
    steps: citing(steps, practice, practiceIn),
    rules: citing(rules, practice, practiceIn),
    shownBy: citing(shows, practice, practiceIn),
  }));
}

export function planDocument(citations: Citations): string {
  const rows = clauseRows(citations).map((row) => {
    const { clause, steps, guards, fields, rules, practice, shownBy } = row;
    return [clause, steps, guards, fields, rules, practice, shownBy];
  });
  const practice = practiceRows(citations).map(({ practice: id, steps, rules, shownBy }) => [
    id,
    steps,
    rules,
    shownBy,
  ]);
  const columns = ['clause', 'steps', 'guards', 'fields', 'rules', 'practice', 'shown by'];
  return [
    '# The plan, clause by clause',
    '',
    'Made by `npm run plan` from `config/` and `tests/`: do not edit. Every guard is held',
    'against its law in `tests/playbooks`, every rule has tests beside it, every scenario is',
    'run by `npm test`.',
    '',
    table(columns, rows),
    '',
    '## Practice rules',
    '',
    table(['rule', 'steps', 'rules', 'shown by'], practice),
    '',
  ].join('\n');
}

function table(heads: readonly string[], rows: readonly (string | string[])[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const cellOf = (cell: string | string[]) =>
    typeof cell === 'string' ? cell : cell.length === 0 ? '—' : cell.join(', ');
  return [
    line(heads),
    line(heads.map(() => '---')),
    ...rows.map((row) => line(row.map(cellOf))),
  ].join('\n');
}

function citing(texts: readonly Cited[], id: string, find: (text: string) => string[]): string[] {
  return unique(texts.flatMap(({ name, text }) => (find(text).includes(id) ? [name] : [])));
}

function ruleTexts({ core }: Config): Cited[] {
  return core.rules.map(({ rule }) => ({ name: rule.rule, text: rule.source }));
}

/** The head of a scenario's file, up to its name. */
function scenarioTexts({ folder }: Config): Cited[] {
  return filesOf(join(folder, 'scenarios')).map(({ name, text }) => ({
    name,
    text: text.slice(0, text.indexOf('\nscenario:')),
  }));
}

/** The head of a test's file: what it says that it `Shows`. */
function testTexts(folder: string): Cited[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .sort()
    .flatMap((file) => {
      const [line] = readFileSync(join(folder, file), 'utf8').split('\n', 1);
      return line?.startsWith('/** Shows: ') ? [{ name: `tests/${file}`, text: line }] : [];
    });
}

/** Each step with all that its file says of it, its comments too. */
function stepTexts({ folder }: Config): Cited[] {
  return filesOf(join(folder, 'playbooks')).flatMap(({ text }) =>
    text
      .split('\n  - step: ')
      .slice(1)
      .map((block) => ({ name: block.slice(0, block.indexOf('\n')), text: block })),
  );
}

function filesOf(folder: string): Cited[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => ({
      name: file.slice(0, -'.yaml'.length),
      text: readFileSync(join(folder, file), 'utf8'),
    }));
}
