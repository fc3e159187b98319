/** What people do in the simulated building, as data: the lines of a scenario that are no fault. */
import { z } from 'zod';
import { assetId, floorSchema } from '../src/core/site/site.ts';
import { durationSchema } from '../src/core/time.ts';

const FORMS = [
  '{ lift, passengers, travel: { from, to } }',
  '{ person: { presses: alarm-button, in: <lift> } }',
  '{ lift, released: true }',
  '{ mains: returns }',
  '{ breaker, closes: true }',
  '{ breaker, opens: true }',
  '{ area, dried: true }',
  '{ area, mopped: true }',
  '{ valve, closes: true }',
  '{ valve, opens: true }',
  '{ transferSwitch, mode: manual | auto }',
  '{ generator, mode: manual | auto }',
  '{ tie, mode: manual | auto }',
];

/** More people than a car holds. */
const MOST_PASSENGERS = 20;

const travelSchema = z.strictObject({
  lift: assetId,
  passengers: z.number().int().min(0).max(MOST_PASSENGERS).default(1),
  travel: z
    .strictObject({ from: floorSchema, to: floorSchema })
    .refine(({ from, to }) => from !== to, 'from and to are the same floor'),
});

const pressSchema = z.strictObject({
  person: z.strictObject({
    presses: z.literal('alarm-button'),
    in: assetId,
    /** How long the button is held; 2 s where not stated. */
    for: durationSchema.optional(),
  }),
});

/** A technician winds the stranded car to a landing, opens it and lets the people out. */
const releaseSchema = z.strictObject({ lift: assetId, released: z.literal(true) });
/** Ends every mains fault. */
const returnSchema = z.strictObject({ mains: z.literal('returns') });
/** Ends the trip of that breaker: its cause has been found. */
const closeSchema = z.strictObject({ breaker: assetId, closes: z.literal(true) });
const openSchema = z.strictObject({ breaker: assetId, opens: z.literal(true) });
/** The pipe is shut, the floor mopped and the sensors wiped. */
const driedSchema = z.strictObject({ area: assetId, dried: z.literal(true) });

/** The cleaners mop the floor and leave it damp: its leak sensors are wet for ten minutes. */
const moppedSchema = z.strictObject({ area: assetId, mopped: z.literal(true) });
/** By hand, in 15 s; closed, it stops the water of the areas that the site's `isolates` names. */
const valveCloseSchema = z.strictObject({ valve: assetId, closes: z.literal(true) });
const valveOpenSchema = z.strictObject({ valve: assetId, opens: z.literal(true) });

/** Its selector is turned: in manual it does nothing by itself. */
const modeSchema = z.enum(['manual', 'auto']);
const switchModeSchema = z.strictObject({ transferSwitch: assetId, mode: modeSchema });
const tieModeSchema = z.strictObject({ tie: assetId, mode: modeSchema });
const setModeSchema = z.strictObject({ generator: assetId, mode: modeSchema });

export const actionSchema = z.union(
  [
    travelSchema,
    pressSchema,
    releaseSchema,
    returnSchema,
    closeSchema,
    openSchema,
    driedSchema,
    moppedSchema,
    valveCloseSchema,
    valveOpenSchema,
    switchModeSchema,
    setModeSchema,
    tieModeSchema,
  ],
  { error: `expected an action: ${FORMS.join(', ')}` },
);

export type Action = z.infer<typeof actionSchema>;
