/** The site that is measured is one that the program takes. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { generateProfile, PROFILE_FILE, writeSite } from './generated-site.ts';

const KINDS = join(import.meta.dirname, '..', '..', 'devices', 'kinds.yaml');

test('it has what a site needs', () => {
  const folder = createTempFolder('generated-site');
  const [config, devices] = [join(folder, 'config'), join(folder, 'devices')];
  mkdirSync(devices);
  cpSync(KINDS, join(devices, 'kinds.yaml'));
  writeFileSync(join(devices, PROFILE_FILE), JSON.stringify(generateProfile()));
  writeSite(config, { ports: [9], unitsPerEndpoint: 2, webhook: 'http://127.0.0.1:9' });
  expect(loadConfig(config, devices).devices.map(({ id }) => id)).toEqual(['meter-0', 'meter-1']);
});
