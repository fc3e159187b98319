/** One lift, its supply and one leak sensor: a site in which a test can see everything. */
import { join } from 'node:path';

export const SMALL_SITE = join(import.meta.dirname, 'small-site');
export const DEVICES = join(import.meta.dirname, '..', '..', 'devices');
