/** The program itself: health, metrics, configuration, its own description, the live stream. */
import { z } from 'zod';
import { identify } from '../identity.ts';
import { badRequest, ProblemAnswer } from '../problem.ts';
import { type Call, defineRoute } from '../route.ts';
import { configInfo, healthInfo } from '../schemas/gateway.ts';

export const GATEWAY_ROUTES = [
  defineRoute({
    method: 'get',
    path: '/healthz',
    place: 'root',
    summary: 'Whether the program can do its job: 200, or 503 with the reasons.',
    access: 'open',
    sends: ['application/json'],
    answer: healthInfo,
    handle({ ports, response }) {
      const health = ports.health();
      response.status(health.status === 'ok' ? 200 : 503).json(health);
    },
  }),
  defineRoute({
    method: 'get',
    path: '/metrics',
    place: 'root',
    summary: 'For Prometheus.',
    access: 'viewer',
    sends: ['text/plain; version=0.0.4'],
    handle({ api, response }) {
      response.type('text/plain; version=0.0.4; charset=utf-8').send(api.metrics());
    },
  }),
  defineRoute({
    method: 'get',
    path: '/openapi.json',
    place: 'gateway',
    summary: 'This description.',
    access: 'open',
    answer: z.record(z.string(), z.unknown()),
    handle: ({ api }) => api.openapi(),
  }),
  defineRoute({
    method: 'get',
    path: '/config',
    place: 'gateway',
    summary: 'The files in force, and what is wrong with those on the disk.',
    access: 'engineer',
    answer: configInfo,
    handle: ({ ports }) => ports.config.info(),
  }),
  defineRoute({
    method: 'post',
    path: '/config/reload',
    place: 'gateway',
    summary: 'Reads the files again; where they are wrong nothing changes (422 with each place).',
    access: 'engineer',
    answer: configInfo,
    async handle({ ports }) {
      const info = await ports.config.reload();
      const { problems } = info;
      if (problems.length === 0) return info;
      const detail = `${problems.length} mistakes in the configuration; the old one stays in force`;
      throw new ProblemAnswer(422, 'invalid', detail, { problems });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/stream',
    place: 'realm',
    summary: 'Server-sent events: signals, alarms, incidents, devices, notifications, heartbeat.',
    access: 'viewer',
    sends: ['text/event-stream'],
    handle: openStream,
  }),
];

function openStream({ api, ports, realm, request, response }: Call): void {
  const given = request.headers['last-event-id'];
  const lastSeq = given === undefined || given === '' ? undefined : Number(given);
  if (lastSeq !== undefined && !Number.isSafeInteger(lastSeq)) {
    throw badRequest('Last-Event-ID: expected the id of a message of this stream');
  }
  const mayListen = () => identify(ports, request) !== undefined;
  api.sideOf(realm).stream.connect(response, mayListen, lastSeq);
}
