/** A text that a person sees, in both languages of the product. */
import { z } from 'zod';

export const textSchema = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

export type Text = z.infer<typeof textSchema>;
export type Language = keyof Text;
