/** The simulated site: its faults, starting and ending one, and what people do in it. */
import type { Realm, SimulationPort } from '../ports.ts';
import { notFound, ProblemAnswer } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { actionRequest, faultAnswer, faultRequest, simulationInfo } from '../schemas/gateway.ts';

export const SIMULATION_ROUTES = [
  defineRoute({
    method: 'get',
    path: '/simulation',
    place: 'realm',
    summary: 'What is simulated, which faults are on, which may be started, what people may do.',
    access: 'viewer',
    answer: simulationInfo,
    handle: ({ realm, ports }) =>
      realm.simulation?.info() ?? {
        running: false,
        at: ports.wallClock(),
        faults: [],
        offers: [],
        actions: [],
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
  defineRoute({
    method: 'post',
    path: '/simulation/actions',
    place: 'realm',
    summary: 'Does what a person on site would do, written as in a scenario.',
    access: 'engineer',
    body: actionRequest,
    status: 204,
    handle({ realm, body }) {
      const problem = simulationOf(realm).act(body.action);
      if (problem !== undefined) throw new ProblemAnswer(422, 'invalid', `action: ${problem}`);
    },
  }),
];

function simulationOf({ simulation }: Realm): SimulationPort {
  if (simulation === undefined) throw notFound('simulation here: the site is real');
  return simulation;
}
