import {
  cpSync,
  existsSync,
  mkdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { runChild } from '../support/child.ts';
import { createTempFolder } from '../support/temp-folder.ts';

const REPOSITORY = join(import.meta.dirname, '../..');
const SCRIPT = 'src/commands/build-console.ts';
const LONG_AGO = new Date('2020-01-01T00:00:00Z');

/** A checkout with the build command and, of the console, a page and one module. */
function createCheckout(files: Record<string, string>): string {
  const folder = createTempFolder('checkout');
  mkdirSync(join(folder, 'src/commands'), { recursive: true });
  cpSync(join(REPOSITORY, SCRIPT), join(folder, SCRIPT));
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

async function build(folder: string): Promise<string> {
  const { code, output } = await runChild(process.execPath, [join(folder, SCRIPT)]);
  expect(code, output).toBe(0);
  return output;
}

test('the console is built when missing or older than its sources, and only then', async () => {
  const folder = createCheckout({
    'src/console/index.html': '<script type="module" src="./main.ts"></script>',
    'src/console/main.ts': 'document.title = "wall";',
  });
  const page = join(folder, 'dist/console/index.html');

  expect(await build(folder)).toContain('building the console');
  expect(existsSync(page)).toBe(true);

  const builtAt = statSync(page).mtimeMs;
  expect(await build(folder)).not.toContain('building');
  expect(statSync(page).mtimeMs).toBe(builtAt);

  utimesSync(page, LONG_AGO, LONG_AGO);
  expect(await build(folder)).toContain('building the console');
});

test('a broken source fails the build, and with it the start', async () => {
  const folder = createCheckout({
    'src/console/index.html': '<script type="module" src="./missing.ts"></script>',
  });
  const { code, output } = await runChild(process.execPath, [join(folder, SCRIPT)]);
  expect(code).not.toBe(0);
  expect(output).toContain('missing.ts');
});

test("a checkout without the console's sources has nothing to build", async () => {
  const folder = createCheckout({});
  expect(await build(folder)).toBe('');
  expect(existsSync(join(folder, 'dist'))).toBe(false);
});
