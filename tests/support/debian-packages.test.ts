import { expect, test } from 'vitest';
import { findMissing, installCommand, parseInstalled } from './debian-packages.ts';

test('only packages that dpkg calls installed count', () => {
  // dpkg-query(1): Status-Status is not-installed, config-files, …, installed.
  const said = 'mosquitto installed\nsocat config-files\nmbpoll not-installed\n';
  expect([...parseInstalled(said)]).toEqual(['mosquitto']);
});

test('the message names the whole command', () => {
  expect(installCommand(['mbpoll', 'socat'])).toBe(
    'sudo apt-get update && sudo apt-get install -y --no-install-recommends mbpoll socat',
  );
});

test('once the tests run, nothing is missing', () => {
  expect(findMissing()).toEqual([]);
});
