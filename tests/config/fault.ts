/**
 * Mistakes as files: `faults/<fault>.yaml` says what is edited in the small site, marks with `▶`
 * the places that a message must name, and gives each message.
 */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { createTempFolder } from '../support/temp-folder.ts';
import { DEVICES, SMALL_SITE } from './small-site-folder.ts';

export const FAULTS = join(import.meta.dirname, 'faults');

const MARK = '▶';

const faultSchema = z.strictObject({
  edits: z.array(
    z.union([
      /** `find` stands in the file exactly once. */
      z.strictObject({ in: z.string(), find: z.string(), write: z.string() }),
      /** A whole new file. */
      z.strictObject({ in: z.string(), write: z.string() }),
      z.strictObject({ removes: z.string() }),
    ]),
  ),
  /** In the order of file, line, column; one of a missing file gives its own place. */
  says: z.array(z.string()).min(1),
});

export interface SiteWithFault {
  config: string;
  devices: string;
  /** `file:line:column field: message`, as `npm run check` prints them. */
  expected: string[];
}

/** A copy of the small site with the fault in it. */
export function createSiteWithFault(name: string): SiteWithFault {
  const fault = faultSchema.parse(parse(readFileSync(join(FAULTS, `${name}.yaml`), 'utf8')));
  const root = createTempFolder(name);
  const config = join(root, 'config');
  const devices = join(root, 'devices');
  cpSync(SMALL_SITE, config, { recursive: true });
  cpSync(DEVICES, devices, { recursive: true });
  const touched = new Set<string>();
  for (const edit of fault.edits) {
    if ('removes' in edit) {
      rmSync(join(root, edit.removes));
      continue;
    }
    touched.add(edit.in);
    const path = join(root, edit.in);
    const text = 'find' in edit ? replaceOnce(readFileSync(path, 'utf8'), edit) : edit.write;
    writeFileSync(path, text);
  }
  const places = [...touched].sort(byName).flatMap((file) => takeMarks(root, file));
  const expected = fault.says.map((said) =>
    /^\S+\.yaml:\d/.test(said) ? said : `${places.shift() ?? 'no mark left'} ${said}`,
  );
  return { config, devices, expected };
}

function replaceOnce(text: string, { find, write }: { find: string; write: string }): string {
  const count = text.split(find).length - 1;
  if (count !== 1) throw new Error(`"${find}" stands ${count} times in the file, expected once`);
  return text.replace(find, () => write);
}

function takeMarks(root: string, file: string): string[] {
  const marked = readFileSync(join(root, file), 'utf8');
  writeFileSync(join(root, file), marked.replaceAll(MARK, ''));
  const name = file.startsWith('config/') ? file.slice('config/'.length) : join(root, file);
  return marked.split('\n').flatMap((line, row) => {
    const columns = line.split(MARK).slice(0, -1);
    let column = 1;
    return columns.map((before) => {
      column += before.length;
      return `${name}:${row + 1}:${column}`;
    });
  });
}

function byName(a: string, b: string): number {
  return a.localeCompare(b);
}
