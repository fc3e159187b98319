import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTempFolder } from '../support/temp-folder.ts';
import { startApi } from './gateway-stand-in.ts';
import { nightSite } from './night-site.ts';

/** A build as Vite leaves it, in a folder whose path has a dot in it. */
function builtConsole(): string {
  const folder = join(createTempFolder('console'), '.hidden', 'console');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<title>Dutywatch</title>');
  writeFileSync(join(folder, 'assets', 'index-Cq3s.js'), 'export {};');
  writeFileSync(join(folder, 'favicon.svg'), '<svg/>');
  return folder;
}

const HTML = { Accept: 'text/html' };

test('every page is the console; its hashed files are kept for good', async () => {
  await using site = await startApi({ settings: nightSite(), consoleFolder: builtConsole() });
  for (const path of ['//', '//incidents/I-12', '//setup?token=x']) {
    const page = await site.nobody.send('GET', path, undefined, HTML);
    expect([page.status, page.body], path).toEqual([200, '<title>Dutywatch</title>']);
    expect(page.headers.get('cache-control'), path).toBe('no-cache');
  }
  const script = await site.nobody.get('//assets/index-Cq3s.js');
  expect(script.headers.get('cache-control')).toMatch(/max-age=31536000.*immutable/);
  const gone = await site.nobody.get('//assets/index-old.js');
  expect([gone.status, gone.body.code], 'no page in place of a script').toEqual([404, 'not-found']);
  expect((await site.nobody.get('//favicon.svg')).status).toBe(200);
  const outside = await site.nobody.get('//assets/..%2f..%2f..%2fetc%2fpasswd');
  expect(outside.status).toBeGreaterThanOrEqual(400);
});

test('a browser runs our own scripts only, and shows us in nobody’s frame', async () => {
  await using site = await startApi({ settings: nightSite() });
  for (const path of ['//', '/site/info', '/nothing']) {
    const { headers } = await site.nobody.get(path);
    const policy = headers.get('content-security-policy');
    expect(policy, path).toContain("script-src 'self';");
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options'), path).toBe('nosniff');
  }
});

test('without a built console the page says so', async () => {
  await using site = await startApi({ settings: nightSite() });
  const page = await site.nobody.send('GET', '//', undefined, HTML);
  expect(page.status).toBe(200);
  expect(page.body).toMatch(/The console is not built. Run npm run console/);
});
