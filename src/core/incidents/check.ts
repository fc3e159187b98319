/** Checks a playbook: its references among themselves, and every expression at every place. */
import { checkExpression } from '../expressions/check.ts';
import { createEnvironment, type Environment } from '../expressions/environment.ts';
import type { FieldProblem } from '../rules/check.ts';
import type { Kinds } from '../site/kinds.ts';
import type { Topology } from '../site/topology.ts';
import { parseDuration } from '../time.ts';
import { isKindScope, namesForStep, PLACE_SCOPES, type Place } from './names.ts';
import {
  choices,
  eachKind,
  type Harm,
  type Playbook,
  type Step,
  settingOf,
  untilOf,
} from './playbook.ts';

export interface PlaybookContext {
  kinds: Kinds;
  topology: Topology;
  /** Ids of all playbooks, and of all message templates. */
  playbooks: ReadonlySet<string>;
  templates: ReadonlySet<string>;
}

export function checkPlaybook(playbook: Playbook, context: PlaybookContext): FieldProblem[] {
  const environment = createEnvironment(context.kinds);
  const scope = playbook.opens['one-per'];
  const problems: FieldProblem[] = [];
  if (isKindScope(playbook) && context.kinds[scope] === undefined) {
    const expected = [...Object.keys(context.kinds), ...PLACE_SCOPES].join(', ');
    problems.push({
      path: ['opens', 'one-per'],
      message: `"${scope}" is no scope: expected one of ${expected}`,
    });
    return problems;
  }
  for (const [name, field] of Object.entries(playbook.record)) {
    if (field.per !== undefined && context.kinds[field.per] === undefined) {
      problems.push({ path: ['record', name, 'per'], message: `there is no kind "${field.per}"` });
    }
    const other = field.not === undefined ? undefined : playbook.record[field.not];
    if (field.not !== undefined && (other?.type !== 'person' || other.per !== field.per)) {
      const message = `there is no field "${field.not}" for a person beside it`;
      problems.push({ path: ['record', name, 'not'], message });
    }
  }
  const seen = new Set<string>();
  for (const [index, step] of playbook.steps.entries()) {
    const add = (found: FieldProblem): void => {
      problems.push({ ...found, path: ['steps', index, ...found.path] });
    };
    if (seen.has(step.step)) add({ path: ['step'], message: `"${step.step}" is there twice` });
    seen.add(step.step);
    for (const found of checkReferences(playbook, step, context)) add(found);
    const expressions = expressionsOf(step);
    for (const found of checkExpressions(playbook, step, expressions, context, environment)) {
      add(found);
    }
  }
  for (const [index, harm] of playbook.harms.entries()) {
    const found = [
      ...checkHarm(harm, context),
      ...checkExpressions(playbook, harm, harmExpressions(harm), context, environment),
    ];
    for (const each of found) problems.push({ ...each, path: ['harms', index, ...each.path] });
  }
  for (const [index, { step }] of playbook.milestones.entries()) {
    if (seen.has(step)) continue;
    const message = `there is no step "${step}"`;
    problems.push({ path: ['milestones', index, 'step'], message });
  }
  for (const [index, impairment] of playbook.impairments.entries()) {
    for (const key of ['from', 'until'] as const) {
      if (seen.has(impairment[key])) continue;
      const message = `there is no step "${impairment[key]}"`;
      problems.push({ path: ['impairments', index, key], message });
    }
  }
  problems.push(
    ...checkPeriodFields(playbook),
    ...checkOver(playbook, seen),
    ...checkOrder(playbook),
  );
  return problems;
}

function checkOver({ over }: Playbook, steps: ReadonlySet<string>): FieldProblem[] {
  return over.flatMap((step, index) =>
    steps.has(step) ? [] : [{ path: ['over', index], message: `there is no step "${step}"` }],
  );
}

/** What is planned has a period, and only that. */
function checkPeriodFields({ opens, period, record }: Playbook): FieldProblem[] {
  if ((opens.planned === undefined) !== (period === undefined)) {
    return [{ path: ['period'], message: 'period belongs to what opens.planned, and it needs it' }];
  }
  if (period === undefined) return [];
  return (['from', 'to', 'places'] as const).flatMap((key): FieldProblem[] => {
    const wanted = key === 'places' ? 'places' : 'time';
    const found = record[period[key]];
    if (found?.type === wanted && found.per === undefined) return [];
    const message = `expected the name of a field of type ${wanted} of the incident's own record`;
    return [{ path: ['period', key], message }];
  });
}

