/** `npm run plan`: writes `docs/plan.md`, which clause of the plan is covered by what. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../config/load.ts';
import { planDocument, readCitations } from './plan-document.ts';
import { DEVICES_FOLDER, EXIT, type Io } from './surroundings.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export async function runPlan(args: string[], io: Io): Promise<number> {
  parseArgs({ args, options: {} });
  const file = join(ROOT, 'docs', 'plan.md');
  const config = loadConfig(join(ROOT, 'config'), DEVICES_FOLDER);
  writeFileSync(file, planDocument(readCitations(config, join(ROOT, 'tests'))));
  io.out(file);
  return EXIT.fine;
}
