/** The words that all wire schemas share. `contract.ts` holds the types; here they are checked. */
import { z } from 'zod';
import { ACCESS } from '../../core/access.ts';
import { PRIORITIES } from '../../core/priority.ts';
import type { Text } from '../contract.ts';

/** Longest text a person may send in one field; the core's own limit for records is the same. */
const TEXT_LIMIT = 4_000;
const ID_LIMIT = 200;

export const text = z.object({ zh: z.string(), en: z.string() }) satisfies z.ZodType<Text>;
export const value = z.union([z.boolean(), z.number(), z.string()]);
/** A field's value as a person sends it. */
export const fieldValue = z.union([
  z.boolean(),
  z.number(),
  z.string().max(TEXT_LIMIT),
  z.array(z.string().max(TEXT_LIMIT)).max(100),
]);
/** Wall-clock ms since 1970. */
export const moment = z.number();
export const quality = z.enum(['good', 'uncertain', 'bad']);
export const priority = z.enum(PRIORITIES);
export const access = z.enum(ACCESS);
export const language = z.enum(['zh', 'en']);
export const evidence = z.enum(['suspected', 'confirmed']);

export const id = z.string().min(1).max(ID_LIMIT);
export const sentence = z.string().max(TEXT_LIMIT);
/** The `version` of the thing as the caller saw it. */
export const version = z.int().min(0);
/** `true` and `false` in a query. */
export const flag = z.enum(['true', 'false']);

/** Wall ms, or a time as ISO 8601 writes it with its zone. */
export const time = z
  .union([z.string().regex(/^\d{1,15}$/), z.iso.datetime({ offset: true })])
  .transform((given) => (/^\d+$/.test(given) ? Number(given) : Date.parse(given)));

/** Without `to`: until now; without `from`: as long as the route says. */
export const periodQuery = z.strictObject({ from: time.exactOptional(), to: time.exactOptional() });

export const versionRequest = z.strictObject({ version });