function checkReferences(playbook: Playbook, step: Step, context: PlaybookContext): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const ids = new Set(playbook.steps.map((other) => other.step));
  for (const [index, id] of step.after.entries()) {
    if (!ids.has(id))
      problems.push({ path: ['after', index], message: `there is no step "${id}"` });
  }
  const from = step.from?.endsWith('.done') ? step.from.slice(0, -'.done'.length) : undefined;
  if (from !== undefined && !ids.has(from)) {
    problems.push({ path: ['from'], message: `there is no step "${from}"` });
  }
  const kind = eachKind(step);
  if (kind !== undefined && context.kinds[kind] === undefined) {
    problems.push({ path: ['each'], message: `there is no kind "${kind}"` });
  }
  for (const [path, id] of startedBy(step)) {
    if (!context.playbooks.has(id))
      problems.push({ path, message: `there is no playbook "${id}"` });
  }
  if ('message' in step && !context.templates.has(step.message)) {
    problems.push({
      path: ['message'],
      message: `there is no text "${step.message}" in texts.yaml`,
    });
  }
  return [...problems, ...checkFields(playbook, step, kind)];
}

function startedBy(step: Step): [string[], string][] {
  const started: [string[], string][] = [];
  if (step.do === 'start') started.push([['playbook'], step.playbook]);
  if (step.starts !== undefined) started.push([['starts', 'playbook'], step.starts.playbook]);
  return started;
}

/** Fields that the step names exist, belong to the same record, and are choices where needed. */
function checkFields(playbook: Playbook, step: Step, kind: string | undefined): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const named: [FieldProblem['path'], string][] = [];
  if (step.do === 'form') {
    step.fields.forEach((name, index) => void named.push([['fields', index], name]));
    for (const name of Object.keys(step.prefill)) named.push([['prefill', name], name]);
  }
  if (step.do === 'decide') named.push([['field'], step.field]);
  if (step.do === 'notice') {
    if (step.words !== undefined) named.push([['words'], step.words]);
    if (step.places !== undefined) named.push([['places'], step.places]);
  }
  if (step.before !== undefined) named.push([['before', 'field'], step.before.field]);
  if (step.do === 'approve' && step.field !== undefined) named.push([['field'], step.field]);
  for (const [path, name] of named) {
    const field = playbook.record[name];
    if (field === undefined) problems.push({ path, message: `there is no field "${name}"` });
    else if (field.per !== kind) {
      const owner = field.per === undefined ? 'the incident' : `each ${field.per}`;
      problems.push({ path, message: `"${name}" belongs to ${owner}, not to this step` });
    }
  }
  problems.push(...checkTypes(playbook, step));
  if (step.do === 'decide') problems.push(...checkAnswers(playbook, step));
  if (step.do === 'approve' && step.field !== undefined) {
    problems.push(...wantChoices(playbook, step.field, ['field'], ['approved', 'rejected']));
  }
  return problems;
}

/** Where a step means a field of one type. */
function checkTypes({ record }: Playbook, step: Step): FieldProblem[] {
  const wanted: [FieldProblem['path'], string | undefined, string][] = [
    [['before', 'field'], step.before?.field, 'time'],
    ...(step.do === 'notice'
      ? ([
          [['words'], step.words, 'text'],
          [['places'], step.places, 'places'],
        ] as [FieldProblem['path'], string | undefined, string][])
      : []),
  ];
  return wanted.flatMap(([path, name, type]) => {
    const found = record[name ?? ''];
    if (found === undefined || found.type === type) return [];
    return [{ path, message: `"${name}" is of type ${found.type}: expected ${type}` }];
  });
}

function checkAnswers(playbook: Playbook, step: Extract<Step, { do: 'decide' }>): FieldProblem[] {
  const answers = [
    ...Object.keys(step.suggest).map((name) => [['suggest', name], name] as const),
    ...step.confirms.map((name, index) => [['confirms', index], name] as const),
  ];
  return answers.flatMap(([path, name]) => wantChoices(playbook, step.field, path, [name]));
}

