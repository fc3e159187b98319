import { expect, test } from 'vitest';
import { openImpairments } from '../../../src/core/incidents/impairments.ts';
import { openIncident } from './open-incident.ts';

const S = 1_000;
const text = { zh: '喷淋停用', en: 'Sprinkler out of use' };
const PLAYBOOK = { impairments: [{ from: 'F-3.close', until: 'F-6.back', text }] };

test('what was taken out of use is so until it is given back, not until somebody skips it', () => {
  const run = openIncident([{ step: 'F-3.close' }, { step: 'F-6.back' }, { step: 'F-9.end' }]);
  const open = () => openImpairments(run.incident(), PLAYBOOK);
  expect(open(), 'nothing was closed').toEqual([]);
  run.work(1 * S, 'F-3.close', { action: 'done' });
  expect(open()).toEqual([text]);
  run.work(2 * S, 'F-9.end', { action: 'done' });
  expect(open()).toEqual([text]);
  run.work(3 * S, 'F-6.back', { action: 'done' });
  expect(open()).toEqual([]);
});

test('a skipped restoration leaves it out of use', () => {
  const run = openIncident([{ step: 'F-3.close' }, { step: 'F-6.back' }, { step: 'F-9.end' }]);
  run.work(1 * S, 'F-3.close', { action: 'done' });
  run.work(2 * S, 'F-6.back', { action: 'skip', reason: 'later' });
  expect(openImpairments(run.incident(), PLAYBOOK)).toEqual([text]);
});
