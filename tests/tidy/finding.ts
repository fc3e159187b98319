/** What a law of the tree found, and how it is told: where: what was found; what to do. */
import { expect } from 'vitest';

export interface Finding {
  /** `path` or `path:line`. */
  place: string;
  found: string;
  remedy: string;
}

export function describeFindings(findings: readonly Finding[]): string {
  return findings.map(({ place, found, remedy }) => `${place}: ${found}; ${remedy}`).join('\n');
}

export function expectNoFindings(findings: readonly Finding[]): void {
  expect(describeFindings(findings)).toBe('');
}
