/**
 * A small building as settings of the core: two lifts, a row of areas with leak zones, a sump, an
 * incomer. What a test does not name is a default here and means nothing to that test.
 */
import type { z } from 'zod';
import { peopleSchema } from '../../src/core/duty/people.ts';
import { escalationSchema } from '../../src/core/duty/plan.ts';
import { playbookSchema } from '../../src/core/incidents/playbook.ts';
import { ruleSchema } from '../../src/core/rules/rule.ts';
import type { CoreSettings } from '../../src/core/settings.ts';
import { derivedSchema } from '../../src/core/signals/derived.ts';
import type { SourceGroup } from '../../src/core/signals/source.ts';
import { kindsSchema } from '../../src/core/site/kinds.ts';
import { siteSchema } from '../../src/core/site/site.ts';
import { unitSchema } from '../../src/core/site/units.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export type RuleInput = z.input<typeof ruleSchema>;
export type StepInput = z.input<typeof playbookSchema>['steps'][number];
type FieldInput = z.input<typeof playbookSchema>['record'][string];
type FieldParts = Partial<Omit<FieldInput, 'of'>> & { of?: readonly string[] };
export type PeopleInput = z.input<typeof peopleSchema>;

const text = (words: string) => ({ zh: words, en: words });

export const KINDS = kindsSchema.parse({
  lift: {
    title: text('lift'),
    signals: {
      floor: { type: 'number', title: text('floor') },
      doors: {
        type: 'enum',
        values: { closed: text('closed'), opening: text('opening'), open: text('open') },
        title: text('doors'),
        life: true,
      },
      doorZone: { type: 'bool', title: text('door zone'), life: true },
      moving: { type: 'bool', title: text('moving'), life: true },
      occupied: { type: 'bool', title: text('occupied'), life: true },
    },
  },
  leak: { title: text('leak'), signals: { wet: { type: 'bool', title: text('wet') } } },
  sump: {
    title: text('sump'),
    signals: {
      levelM: { type: 'number', unit: 'm', title: text('level') },
      starts: { type: 'number', counter: true, title: text('starts of the pump') },
      running: { type: 'bool', title: text('pump runs') },
    },
  },
  meter: {
    title: text('meter'),
    signals: {
      'voltage.l1': { type: 'number', unit: 'V', title: text('voltage L1') },
      'voltage.l2': { type: 'number', unit: 'V', title: text('voltage L2') },
    },
    attributes: { place: { type: 'enum', values: ['incomer', 'feeder'], default: 'feeder' } },
  },
});

export const SITE = siteSchema.parse({
  site: { id: 'small', name: text('Small'), timezone: 'UTC' },
  areas: [
    { id: 'A', kind: 'building', name: text('Tower A'), arrival: 'k7m2qx' },
    { id: 'pump-room', kind: 'room', in: 'A', floor: 'B2', name: text('Pump room') },
    { id: 'corridor', kind: 'room', in: 'A', floor: 'B2', name: text('Corridor') },
    { id: 'switch-room', kind: 'room', in: 'A', floor: 'B1', name: text('Switch room') },
  ],
  assets: [
    { id: 'MAIN', kind: 'meter', in: 'switch-room', place: 'incomer', name: text('Incomer') },
    { id: 'L1', kind: 'lift', in: 'A', serves: ['B2..18'], 'fed-by': 'MAIN', name: text('Lift 1') },
    { id: 'L2', kind: 'lift', in: 'A', serves: ['1..18'], 'fed-by': 'MAIN', name: text('Lift 2') },
    { id: 'W1', kind: 'leak', in: 'pump-room', name: text('Leak 1') },
    { id: 'W2', kind: 'leak', in: 'corridor', name: text('Leak 2') },
    { id: 'W3', kind: 'leak', in: 'switch-room', name: text('Leak 3') },
    { id: 'S1', kind: 'sump', in: 'pump-room', name: text('Sump') },
  ],
  water: {
    spreads: [
      ['pump-room', 'corridor'],
      ['corridor', 'switch-room'],
    ],
  },
  settings: { contractorLimit: '30m' },
});

/** One device for each asset, without an interval: it stays as it is for a day. */
const SOURCES: readonly SourceGroup[] = SITE.assets.map((asset) => ({
  device: `box-${asset.id}`,
  asset: asset.id,
  group: 'all',
  signals: Object.keys(KINDS[asset.kind]!.signals),
  silenceMs: 24 * HOUR,
}));

const ESCALATION: z.input<typeof escalationSchema> = {
  critical: [
    { at: '0s', by: ['console', 'group'] },
    { at: '30s', by: ['mail'] },
    { at: '60s', to: 'next-role' },
  ],
  other: [{ at: '0s', by: ['console'] }],
};

