/** What the simulation page offers to do is something that can be done. */
import { expect, test } from 'vitest';
import { actionSchema } from '../../simulators/action.ts';
import { actionsFor } from '../../simulators/action-offers.ts';
import { createSimulation } from '../../simulators/simulation.ts';
import { simulatedDevices } from '../../src/drills/simulated-devices.ts';
import { demoConfig } from '../drills/demo-site.ts';

const config = demoConfig();
const { site } = config.core;
const simulation = createSimulation({
  site,
  devices: simulatedDevices(config),
  seed: 1,
  epochMs: 0,
});
const OFFERS = actionsFor(site);

test.each(OFFERS.map((offer) => [offer.title.en, offer] as const))('%s', (_title, { action }) => {
  expect(actionSchema.parse(action)).toEqual(action);
  expect(simulation.checkAction(action)).toBeUndefined();
});

test('no two read alike, and each hand of the plan is there', () => {
  for (const language of ['zh', 'en'] as const) {
    const titles = OFFERS.map(({ title }) => title[language]);
    expect(new Set(titles).size).toBe(titles.length);
  }
  const actions = OFFERS.map(({ action }) => action);
  // O-2 opens the main and its branches, F-3 shuts a valve, E-7 lets people out.
  expect(actions).toContainEqual({ breaker: 'Q0', opens: true });
  expect(actions).toContainEqual({ breaker: 'Q8', closes: true });
  expect(actions).toContainEqual({ valve: 'V3', closes: true });
  expect(actions).toContainEqual({ lift: 'A-L1', released: true });
  expect(actions).toContainEqual({ area: 'A-pump-room', dried: true });
});
