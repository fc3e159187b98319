/** The order of practice P-27, on the demo site. */
import { expect, test } from 'vitest';
import { dangerOf } from '../../../src/core/incidents/danger.ts';
import { createTopology } from '../../../src/core/site/topology.ts';
import { demoConfig } from '../../drills/demo-site.ts';

const topology = createTopology(demoConfig().core.site);

test.each([
  ['people in a lift', 1, { hazard: 'entrapment', asset: 'A-L1', alarms: [] }],
  ['the switch room is wet', 2, { hazard: 'flooding', asset: 'A-W3', alarms: [] }],
  [
    'reported by telephone from a lift pit',
    2,
    { hazard: 'flooding', area: 'B-lift-pit', alarms: [] },
  ],
  [
    'begun in the pump room, and now in the switch room',
    2,
    { hazard: 'flooding', asset: 'A-W1', alarms: ['leak-rope@A-W1', 'protected-room-wet@A-W3'] },
  ],
  ['the power is out', 3, { hazard: 'outage', asset: 'MAIN-U', alarms: ['incomer-dead@MAIN-U'] }],
  ['the garage is wet', 4, { hazard: 'flooding', asset: 'A-W7', alarms: ['leak-spot@A-W7'] }],
] as const)('%s: %i', (_what, danger, incident) => {
  expect(dangerOf({ ...incident, alarms: [...incident.alarms] }, topology)).toBe(danger);
});
