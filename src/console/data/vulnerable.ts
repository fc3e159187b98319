/**
 * Who lives alone or depends on a device. It is asked for at once or not at all, and kept by
 * nobody: not in the browser's queue, nor in the cache.
 */
import type { VulnerableInfo } from '../../api/contract.ts';
import { callSigned } from './badge.ts';
import { routes } from './routes.ts';

/**
 * The gateway journals that this person looked (`practice.md` P-52); undefined where he did not say
 * who he is at a terminal. `label`: what he is asked for.
 */
export function openVulnerable(
  incident: string,
  label: string,
): Promise<VulnerableInfo[] | undefined> {
  return callSigned(routes.vulnerable(incident), { method: 'POST', body: {} }, label);
}
