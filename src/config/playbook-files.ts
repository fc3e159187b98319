/** `config/playbooks/*.yaml`, checked against each other, the building and the texts. */
import { checkPlaybook } from '../core/incidents/check.ts';
import { type Playbook, playbookSchema } from '../core/incidents/playbook.ts';
import type { Kinds } from '../core/site/kinds.ts';
import type { Topology } from '../core/site/topology.ts';
import type { Text } from '../core/text.ts';
import type { Reader, ReadFile } from './reader.ts';

interface Surroundings {
  kinds: Kinds;
  topology: Topology;
  templates: ReadonlySet<string>;
  words: Readonly<Record<string, Text>>;
}

export function readPlaybooks(reader: Reader, folder: string, around: Surroundings): Playbook[] {
  const files = reader.list(folder).flatMap((path) => reader.read(path, playbookSchema) ?? []);
  const playbooks = new Set(files.map((file) => file.data.playbook));
  const hazards = new Map<string, string>();
  for (const file of files) {
    const { hazard } = file.data.opens;
    const other = hazards.get(hazard);
    if (other !== undefined) {
      file.complain(['opens', 'hazard'], `${hazard} is already opened by playbook ${other}`);
    }
    hazards.set(hazard, file.data.playbook);
    giveWords(file, around.words);
    for (const problem of checkPlaybook(file.data, { ...around, playbooks })) {
      file.complain(problem.path, problem.message, problem.offset);
    }
  }
  return files.map((file) => file.data);
}

/** A choice that lists bare names takes their words from `texts.yaml`. */
function giveWords(file: ReadFile<Playbook>, words: Readonly<Record<string, Text>>): void {
  for (const [name, field] of Object.entries(file.data.record)) {
    if (!Array.isArray(field.of)) continue;
    const texts: Record<string, Text> = {};
    for (const [index, choice] of field.of.entries()) {
      const word = words[choice];
      if (word === undefined) {
        const message = `"${choice}" has no words: give them here, or under words in texts.yaml`;
        file.complain(['record', name, 'of', index], message);
      } else texts[choice] = word;
    }
    field.of = texts;
  }
}
