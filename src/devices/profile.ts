/**
 * Device profiles: what a type of device offers and how to read it (`devices/*.yaml`). A profile
 * that parses is complete: every default is filled in, every point has a place and a meaning, and
 * its signals exist in the kind. Nothing here reads a file.
 */
import { z } from 'zod';
import { type Kinds, signalName } from '../core/site/kinds.ts';
import { type Text, textSchema } from '../core/text.ts';
import { checkDoubled, resolvePayloadPoint, resolveSpeech } from './payload-check.ts';
import {
  type MqttSpeech,
  mqttSectionSchema,
  type PayloadPoint,
  payloadPointSchema,
} from './payload-point.ts';
import { type Complain, found, type ProfileProblem, problemsOf } from './problem.ts';
import { checkOverlaps, resolveReading, resolveRegisterPoint } from './register-check.ts';
import {
  type ModbusReading,
  modbusSectionSchema,
  type RegisterPoint,
  registerPointSchema,
} from './register-point.ts';
import { resolveMeaning, type SignalContext } from './signal-check.ts';

export type Profile = ModbusProfile | MqttProfile;

interface ProfileHead {
  profile: string;
  title: Text;
  kind: string;
  source: string;
}

/** Points by name: signals of the kind, and `x.<name>`. */
export interface ModbusProfile extends ProfileHead {
  protocol: 'modbus';
  modbus: ModbusReading;
  points: Readonly<Record<string, RegisterPoint>>;
}

export interface MqttProfile extends ProfileHead {
  protocol: 'mqtt';
  mqtt: MqttSpeech;
  points: Readonly<Record<string, PayloadPoint>>;
}

export type ParsedProfile =
  | { ok: true; profile: Profile }
  | { ok: false; problems: readonly ProfileProblem[] };

const headKeys = {
  profile: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected <maker>-<model> in kebab-case'),
  title: textSchema,
  kind: z.string(),
  /** Where the table comes from, and what it was checked against. */
  source: z.string().min(1),
};

const modbusProfileSchema = z.strictObject({
  ...headKeys,
  modbus: modbusSectionSchema,
  points: z.record(signalName, registerPointSchema),
});

const mqttProfileSchema = z.strictObject({
  ...headKeys,
  mqtt: mqttSectionSchema,
  points: z.record(signalName, payloadPointSchema),
});

/** The file format; the published JSON Schema is made from it. */
export const profileSchema = z.union([modbusProfileSchema, mqttProfileSchema]);

/**
 * Reads the content of one profile file. `codeLists`: the ids of the lists in `devices/codes`;
 * without them `codes` keys are not checked.
 */
export function parseProfile(
  raw: unknown,
  kinds: Kinds,
  codeLists?: ReadonlySet<string>,
): ParsedProfile {
  const problems: ProfileProblem[] = [];
  const complain: Complain = (path, message) => problems.push({ path, message });
  const profile = read(raw, { kinds, codeLists }, complain);
  return profile && problems.length === 0 ? { ok: true, profile } : { ok: false, problems };
}

interface Surroundings {
  kinds: Kinds;
  codeLists: ReadonlySet<string> | undefined;
}

/** Chooses the half by its key, so that messages speak of that half and not of a union. */
function read(raw: unknown, surroundings: Surroundings, complain: Complain): Profile | undefined {
  const keys = typeof raw === 'object' && raw !== null ? Object.keys(raw) : [];
  const isModbus = keys.includes('modbus');
  if (isModbus === keys.includes('mqtt')) {
    complain([], 'a profile has either a `modbus` key or an `mqtt` key');
    return undefined;
  }
  return isModbus ? readModbus(raw, surroundings, complain) : readMqtt(raw, surroundings, complain);
}

function readModbus(
  raw: unknown,
  surroundings: Surroundings,
  complain: Complain,
): ModbusProfile | undefined {
  const file = parse(modbusProfileSchema, raw, complain);
  const context = file && contextOf(file, surroundings, complain);
  if (!file || !context) return undefined;
  const points = mapPoints(file.points, complain, (name, point, complainHere) => {
    const conversion = resolveMeaning(name, point, context, complainHere);
    return conversion && resolveRegisterPoint(point, conversion, file.modbus, complainHere);
  });
  checkOverlaps(points, complain);
  const modbus = resolveReading(file.modbus, complain);
  return { protocol: 'modbus', ...headOf(file), modbus, points };
}

function readMqtt(
  raw: unknown,
  surroundings: Surroundings,
  complain: Complain,
): MqttProfile | undefined {
  const file = parse(mqttProfileSchema, raw, complain);
  const context = file && contextOf(file, surroundings, complain);
  if (!file || !context) return undefined;
  const points = mapPoints(file.points, complain, (name, point, complainHere) => {
    const conversion = resolveMeaning(name, point, context, complainHere);
    return conversion && resolvePayloadPoint(point, conversion, file.mqtt, complainHere);
  });
  checkDoubled(points, complain);
  const mqtt = resolveSpeech(file.mqtt, file.points, complain);
  return { protocol: 'mqtt', ...headOf(file), mqtt, points };
}

function parse<T>(schema: z.ZodType<T>, raw: unknown, complain: Complain): T | undefined {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  for (const problem of problemsOf(result.error)) complain(problem.path, problem.message);
  return undefined;
}

function contextOf(
  file: ProfileHead & { points: object },
  { kinds, codeLists }: Surroundings,
  complain: Complain,
): SignalContext | undefined {
  if (Object.keys(file.points).length === 0) complain(['points'], 'a profile needs a point');
  const kind = Object.hasOwn(kinds, file.kind) ? kinds[file.kind] : undefined;
  if (kind) return { kindName: file.kind, kind, bringsWords: 'mqtt' in file, codeLists };
  const known = Object.keys(kinds).join(', ');
  complain(['kind'], `${found(file.kind)} is not a kind; kinds: ${known}`);
  return undefined;
}

function mapPoints<Raw, Point>(
  raw: Readonly<Record<string, Raw>>,
  complain: Complain,
  resolve: (name: string, point: Raw, complain: Complain) => Point | undefined,
): Record<string, Point> {
  const points: Record<string, Point> = {};
  for (const [name, point] of Object.entries(raw)) {
    const resolved = resolve(name, point, (path, message) =>
      complain(['points', name, ...path], message),
    );
    if (resolved) points[name] = resolved;
  }
  return points;
}

function headOf({ profile, title, kind, source }: ProfileHead): ProfileHead {
  return { profile, title, kind, source };
}
