/**
 * The files that take longest begin first: one of them that came last would run alone, while the
 * other workers have nothing to do. Nobody has to be named here for a test to be right.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Longest first. */
const LONG = ['tests/drills/scenarios.test.ts', 'tests/console/screens.test.ts'];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = ({ moduleId }: TestSpecification): number => {
      const found = LONG.findIndex((name) => moduleId.endsWith(name));
      return found === -1 ? LONG.length : found;
    };
    return sorted.toSorted((one, other) => place(one) - place(other));
  }
}
