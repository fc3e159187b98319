/** The `mqtt` half of the profile format: topics, and where a point lies in a payload. */
import { z } from 'zod';
import { type Conversion, conversionKeys } from './conversion.ts';
import { type Path, parsePath } from './payload-path.ts';
import { found } from './problem.ts';
import { bitSchema, bitsSchema, positiveDuration } from './register-point.ts';
import { BINARY_TYPES, BYTE_ORDERS, type Layout } from './value-type.ts';

const notATopic = (issue: { input?: unknown }) =>
  `${found(issue.input)} is not a topic; expected levels joined by /, ` +
  'with <name> where devices differ and + where a level does not matter';

/** No `#`: what a profile does not name, it does not read. */
const TOPIC = /^(?:\+|[^+#\0/]+)(?:\/(?:\+|[^+#\0/]*))*$/;
const topicSchema = z.string({ error: notATopic }).regex(TOPIC, { error: notATopic }).max(1024);

const notAPath = (issue: { input?: unknown }) =>
  `${found(issue.input)} is not a path; expected names joined by dots, with [n] into a list`;
const pathSchema = z
  .string({ error: notAPath })
  .refine((text) => parsePath(text) !== undefined, { error: notAPath });

const scalarSchema = z.union([z.string(), z.number(), z.boolean()]);

const PAYLOAD_TYPES = ['number', 'enum', ...BINARY_TYPES] as const;
/** Types of a value that is text or JSON; the others are bytes and need `decode`. */
export const PLAIN_TYPES: readonly string[] = ['bool', 'number', 'enum', 'string', 'bit'];

export const payloadPointSchema = z.strictObject({
  /** Where this value has a topic of its own. */
  topic: topicSchema.optional(),
  /** Dots and `[n]`; absent: the payload itself. */
  path: pathSchema.optional(),
  type: z.enum(PAYLOAD_TYPES, {
    error: (issue) =>
      `${found(issue.input)} is not a payload type; expected ${PLAIN_TYPES.join(', ')}, ` +
      `or with \`decode\`: ${BINARY_TYPES.join(', ')}`,
  }),
  ...conversionKeys,
  /** What an absent path means: protobuf-JSON leaves out false, 0 and "". */
  default: scalarSchema.optional(),
  /** The text holds bytes. */
  decode: z.enum(['hex', 'base64']).optional(),
  /** Offset of the first byte, from 0. */
  at: z.int().min(0).max(65_535).optional(),
  order: z.enum(BYTE_ORDERS).optional(),
  bit: bitSchema.optional(),
  bits: bitsSchema.optional(),
  signed: z.boolean().optional(),
  /** Bytes of a `string` or `bcd`. */
  length: z.int().min(1).max(1024).optional(),
  /** The payload's own time and identity, where this topic differs from the section's. */
  time: pathSchema.optional(),
  id: pathSchema.optional(),
});

const availabilitySchema = z.strictObject({
  topic: topicSchema,
  /** Absent: the payload itself. */
  path: pathSchema.optional(),
  online: scalarSchema,
  /** Absent: whatever is not `online`. */
  offline: scalarSchema.optional(),
});

export const mqttSectionSchema = z.strictObject({
  /** Of every point that names none. */
  topic: topicSchema.optional(),
  /** Longest silence that is still healthy. */
  silence: positiveDuration,
  availability: availabilitySchema.optional(),
  /** Path of the payload's own time: ISO 8601 with zone, or seconds or ms since 1970. */
  time: pathSchema.optional(),
  /** Path of the message's own identity: the same twice is one message. */
  id: pathSchema.optional(),
});

export type RawPayloadPoint = z.infer<typeof payloadPointSchema>;
export type RawMqttSection = z.infer<typeof mqttSectionSchema>;

/** A point ready to be decoded. */
export interface PayloadPoint {
  /** As the profile writes it, `<name>` and all: it also names the point's group. */
  topic: string;
  /** Empty: the payload itself. */
  path: Path;
  type: RawPayloadPoint['type'];
  conversion: Conversion;
  bit?: number;
  default?: string | number | boolean;
  binary?: { encoding: 'hex' | 'base64'; at: number; layout: Layout };
}

/** How a device speaks. */
export interface MqttSpeech {
  silenceMs: number;
  availability?: {
    topic: string;
    path: Path;
    online: string | number | boolean;
    offline?: string | number | boolean;
  };
  /** Per topic as the profile writes it. */
  time: ReadonlyMap<string, Path>;
  id: ReadonlyMap<string, Path>;
}
