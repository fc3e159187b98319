/**
 * The HTTP API and the console's files. It decides nothing: it checks who asks and what they sent,
 * hands commands to the core, and shows what is known.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { assert } from '../core/error.ts';
import { LIVE } from '../core/realm.ts';
import { Attachments } from './attachments.ts';
import { createConsoleFiles, secureHeaders } from './console-files.ts';
import { Metrics } from './metrics.ts';
import { BASE, mountRoutes } from './mount.ts';
import { describeRoutes } from './openapi.ts';
import type { Ports } from './ports.ts';
import { createProblemHandler, notFound } from './problem.ts';
import { RealmSides } from './realm-side.ts';
import { ReportPrinter } from './report/report-printer.ts';
import type { ApiState } from './route.ts';
import { ROUTES } from './route-table.ts';
import { SignInLimit } from './sign-in-limit.ts';

export interface ApiOptions {
  /** Of the program. */
  version: string;
  /** Photos are kept in a folder below it. */
  dataFolder: string;
  /** Where the console's build is, or will be. */
  consoleFolder: string;
}

export interface Api {
  readonly app: Express;
  /** Rejects with a `ListenError` where the port cannot be had. */
  listen(host: string, port: number): Promise<Listening>;
}

export interface Listening {
  port: number;
  /** Ends streams and open calls. */
  close(): Promise<void>;
}

/** The machine does not let us listen there. */
class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly kind = 'port';
}

export function createApi(ports: Ports, options: ApiOptions): Api {
  const live = ports.realm(LIVE);
  assert(live !== undefined, 'there is no live realm');
  const sides = new RealmSides(ports);
  const metrics = new Metrics(ports, live, () => sides.listeners());
  const description = describeRoutes(ROUTES, options.version);
  const state: ApiState = {
    ports,
    program: () => ({ version: options.version, needsSetup: !ports.accounts.hasUsers() }),
    attachments: new Attachments(options.dataFolder),
    reportPrinter: new ReportPrinter(),
    signInLimit: new SignInLimit(),
    sideOf: (realm) => sides.of(realm),
    metrics: () => metrics.text(),
    openapi: () => description,
  };
  const app = createApp(state, options);
  const stop = () => {
    sides.close();
    metrics.close();
  };
  return { app, listen: (host, port) => listen(createServer(app), { host, port }, stop) };
}

function createApp(state: ApiState, { consoleFolder }: ApiOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(secureHeaders);
  mountRoutes(app, state, ROUTES);
  app.use(BASE, ({ method, originalUrl }) => {
    throw notFound(`route ${method} ${originalUrl}`);
  });
  app.use(createConsoleFiles(consoleFolder));
  app.use(({ method, originalUrl }) => {
    throw notFound(`page ${method} ${originalUrl}`);
  });
  app.use(createProblemHandler(state.ports.log));
  return app;
}

function listen(
  server: Server,
  { host, port }: { host: string; port: number },
  stop: () => void,
): Promise<Listening> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'another program listens there' : error.message;
      const message = `server ${host}:${port}: ${why}; name another with --port or --host.`;
      reject(new ListenError(message, { cause: error }));
    });
    server.listen(port, host, () => {
      resolve({ port: (server.address() as AddressInfo).port, close: () => close(server, stop) });
    });
  });
}

function close(server: Server, stop: () => void): Promise<void> {
  stop();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
