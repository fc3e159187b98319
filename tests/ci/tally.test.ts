import { expect, test } from 'vitest';
// @ts-expect-error plain JavaScript, for the machine's own Node
import { tally } from '../../.ci/tally.mjs';

const passed = { status: 'passed' };
const failed = { status: 'failed' };

test.each([
  [
    'counts single tests, not files',
    [{ status: 'passed', assertionResults: [passed, passed] }],
    0,
    { passed: 2, failed: 0 },
  ],
  [
    'a file that could not be loaded is a failure',
    [{ status: 'failed', assertionResults: [] }],
    1,
    { passed: 0, failed: 1 },
  ],
  [
    'a failed hook is a failure although every test passed',
    [{ status: 'failed', assertionResults: [passed] }],
    1,
    { passed: 1, failed: 1 },
  ],
  [
    'a failed test is counted once, not again for its file',
    [{ status: 'failed', assertionResults: [passed, failed] }],
    1,
    { passed: 1, failed: 1 },
  ],
  [
    'an exit code that no test explains (an unhandled rejection) is a failure',
    [{ status: 'passed', assertionResults: [passed] }],
    1,
    { passed: 1, failed: 1 },
  ],
  ['no test at all and a bad exit code is a failure', [], 1, { passed: 0, failed: 1 }],
])('%s', (_why, files, exitCode, expected) => {
  expect(tally(files, exitCode)).toEqual(expected);
});
