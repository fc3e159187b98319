/** What an access includes: each one those before it. */
import type { Access } from '../../api/contract.ts';

const ACCESS: readonly Access[] = ['viewer', 'operator', 'engineer', 'manager', 'admin'];

export function reaches(access: Access, least: Access): boolean {
  return ACCESS.indexOf(access) >= ACCESS.indexOf(least);
}