function wantChoices(
  playbook: Playbook,
  name: string,
  path: FieldProblem['path'],
  wanted: readonly string[],
): FieldProblem[] {
  const field = playbook.record[name];
  if (field === undefined) return [];
  const known = choices(field);
  const missing = wanted.filter((choice) => !known.includes(choice));
  if (missing.length === 0) return [];
  const message = `"${missing.join()}" is no choice of ${name}: expected ${known.join(', ')}`;
  return [{ path, message }];
}

type Expression = [path: FieldProblem['path'], text: string, expected: 'bool' | 'any'];

/** `part`: a step or a harm, which may run once for each asset of a kind. */
function checkExpressions(
  playbook: Playbook,
  part: Pick<Step, 'each'>,
  expressions: readonly Expression[],
  context: PlaybookContext,
  environment: Environment,
): FieldProblem[] {
  const { kinds } = context;
  for (const [place, item] of places(playbook, part, context)) {
    const { types } = namesForStep(playbook, part, place, item, context.topology);
    const problems = expressions.flatMap(([path, text, expected]) => {
      const checked = checkExpression(text, { environment, kinds, scope: types, expected });
      return 'ast' in checked ? [] : checked.problems.map((problem) => ({ ...problem, path }));
    });
    if (problems.length > 0) return problems;
  }
  return [];
}

function harmExpressions(harm: Harm): Expression[] {
  return [
    ...(harm.while === undefined ? [] : [[['while'], harm.while, 'bool'] as Expression]),
    ...(harm.minutes === undefined ? [] : [[['minutes'], harm.minutes, 'any'] as Expression]),
  ];
}

function checkHarm(harm: Harm, { kinds, topology }: PlaybookContext): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const kind = eachKind(harm);
  if (kind !== undefined && kinds[kind] === undefined) {
    problems.push({ path: ['each'], message: `there is no kind "${kind}"` });
  }
  if (typeof harm.after === 'string') {
    const value = topology.site.settings[settingOf(harm.after)];
    if (parseDuration(String(value)) === undefined) {
      const message = `"${harm.after}" is no duration: expected 30m, or a setting that is one`;
      problems.push({ path: ['after'], message });
    }
  }
  return problems;
}

function expressionsOf(step: Step): Expression[] {
  const found: Expression[] = [];
  const add = (path: FieldProblem['path'], text: string | undefined): void => {
    if (text !== undefined) found.push([path, text, 'bool']);
  };
  add(['when'], step.when);
  add(['guard'], step.guard);
  add(['starts', 'when'], step.starts?.when);
  if (step.do === 'verify') add(['shows'], step.shows);
  add(['until'], untilOf(step));
  if (step.do === 'decide') {
    for (const [name, text] of Object.entries(step.suggest)) add(['suggest', name], text);
  }
  if (step.do === 'form') {
    for (const [name, text] of Object.entries(step.prefill)) {
      found.push([['prefill', name], text, 'any']);
    }
  }
  return found;
}

/** Where the playbook may run: one place for each set of relations that assets of its kind have. */
function places(
  playbook: Playbook,
  part: Pick<Step, 'each'>,
  { topology }: PlaybookContext,
): [Place, string | undefined][] {
  const { assets } = topology.site;
  const distinct = (kind: string): string[] => {
    const of = assets.filter((asset) => asset.kind === kind);
    return [...new Map(of.map(({ id }) => [topology.feeder(id)?.kind ?? '', id])).values()];
  };
  const scope = playbook.opens['one-per'];
  const subjects: Place[] = isKindScope(playbook)
    ? distinct(scope).map((asset) => ({ asset }))
    : [{}];
  const kind = eachKind(part);
  const items = kind === undefined ? [undefined] : distinct(kind);
  return subjects.flatMap((place) =>
    items.map((item) => [place, item] as [Place, string | undefined]),
  );
}

/** Steps that wait for each other in a circle would never become active. */
function checkOrder({ steps }: Playbook): FieldProblem[] {
  const after = new Map(steps.map((step) => [step.step, step.after]));
  const isCircular = (id: string, path: readonly string[]): boolean =>
    path.includes(id) || (after.get(id) ?? []).some((next) => isCircular(next, [...path, id]));
  const index = steps.findIndex((step) => step.after.some((id) => isCircular(id, [step.step])));
  if (index < 0) return [];
  return [
    { path: ['steps', index, 'after'], message: 'these steps wait for each other in a circle' },
  ];
}
