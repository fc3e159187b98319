/** What the mock knows and what a pressed button changes in it, as far as a screen shows it. */
import type { IncidentDetail } from '../../src/api/contract.ts';
import { kpisOf } from './fixtures/kpis.ts';
import type { Night } from './fixtures/night.ts';
import { ARRIVAL_POINTS, ASSETS, PEOPLE, personName } from './fixtures/site.ts';
import { changeWork, readWork, type Say, VULNERABLE } from './mock-work.ts';

type Body = Record<string, unknown>;

/** The answer to a GET below `/api/v1`; undefined: there is no such thing. */
export function readNight(night: Night, route: string, query: URLSearchParams): unknown {
  const [, what, id] = route.split('/');
  const found = (incident: string | null) => night.incidents.find((each) => each.id === incident);
  switch (what) {
    case 'assets':
      return ASSETS.map((asset) => {
        return { ...asset, signals: night.signals.filter((own) => own.asset === asset.id) };
      });
    case 'alarms':
      if (id === 'kpis') return kpisOf(night.now);
      return night.alarms.filter(
        ({ state }) => (state === 'normal') === (query.get('state') === 'normal'),
      );
    case 'incidents':
      return id === undefined ? listed(night, query.get('about') ?? 'emergency') : found(id);
    case 'notifications':
      return found(query.get('incident'))?.notifications ?? [];
    case 'devices':
      return night.devices;
    case 'coverage':
      return night.coverage;
    case 'people':
      return PEOPLE;
    case 'terminals':
      return night.terminals;
    case 'duty':
      return night.duty;
    case 'arrival-points':
      return ARRIVAL_POINTS;
    case 'readiness':
      return night.readiness;
    case 'ledger':
      return night.ledger;
    case 'simulation':
      return night.simulation;
    case 'readings':
      return curve(night.now);
    default:
      return readWork(night, what ?? '', query);
  }
}

/** As the gateway does: emergencies unless somebody asks for others. */
function listed({ incidents }: Night, wanted: string): IncidentDetail[] {
  return incidents.filter(({ about = 'emergency' }) => wanted === 'all' || about === wanted);
}

export function changeNight(night: Night, route: string, body: Body, say: Say): void {
  const [, what, id = '', part, step = ''] = route.split('/');
  if (what === 'alarms' && part === 'acknowledge') acknowledge(night, id, say);
  if (what === 'alarms' && part === 'shelve') shelve(night, id, body, say);
  if (what === 'incidents' && part === 'steps') workStep(night, { id, step, body }, say);
  changeWork(night, route, body, say);
  if (what === 'terminals') night.terminals = night.terminals.filter((each) => each.id !== id);
  if (what === 'duty') changeDuty(night, id);
  if (what === 'arrivals') arrive(night, body);
  if (what === 'simulation' && id === 'faults') {
    const fault = body.fault as Body | undefined;
    const { faults } = night.simulation;
    night.simulation.faults = fault ? [...faults, { id: 'f1', fault, since: night.now }] : [];
  }
}

/** Of the one whom the mock signs in. */
function changeDuty(night: Night, what: string): void {
  const others = night.duty.away.filter(({ id }) => id !== 'duty-1');
  const own = { id: 'duty-1', name: personName('duty-1'), since: night.now, missed: 0 };
  const away = [...others, { ...own, checkInBy: Date.now() + 600_000 }];
  night.duty = { ...night.duty, away: what === 'return' ? others : away };
}

function arrive(night: Night, { code }: Body): void {
  const area = ARRIVAL_POINTS.find((point) => point.code === code)?.area ?? '';
  const at = Date.now();
  night.incidents = night.incidents.map((each) =>
    each.asset?.startsWith(area) === true && each.about === undefined
      ? { ...each, arrivals: [...each.arrivals, { person: 'duty-1', area, at }] }
      : each,
  );
}

/** What the changed thing looks like afterwards. */
export function answerAfter(night: Night, route: string): unknown {
  const [, what, id, part] = route.split('/');
  if (what === 'incidents' && part === 'vulnerable') return VULNERABLE;
  if (what === 'incidents' && id === undefined) return night.incidents.at(-1);
  if (what === 'incidents') return night.incidents.find((each: IncidentDetail) => each.id === id);
  if (what === 'notices') return night.notices.find((each) => each.id === id);
  if (what === 'actions') return night.actions.find((each) => each.id === id) ?? {};
  if (what === 'duty') return night.duty;
  return what === 'alarms' ? night.alarms.find((each) => each.id === id) : {};
}

function acknowledge(night: Night, id: string, say: Say): void {
  night.alarms = night.alarms.map((alarm) =>
    alarm.id === id ? { ...alarm, state: 'acknowledged', version: alarm.version + 1 } : alarm,
  );
  const changed = night.alarms.find((alarm) => alarm.id === id);
  if (changed) say('alarm', changed);
}

function shelve(night: Night, id: string, body: Body, say: Say): void {
  const known = night.alarms.find((alarm) => alarm.id === id);
  if (known === undefined) return;
  const until = night.now + Number(body.for);
  const shelved = { at: night.now, until, reason: String(body.reason), by: 'duty-1' };
  const changed = { ...known, state: 'shelved', shelved, version: known.version + 1 } as const;
  night.alarms = night.alarms.map((alarm) => (alarm.id === id ? changed : alarm));
  say('alarm', changed);
}

function workStep(night: Night, work: { id: string; step: string; body: Body }, say: Say): void {
  const incident = night.incidents.find((each) => each.id === work.id);
  if (incident === undefined) return;
  incident.version += 1;
  const { version } = incident;
  for (const [field, value] of Object.entries((work.body.fields as object | undefined) ?? {})) {
    incident.record[field] = { value, at: night.now, by: 'duty-1', corrections: [] };
  }
  incident.steps = incident.steps.map((step) => {
    if (step.step !== work.step) return step;
    if (work.body.action === 'answer') return { ...step, version };
    return { ...step, version, state: 'done', doneAt: night.now, doneBy: 'duty-1' };
  });
  say('incident', incident);
}

function curve(now: number) {
  return Array.from({ length: 120 }, (_, index) => {
    const mean = 230 + 3 * Math.sin(index / 9);
    const at = now - (120 - index) * 180_000;
    const isBad = index > 60 && index < 70;
    return isBad
      ? { at, min: null, mean: null, max: null, last: null, quality: 'bad' }
      : { at, min: mean - 1.5, mean, max: mean + 1.5, last: mean, quality: 'good' };
  });
}
