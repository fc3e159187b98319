import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { keys } from '../../../src/console/data/keys.ts';
import { applyFact } from '../../../src/console/data/stream/apply.ts';
import { busyNight } from '../fixtures/night.ts';
import { checkAt, plannedAt } from '../fixtures/planned.ts';

const night = busyNight(1_000_000);
const alarm = night.alarms[0]!;

test('a changed alarm takes its place in the list, a new one is added', () => {
  const client = new QueryClient();
  client.setQueryData(keys.alarms, [alarm]);
  const changed = { ...alarm, state: 'acknowledged' as const, version: alarm.version + 1 };
  const other = { ...alarm, id: 'leak@B-W1' };
  applyFact(client, { name: 'alarm', data: changed });
  applyFact(client, { name: 'alarm', data: other });
  expect(client.getQueryData(keys.alarms)).toEqual([changed, other]);
});

test('an older version that comes late changes nothing', () => {
  const client = new QueryClient();
  const newer = { ...alarm, state: 'acknowledged' as const, version: alarm.version + 1 };
  client.setQueryData(keys.alarms, [newer]);
  applyFact(client, { name: 'alarm', data: alarm });
  expect(client.getQueryData(keys.alarms)).toEqual([newer]);
});

test('a list that was never loaded is not begun by one message', () => {
  const client = new QueryClient();
  applyFact(client, { name: 'alarm', data: alarm });
  expect(client.getQueryData(keys.alarms)).toBeUndefined();
});

test('a change of an incident loads its page anew', () => {
  const client = new QueryClient();
  const incident = night.incidents[0]!;
  client.setQueryData(keys.incident(incident.id), incident);
  applyFact(client, { name: 'incident', data: incident });
  expect(client.getQueryState(keys.incident(incident.id))?.isInvalidated).toBe(true);
});

test('what is planned and checks never come among the emergencies', () => {
  const client = new QueryClient();
  const emergency = night.incidents[0]!;
  const planned = plannedAt(1_000_000);
  client.setQueryData(keys.incidents, [emergency]);
  client.setQueryData(keys.planned, []);
  client.setQueryData(keys.checks, []);
  applyFact(client, { name: 'incident', data: planned });
  applyFact(client, { name: 'incident', data: checkAt(1_000_000) });
  expect(client.getQueryData(keys.incidents)).toEqual([emergency]);
  expect(client.getQueryData(keys.planned)).toEqual([planned]);
  expect(client.getQueryState(keys.checks)?.isInvalidated, 'checks are asked for anew').toBe(true);
});

test('a change of an incident loads its notices and actions anew', () => {
  const client = new QueryClient();
  const shown = [keys.notices('I-41'), keys.notices(), keys.actions('I-41'), keys.actions()];
  for (const key of shown) client.setQueryData(key, []);
  applyFact(client, { name: 'incident', data: night.incidents[0]! });
  for (const key of shown) expect(client.getQueryState(key)?.isInvalidated, key[1]).toBe(true);
});

test('after a reset everything counts as old', () => {
  const client = new QueryClient();
  client.setQueryData(keys.alarms, [alarm]);
  client.setQueryData(keys.devices, night.devices);
  applyFact(client, { name: 'reset', data: { reason: 'too old' } });
  expect(client.getQueryState(keys.alarms)?.isInvalidated).toBe(true);
  expect(client.getQueryState(keys.devices)?.isInvalidated).toBe(true);
});

test('an alarm of a rule on trial reaches engineers only', () => {
  const trial = { ...alarm, id: 'new-rule@A-L1', trial: true };
  const idsSeenBy = (access: 'operator' | 'engineer' | 'manager') => {
    const client = new QueryClient();
    client.setQueryData(keys.me, { access });
    client.setQueryData(keys.alarms, [alarm]);
    applyFact(client, { name: 'alarm', data: trial });
    return client.getQueryData<(typeof alarm)[]>(keys.alarms)?.map(({ id }) => id);
  };
  expect(idsSeenBy('operator')).toEqual([alarm.id]);
  expect(idsSeenBy('engineer')).toEqual([alarm.id, trial.id]);
  expect(idsSeenBy('manager')).toEqual([alarm.id, trial.id]);
});
