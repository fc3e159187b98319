/** `npm run schemas`: writes `docs/schemas`, the files by which editors complete our YAML. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { jsonSchemaFiles } from './json-schemas.ts';
import { EXIT, type Io } from './surroundings.ts';

const SCHEMAS_FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'schemas');

export async function runSchemas(args: string[], io: Io): Promise<number> {
  parseArgs({ args, options: {} });
  mkdirSync(SCHEMAS_FOLDER, { recursive: true });
  const files = jsonSchemaFiles();
  for (const [name, content] of files) writeFileSync(join(SCHEMAS_FOLDER, name), content);
  io.out(`${files.size} files in ${SCHEMAS_FOLDER}`);
  return EXIT.fine;
}
