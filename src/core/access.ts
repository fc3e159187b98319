/** What the program lets somebody do; a role is another thing (`decisions.md` 24). */
import { z } from 'zod';

/** Each includes those before it. */
export const ACCESS = ['viewer', 'operator', 'engineer', 'manager', 'admin'] as const;
export const accessSchema = z.enum(ACCESS);
export type Access = z.infer<typeof accessSchema>;

export function reaches(access: Access, wanted: Access): boolean {
  return ACCESS.indexOf(access) >= ACCESS.indexOf(wanted);
}
