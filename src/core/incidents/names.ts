/** What a playbook's expressions may name: the incident, its record, the assets it affects. */
import { addAsset, addGroups, type Names, namesFor, siteNames } from '../expressions/relations.ts';
import type { EvaluationContext, Node } from '../expressions/scope.ts';
import { constant } from '../expressions/three-valued.ts';
import type { TypeNode } from '../expressions/type-scope.ts';
import type { Asset } from '../site/site.ts';
import type { Topology } from '../site/topology.ts';
import { choices, eachKind, type Playbook, type RecordField, type Step } from './playbook.ts';

/** Where an incident happens: an asset, or an area that a person named. */
export interface Place {
  asset?: string | undefined;
  area?: string | undefined;
}

/** Names for one step at one place; `item` is the asset of an `each` step. */
export function namesForStep(
  playbook: Playbook,
  step: Pick<Step, 'each'>,
  place: Place,
  item: string | undefined,
  topology: Topology,
): Names {
  // Only where the scope is an asset of one kind does every incident have such a subject.
  const asset = isKindScope(playbook) ? topology.asset(place.asset ?? '') : undefined;
  const names = asset === undefined ? siteNames(topology) : namesFor(asset, topology);
  addGroups(names, 'affected', affectedBy(playbook, place, topology), topology);
  const itemAsset = topology.asset(item ?? '');
  if (itemAsset !== undefined) addItem(names, itemAsset, topology);
  const kind = eachKind(step);
  const own = recordNames(playbook, undefined, undefined);
  const record = kind === undefined ? own : recordNames(playbook, kind, item);
  names.types.set('record', record.type);
  names.nodes.set('record', record.node);
  addIncident(names, own);
  return names;
}

export const PLACE_SCOPES = ['area', 'building', 'site'];

/** One incident for each asset of a kind, so that `lift` and its relations have a meaning. */
export function isKindScope(playbook: Playbook): boolean {
  return !PLACE_SCOPES.includes(playbook.opens['one-per']);
}

/** The assets for which an `each` step runs once. */
export function itemsOf(
  playbook: Playbook,
  step: Pick<Step, 'each'>,
  place: Place,
  topology: Topology,
): readonly Asset[] {
  const kind = eachKind(step);
  return affectedBy(playbook, place, topology).filter((asset) => asset.kind === kind);
}

/**
 * What the incident may reach. One for the whole site reaches all of it, whatever gave the first
 * sign: an outage told by a relay or a UPS stops the same lifts as one told by the incomer.
 */
function affectedBy(playbook: Playbook, place: Place, topology: Topology): readonly Asset[] {
  return playbook.opens['one-per'] === 'site' ? topology.site.assets : topology.affected(place);
}

/** In an `each` step the item stands under its kind, with its own relations. */
function addItem(names: Names, item: Asset, topology: Topology): void {
  const own = namesFor(item, topology);
  for (const name of ['feeder', 'feeds', 'area', 'building', 'neighbours']) {
    names.types.delete(name);
    names.nodes.delete(name);
  }
  for (const [name, type] of own.types) names.types.set(name, type);
  for (const [name, node] of own.nodes) names.nodes.set(name, node);
  addAsset(names, item.kind, item);
}

/** What has not come yet may still come. */
function has(context: EvaluationContext, moment: number | undefined): boolean {
  if (moment === undefined) context.isUndecided = true;
  return moment !== undefined;
}

interface RecordNames {
  type: TypeNode;
  node: Node;
}

/** Not confirmed is not yet confirmed. */
function isConfirmed(context: EvaluationContext): boolean | undefined {
  if (context.incident?.confirmed === false) context.isUndecided = true;
  return context.incident?.confirmed;
}

function recordNames(
  playbook: Playbook,
  per: string | undefined,
  item: string | undefined,
): RecordNames {
  const types: Record<string, TypeNode> = {};
  for (const [name, field] of Object.entries(playbook.record)) {
    if (field.per === per) types[name] = fieldType(field);
  }
  return {
    type: { is: 'names', members: types },
    node: {
      is: 'names',
      get: (name) => (name in types ? { is: 'field', name, item } : undefined),
    },
  };
}

const FIELD_TYPE = {
  choice: 'string',
  number: 'number',
  text: 'string',
  time: 'moment',
  person: 'string',
  people: 'list',
  photo: 'list',
  places: 'list',
} as const;

function fieldType(field: RecordField): TypeNode {
  const type = FIELD_TYPE[field.type];
  if (field.type !== 'choice') return { is: 'leaf', type, field: true };
  return { is: 'leaf', type, field: true, values: choices(field) };
}

function addIncident(names: Names, record: RecordNames): void {
  names.types.set('incident', {
    is: 'names',
    members: {
      openedAt: { is: 'leaf', type: 'moment' },
      confirmed: { is: 'leaf', type: 'bool' },
      began: { is: 'leaf', type: 'bool' },
      ended: { is: 'leaf', type: 'bool' },
      beganAt: { is: 'leaf', type: 'moment' },
      endedAt: { is: 'leaf', type: 'moment' },
      arrivedAt: { is: 'leaf', type: 'moment' },
      actions: { is: 'leaf', type: 'number' },
      untold: { is: 'leaf', type: 'number' },
      record: record.type,
    },
  });
  const members = new Map<string, Node>([
    ['openedAt', { is: 'value', of: (context) => context.incident?.openedAt }],
    ['confirmed', { is: 'value', of: isConfirmed }],
    ['began', { is: 'value', of: (context) => has(context, context.incident?.beganAt) }],
    ['ended', { is: 'value', of: (context) => has(context, context.incident?.endedAt) }],
    ['beganAt', { is: 'value', of: (context) => context.incident?.beganAt }],
    ['endedAt', { is: 'value', of: (context) => context.incident?.endedAt }],
    ['arrivedAt', { is: 'value', of: (context) => context.incident?.arrivedAt }],
    ['actions', { is: 'value', of: (context) => context.incident?.actions() }],
    ['untold', { is: 'value', of: (context) => context.incident?.untold() }],
    ['record', record.node],
  ]);
  names.nodes.set('incident', {
    is: 'names',
    get: (name) => members.get(name) ?? { is: 'value', of: constant(undefined) },
  });
}
