/** The outcome of scenarios for people (a scorecard) and for build servers (JUnit). */
import type { DrillResult } from './result.ts';
import type { Verdict } from './score.ts';

export function scorecard(results: readonly DrillResult[]): string[] {
  const lines = results.flatMap((result) => [
    `${result.passed ? 'PASS' : 'FAIL'}  ${result.scenario}  (seed ${result.seed})`,
    ...result.expectations.map(
      (verdict) => `  ${verdict.passed ? 'ok  ' : 'FAIL'}  ${describe(verdict)}: ${verdict.detail}`,
    ),
  ]);
  const passed = results.filter((result) => result.passed).length;
  return [...lines, `${passed} of ${results.length} scenarios passed`];
}

/** One test suite a scenario, one test case an expectation. */
export function junit(results: readonly DrillResult[]): string {
  const suites = results.map((result) => {
    const failed = result.expectations.filter((verdict) => !verdict.passed).length;
    const cases = result.expectations.map(testCase).join('');
    const head = `name="${quoted(result.scenario)}" tests="${result.expectations.length}"`;
    return `  <testsuite ${head} failures="${failed}">\n${cases}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`;
}

function testCase(verdict: Verdict): string {
  const name = `    <testcase name="${quoted(describe(verdict))}" time="${verdict.at ?? 0}"`;
  if (verdict.passed) return `${name}/>\n`;
  return `${name}>\n      <failure message="${quoted(verdict.detail)}"/>\n    </testcase>\n`;
}

function describe({ expect }: Verdict): string {
  const [[verb, what]] = Object.entries(expect) as [[string, unknown]];
  return `${verb} ${JSON.stringify(what)}`;
}

function quoted(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
