/** The simulated site: its faults, starting and ending one. */
import type { Realm, SimulationPort } from '../ports.ts';
import { notFound, ProblemAnswer } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { faultAnswer, faultRequest, simulationInfo } from '../schemas/gateway.ts';

export const SIMULATION_ROUTES = [
  defineRoute({
    method: 'get',
    path: '/simulation',
    place: 'realm',
    summary: 'What is simulated, which faults are on, and which may be started.',
    access: 'viewer',
    answer: simulationInfo,
    handle: ({ realm, ports }) =>
      realm.simulation?.info() ?? {
        running: false,
        at: ports.wallClock(),
        faults: [],
        offers: [],
      },
  }),
  defineRoute({
    method: 'post',
    path: '/simulation/faults',
    place: 'realm',
    summary: 'Starts a fault, written as in a scenario.',
    access: 'engineer',
    body: faultRequest,
    answer: faultAnswer,
    status: 201,
    handle({ realm, body }) {
      const started = simulationOf(realm).startFault(body.fault);
      if ('id' in started) return started;
      throw new ProblemAnswer(422, 'invalid', `fault: ${started.problem}`);
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/simulation/faults/:fault',
    place: 'realm',
    summary: 'Undoes the cause of a fault.',
    access: 'engineer',
    handle({ realm, part }) {
      if (!simulationOf(realm).endFault(part('fault'))) throw notFound(`fault ${part('fault')}`);
    },
  }),
];

function simulationOf({ simulation }: Realm): SimulationPort {
  if (simulation === undefined) throw notFound('simulation here: the site is real');
  return simulation;
}
