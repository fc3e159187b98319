/**
 * Reads the test runner's JSON report and prints "PASSED FAILED". A test file that could not be
 * loaded counts as one failure, and so does an exit code that no failed test explains. Runs on the
 * machine's own Node, so it is plain JavaScript.
 */
import { readFileSync } from 'node:fs';

/** @typedef {{ status: string, assertionResults: { status: string }[] }} FileResult */

/** @param {FileResult[]} files @param {number} exitCode */
export function tally(files, exitCode) {
  let passed = 0;
  let failed = 0;
  for (const file of files) {
    const failedBefore = failed;
    for (const { status } of file.assertionResults) {
      if (status === 'passed') passed += 1;
      if (status === 'failed') failed += 1;
    }
    if (file.status === 'failed' && failed === failedBefore) failed += 1;
  }
  if (exitCode !== 0 && failed === 0) failed = 1;
  return { passed, failed };
}

/** No readable report: the runner died before it could write one. */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).testResults;
  } catch (error) {
    console.error(`tally: no report of the tests in ${path}: ${error.message}`);
    return undefined;
  }
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  const [path, exitCode] = process.argv.slice(2);
  const files = readReport(path);
  const { passed, failed } = files ? tally(files, Number(exitCode)) : { passed: 0, failed: 1 };
  console.log(`${passed} ${failed}`);
}