/** Always on shift: an engineer, a foreman, a manager. */
export const PEOPLE: PeopleInput = {
  people: [
    person('eva', ['duty-engineer']),
    person('fred', ['shift-foreman']),
    person('gina', ['general-manager']),
  ],
  roster: [
    shift({ 'duty-engineer': ['eva'], 'shift-foreman': ['fred'], 'general-manager': ['gina'] }),
  ],
  'next-role': { 'duty-engineer': 'shift-foreman', 'shift-foreman': 'general-manager' },
};

export function person(
  id: string,
  roles: PeopleInput['people'][number]['roles'],
): PeopleInput['people'][number] {
  return { id, roles, name: text(id), reach: { mail: `${id}@example.com` } };
}

export function shift(
  on: PeopleInput['roster'][number]['on'],
  given: Partial<PeopleInput['roster'][number]> = {},
): PeopleInput['roster'][number] {
  return { shift: 'day', from: '00:00', to: '00:00', on, ...given };
}

interface Given {
  hash?: string;
  rules?: readonly RuleInput[];
  derived?: readonly z.input<typeof derivedSchema>[];
  playbooks?: readonly z.input<typeof playbookSchema>[];
  sources?: readonly SourceGroup[];
  people?: PeopleInput;
  units?: readonly z.input<typeof unitSchema>[];
  escalation?: z.input<typeof escalationSchema>;
  site?: typeof SITE;
}

export function smallSite(given: Given = {}): CoreSettings {
  return {
    hash: given.hash ?? 'settings-1',
    site: given.site ?? SITE,
    kinds: KINDS,
    derived: (given.derived ?? []).map((derived) => derivedSchema.parse(derived)),
    rules: (given.rules ?? []).map((rule) => ({
      rule: ruleSchema.parse(rule),
      hash: JSON.stringify(rule),
    })),
    playbooks: (given.playbooks ?? []).map((playbook) => ({
      playbook: playbookSchema.parse(playbook),
      version: JSON.stringify(playbook),
    })),
    sources: given.sources ?? SOURCES,
    units: (given.units ?? []).map((unit) => unitSchema.parse(unit)),
    escalation: escalationSchema.parse(given.escalation ?? ESCALATION),
    people: peopleSchema.parse(given.people ?? PEOPLE),
    localMinute: (wallAt) => Math.floor(wallAt / MINUTE) % (24 * 60),
    localDate: (wallAt) => new Date(wallAt).toISOString().slice(0, 10),
  };
}

type RuleParts = Partial<Omit<RuleInput, 'raises'>> & { raises?: Partial<RuleInput['raises']> };

/** A rule on a leak zone: wet, at once, of low priority, so that it rings for nobody. */
export function rule({ raises, ...given }: RuleParts = {}): RuleInput {
  return {
    rule: 'wet',
    each: 'leak',
    when: 'leak.wet',
    text: { what: text('what'), consequence: text('so'), do: text('do'), within: '3m' },
    source: 'a test',
    ...given,
    raises: { priority: 'low', ...raises },
  };
}

/** P-15 in small: stopped between floors with somebody in it. */
export function stoppedRule(given: RuleParts = {}): RuleInput {
  return rule({
    rule: 'stopped',
    each: 'lift',
    when: 'lift.occupied && !lift.moving && !lift.doorZone',
    for: '30s',
    lost: {
      while: "lift.occupied && !(lift.doors == 'open' && lift.doorZone)",
      grace: '10s',
    },
    ...given,
  });
}

interface PlaybookParts {
  playbook?: string;
  hazard?: 'entrapment' | 'outage' | 'flooding';
  onePer?: string;
  record?: Readonly<Record<string, FieldParts>>;
  /** In place of a hazard. */
  opens?: z.input<typeof playbookSchema>['opens'];
  period?: z.input<typeof playbookSchema>['period'];
  over?: readonly string[];
}

/** A playbook of the given steps; each wants a text and gets its own name. */
export function playbook(
  steps: readonly Record<string, unknown>[],
  parts: PlaybookParts = {},
): z.input<typeof playbookSchema> {
  const { playbook: id = 'flooding', hazard = 'flooding', onePer = 'site', record } = parts;
  const fields = Object.entries(record ?? {}).map(([name, field]) => [
    name,
    { type: 'text', text: text(name), ...field },
  ]);
  return {
    playbook: id,
    title: text(id),
    plan: 'x',
    opens: parts.opens ?? { hazard, 'one-per': onePer },
    ...(parts.period === undefined ? {} : { period: parts.period }),
    over: [...(parts.over ?? [])],
    priority: 'high',
    record: Object.fromEntries(fields) as Record<string, FieldInput>,
    steps: steps.map((step) => ({ do: 'task', text: text(String(step.step)), ...step }) as never),
  };
}
