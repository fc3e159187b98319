/**
 * Who lives alone or depends on a device. It is asked for at once or not at all, and kept by
 * nobody: not in the browser's queue, nor in the cache.
 */
import type { VulnerableInfo } from '../../api/contract.ts';
import { call } from './client.ts';
import { routes } from './routes.ts';

/** The gateway journals that this person looked (`practice.md` P-52). */
export function openVulnerable(incident: string): Promise<VulnerableInfo[]> {
  return call<VulnerableInfo[]>(routes.vulnerable(incident), { method: 'POST', body: {} });
}
