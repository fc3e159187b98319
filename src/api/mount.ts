/**
 * Puts the route table onto express: who calls, what they may, what they sent, then the handler.
 * Each route is mounted with its whole path, so that the running program can be compared with its
 * own description.
 */
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import type { z } from 'zod';
import { LIVE } from '../core/realm.ts';
import { type Answer, sendAnswer } from './answer.ts';
import { identifyByBadge } from './badge.ts';
import type { Access } from './contract.ts';
import { checkCsrf, hasAccess, type Identity, identify } from './identity.ts';
import type { Realm } from './ports.ts';
import { badRequest, notFound, ProblemAnswer } from './problem.ts';
import { onceOnly } from './repeated-call.ts';
import type { ApiState, Call, Route } from './route.ts';

export const BASE = '/api/v1';
/** Bytes of a JSON body; a longer one is refused (413). */
const BODY_LIMIT = 1024 * 1024;

/** Every path under which a route is served. */
export function pathsOf({ place, path }: Route): string[] {
  if (place === 'root') return [path];
  if (place === 'gateway') return [`${BASE}${path}`];
  return [`${BASE}${path}`, `${BASE}/drills/:drill${path}`];
}

export function mountRoutes(app: Express, api: ApiState, routes: readonly Route[]): void {
  for (const route of routes) {
    for (const path of pathsOf(route)) {
      app[route.method](path, admit(api, route), bodyParser(route), serve(api, route));
    }
  }
}

/** Before the body is read: nobody uploads without being known. */
function admit(api: ApiState, route: Route): RequestHandler {
  return async (request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    let caller = identify(api.ports, request);
    if (route.access !== 'open') {
      if (caller === undefined) throw nobody();
      if (route.method !== 'get') {
        checkCsrf(caller, request);
        if (caller.terminal !== undefined) caller = await identifyByBadge(api, caller, request);
      }
      demand(caller, route.access);
    }
    response.locals.caller = caller;
    next();
  };
}

function bodyParser({ body, uploadLimit }: Route): RequestHandler {
  if (uploadLimit !== undefined) return express.raw({ type: () => true, limit: uploadLimit });
  if (body !== undefined) return express.json({ limit: BODY_LIMIT });
  return (_request, _response, next) => next();
}

function serve(api: ApiState, route: Route): RequestHandler {
  return async (request, response) => {
    const call = toCall(api, route, request, response);
    for (const { field, values, access } of route.raised ?? []) {
      if (values.includes(String((call.body as Record<string, unknown>)[field]))) {
        demand(call.who, access);
      }
    }
    if (route.sends !== undefined) {
      await route.handle(call);
      return;
    }
    const work = async () => toAnswer(route, await route.handle(call));
    const isKept = route.method !== 'get' && route.keepsAnswer !== false;
    sendAnswer(response, isKept ? await onceOnly(call, work) : await work());
  };
}

function toAnswer({ answer, status }: Route, body: unknown): Answer {
  return answer === undefined ? { status: status ?? 204 } : { status: status ?? 200, body };
}

function toCall(api: ApiState, route: Route, request: Request, response: Response): Call {
  const caller = response.locals.caller as Identity | undefined;
  return {
    api,
    ports: api.ports,
    realm: realmOf(api, request),
    caller,
    get who() {
      if (caller === undefined) throw nobody();
      return caller;
    },
    query: route.query === undefined ? undefined : parse(route.query, request.query, 'query'),
    body: route.body === undefined ? request.body : parse(route.body, request.body, 'body'),
    request,
    response,
    part: (name) => String(request.params[name]),
  };
}

/** The realm that the path names: a drill, or live. */
function realmOf({ ports }: ApiState, { params }: Request): Realm {
  const drill = params.drill === undefined ? undefined : String(params.drill);
  const realm = drill === LIVE ? undefined : ports.realm(drill ?? LIVE);
  if (realm === undefined) throw notFound(`drill ${drill}`);
  return realm;
}

function parse(schema: z.ZodType, given: unknown, where: string): unknown {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) =>
    [[where, ...path.map(String)].join('.'), message].join(': '),
  );
  throw badRequest(problems.join('; '));
}

function demand({ access }: Identity, wanted: Access): void {
  if (hasAccess({ access }, wanted)) return;
  throw new ProblemAnswer(403, 'forbidden', `this needs ${wanted} access; you have ${access}`);
}

function nobody(): ProblemAnswer {
  return new ProblemAnswer(401, 'unauthenticated', 'sign in, or send a token');
}
