/**
 * The building as data: areas, assets, what feeds what, how water spreads, what shuts it off.
 * `config/site.yaml` is this shape; `topology.ts` answers questions about it.
 */
import { z } from 'zod';
import { textSchema } from '../text.ts';
import { clockTimeSchema, durationSchema } from '../time.ts';

export const assetId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 'expected letters, digits, - and _');

/** A floor as painted on the landing: `B2` is -2; there is no floor 0. */
export const floorSchema = z.union([
  z
    .number()
    .int()
    .refine((floor) => floor !== 0, 'there is no floor 0'),
  z
    .string()
    .regex(/^B\d+$/, 'expected a floor such as 12 or B2')
    .transform((text) => -Number(text.slice(1))),
]);

/** `1..18`, `B2..18` or a single floor. Ascending list out; 0 left out. */
const floorRange = z.union([
  floorSchema.transform((floor) => [floor]),
  z
    .string()
    .regex(/^(B?\d+)\.\.(B?\d+)$/, 'expected floors such as 1..18 or B2..18')
    .transform((text) => {
      const [from, to] = text
        .split('..')
        .map((part) => (part.startsWith('B') ? -Number(part.slice(1)) : Number(part)));
      const floors: number[] = [];
      for (let floor = from!; floor <= to!; floor++) if (floor !== 0) floors.push(floor);
      return floors;
    }),
]);
const floorsSchema = z.array(floorRange).transform((ranges) => ranges.flat());

const areaSchema = z.strictObject({
  id: assetId,
  kind: z.string(),
  name: textSchema,
  in: assetId.optional(),
  floor: floorSchema.optional(),
  floors: floorsSchema.optional(),
  /** Order in which water must be kept out: 1 first. */
  protect: z.number().int().positive().optional(),
  /** On the code that hangs there: whoever reads it with a phone has arrived (P-26). */
  arrival: z
    .string()
    .regex(/^[a-z0-9]{6,}$/, 'expected six or more small letters and digits that nobody guesses')
    .optional(),
});

/** What is read aloud or handed to a rescuer (`practice.md` P-40). */
const callCardSchema = z.strictObject({
  registration: z.string().optional(),
  platform: z.string().optional(),
  address: textSchema.optional(),
  gate: textSchema.optional(),
  'machine-room': textSchema.optional(),
  key: textSchema.optional(),
  contractor: z.string().optional(),
});

/** Further keys of an asset are the attributes of its kind, checked against `kinds.yaml`. */
export const assetSchema = z.looseObject({
  id: assetId,
  kind: z.string(),
  in: assetId,
  name: textSchema,
  serves: floorsSchema.optional(),
  'fed-by': assetId.optional(),
  /** Where a transfer switch turns to when that is dead. */
  'backup-from': assetId.optional(),
  /** Of a bus tie: the main breakers whose buses it joins. */
  ties: z.tuple([assetId, assetId]).optional(),
  camera: z.string().optional(),
  intercom: z.string({ error: 'expected text: quote it' }).optional(),
  'call-card': callCardSchema.optional(),
});

const isolationSchema = z.strictObject({
  by: z.string(),
  stops: assetId,
  affects: z.array(assetId).default([]),
  at: textSchema.optional(),
  turn: z.enum(['clockwise', 'anticlockwise']).optional(),
  photo: z.string().optional(),
});

/** From, to, and how long water takes from one floor to the other, where somebody knows it. */
const spreadSchema = z.tuple([assetId, assetId, durationSchema.optional()]);

const settingValue = z.union([z.boolean(), z.number(), z.string()]);

const settingName = z.string().regex(/^[a-z][a-zA-Z0-9]*$/);

export const siteSchema = z.strictObject({
  site: z.strictObject({
    id: assetId,
    name: textSchema,
    timezone: z.string(),
    language: z.enum(['zh', 'en']).default('zh'),
    /** When readiness is looked at each night; absent: only on demand. */
    'nightly-look': clockTimeSchema.optional(),
  }),
  areas: z.array(areaSchema),
  assets: z.array(assetSchema),
  water: z.strictObject({ spreads: z.array(spreadSchema).default([]) }).default({ spreads: [] }),
  isolates: z.array(isolationSchema).default([]),
  settings: z.record(settingName, settingValue).default({}),
  /** Where a setting's value comes from: a law, a standard, a clause of the plan. */
  bases: z.record(settingName, textSchema).default({}),
});

export type Site = z.infer<typeof siteSchema>;
export type Area = z.infer<typeof areaSchema>;
export type Asset = z.infer<typeof assetSchema>;
