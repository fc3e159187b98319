import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { builtConsole } from './built-console.ts';

/** console.md, figures to reach: script under 500 kB compressed for the first page. */
const FIRST_PAGE_BYTES = 500_000;

test('the first page loads less than 500 kB of script, and neither tables nor charts', async () => {
  const folder = await builtConsole();
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const scripts = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(
    ([, path]) => path!,
  );
  const compressed = (path: string) => gzipSync(readFileSync(join(folder, path))).length;
  const bytes = scripts.map(compressed).reduce((sum, size) => sum + size, 0);
  expect(scripts.length).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(FIRST_PAGE_BYTES);
  const later = readdirSync(join(folder, 'assets')).filter((name) =>
    /^(trend|devices)-/.test(name),
  );
  expect(later.filter((name) => scripts.some((path) => path.endsWith(name)))).toEqual([]);
}, 180_000);
