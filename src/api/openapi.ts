/** The API's own description (OpenAPI 3.1), made from the route table and its schemas. */
import { z } from 'zod';
import { pathsOf } from './mount.ts';
import type { Route } from './route.ts';
import { COMPONENT_NAMES } from './schemas/component-names.ts';

type Json = Record<string, unknown>;

export function describeRoutes(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    for (const path of pathsOf(route)) {
      const documented = path.replace(/:(\w+)/g, '{$1}');
      paths[documented] = { ...paths[documented], [route.method]: operation(route, path) };
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Dutywatch',
      version,
      description: 'Moments are wall-clock ms since 1970 (UTC); durations are ms.',
    },
    paths,
    components: { schemas: components(), securitySchemes: SECURITY },
  };
}

const SECURITY = {
  session: { type: 'apiKey', in: 'cookie', name: 'dutywatch-session' },
  token: { type: 'http', scheme: 'bearer' },
};

const NAMES = new Map(COMPONENT_NAMES.map(([name, schema]) => [schema, name]));
const reference = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

function operation(route: Route, path: string): Json {
  const { summary, access, raised, body, uploadLimit } = route;
  const more = raised
    ?.map(({ field, values, access: wanted }) => ` ${field} ${values.join(' or ')}: ${wanted}.`)
    .join('');
  const requestBody =
    uploadLimit !== undefined
      ? { required: true, content: { 'image/*': {} } }
      : body && { required: true, content: { 'application/json': { schema: schemaOf(body) } } };
  return {
    operationId: operationId(route.method, path),
    summary,
    description: access === 'open' ? 'Open to everybody.' : `Access: ${access}.${more ?? ''}`,
    security: access === 'open' ? [] : [{ session: [] }, { token: [] }],
    parameters: parameters(route, path),
    ...(requestBody && { requestBody }),
    responses: responses(route),
  };
}

function responses({ answer, sends, status }: Route): Json {
  const content =
    answer !== undefined || sends !== undefined
      ? {
          content: {
            ...(answer && { 'application/json': { schema: answerSchema(answer) } }),
            ...Object.fromEntries((sends ?? []).map((type) => [type, {}])),
          },
        }
      : {};
  const success = status ?? (answer === undefined && sends === undefined ? 204 : 200);
  const problem = { 'application/problem+json': { schema: reference('Problem') } };
  return {
    [success]: { description: 'Done', ...content },
    default: { description: 'A problem (RFC 9457)', content: problem },
  };
}

function parameters({ access, method, query, keepsAnswer }: Route, path: string): Json[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const header = (name: string, description: string): Json => ({
    name,
    in: 'header',
    description,
    schema: { type: 'string' },
  });
  const headers =
    method === 'get' || access === 'open'
      ? []
      : [
          header('X-CSRF-Token', 'needed with a session cookie'),
          header('X-Badge', 'needed at a duty terminal: <person>:<pin>'),
          ...(keepsAnswer === false
            ? []
            : [header('Idempotency-Key', 'a repeat gets the first answer')]),
        ];
  return [...inPath, ...(query === undefined ? [] : queryParameters(query)), ...headers];
}

function queryParameters(query: z.ZodType): Json[] {
  const { properties = {}, required = [] } = schemaOf(query) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function answerSchema(answer: z.ZodType): Json {
  const name = NAMES.get(answer);
  return name === undefined ? withoutDialect(z.toJSONSchema(answer)) : reference(name);
}

/** What a caller sends: before defaults and transforms. */
function schemaOf(schema: z.ZodType): Json {
  return withoutDialect(z.toJSONSchema(schema, { io: 'input' }));
}

function components(): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of COMPONENT_NAMES) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, withoutDialect(schema as Json)]),
  );
}

function withoutDialect({ $schema: _dialect, $id: _id, ...schema }: Json): Json {
  return schema;
}

/** `post` `/api/v1/alarms/:alarm/acknowledge` → `postAlarmsByAlarmAcknowledge`. */
function operationId(method: string, path: string): string {
  const words = path
    .replace('/api/v1', '')
    .split('/')
    .filter((part) => part !== '')
    .map((part) => (part.startsWith(':') ? `by-${part.slice(1)}` : part))
    .flatMap((part) => part.split(/[-.]/));
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
