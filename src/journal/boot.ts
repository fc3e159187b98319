/**
 * Which run of the machine this is. What was written without waiting for the disk survives the end
 * of a process, but not a power cut; a changed boot id says that there may have been one.
 */
import { readFileSync } from 'node:fs';

const BOOT_ID = '/proc/sys/kernel/random/boot_id';

/** Undefined where the system does not say: then every start may follow a power cut. */
export function readBootId(): string | undefined {
  try {
    return readFileSync(BOOT_ID, 'utf8').trim();
  } catch {
    return undefined;
  }
}
