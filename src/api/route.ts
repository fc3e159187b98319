/** One route as data: what it is for, who may call it, what it takes and gives. */
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Attachments } from './attachments.ts';
import type { Access } from './contract.ts';
import type { Identity } from './identity.ts';
import type { Ports, Realm } from './ports.ts';
import type { RealmSide } from './realm-side.ts';
import type { ReportPrinter } from './report/report-printer.ts';
import type { SignInLimit } from './sign-in-limit.ts';
import type { Program } from './views/site.ts';

export interface Route {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/api/v1`, or from the root where `place` says so; as express writes it. */
  path: string;
  /** `realm`: also below `/drills/{drill}`. */
  place: 'root' | 'gateway' | 'realm';
  summary: string;
  access: Access | 'open';
  /** More access is needed where a field of the body says one of these. */
  raised?: readonly { field: string; values: readonly string[]; access: Access }[];
  query?: z.ZodType;
  body?: z.ZodType;
  /** A file in place of JSON: its longest length in bytes. */
  uploadLimit?: number;
  /** What a success says; absent: nothing (204). */
  answer?: z.ZodType;
  /** Types of an answer that the handler sends itself; absent: JSON, sent for it. */
  sends?: readonly string[];
  /** Of a success; default 200, or 204 without an answer. */
  status?: number;
  /** False: an `Idempotency-Key` is not kept, since the answer is a secret. */
  keepsAnswer?: false;
  handle(call: Call): unknown;
}

/** What the API has of its own, shared by all calls. */
export interface ApiState {
  ports: Ports;
  program(): Program;
  attachments: Attachments;
  reportPrinter: ReportPrinter;
  signInLimit: SignInLimit;
  sideOf(realm: Realm): RealmSide;
  metrics(): string;
  openapi(): unknown;
}

export interface Call<Query = unknown, Body = unknown> {
  api: ApiState;
  ports: Ports;
  realm: Realm;
  /** Undefined only on open routes. */
  caller: Identity | undefined;
  /** The caller; 401 where there is none. */
  who: Identity;
  query: Query;
  body: Body;
  request: Request;
  response: Response;
  /** A part of the path. */
  part(name: string): string;
}

type Given<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** Gives the handler the types of the schemas that its call has passed. */
export function defineRoute<
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(
  route: Omit<Route, 'query' | 'body' | 'handle'> & {
    query?: Query;
    body?: Body;
    handle(call: Call<Given<Query>, Given<Body>>): unknown;
  },
): Route {
  return route as unknown as Route;
}
