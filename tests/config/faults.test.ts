import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { ConfigError, formatProblem } from '../../src/core/error.ts';
import { createSiteWithFault, FAULTS } from './fault.ts';
import { DEVICES, SMALL_SITE } from './small-site-folder.ts';

const NAMES = readdirSync(FAULTS).map((file) => basename(file, '.yaml'));

function messagesOf(config: string, devices: string): string[] {
  try {
    loadConfig(config, devices);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(formatProblem);
    throw error;
  }
  return [];
}

test('the small site that the faults are put into is sound', () => {
  expect(messagesOf(SMALL_SITE, DEVICES)).toEqual([]);
});

describe('each fault is named with its place, and nothing else is', () => {
  test.each(NAMES)('%s', (name) => {
    const site = createSiteWithFault(name);
    expect(messagesOf(site.config, site.devices)).toEqual(site.expected);
  });
});
