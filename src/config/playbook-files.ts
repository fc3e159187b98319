/** `config/playbooks/*.yaml`, checked against each other, the building and the texts. */
import { checkPlaybook } from '../core/incidents/check.ts';
import { hazardOf, type Playbook, playbookSchema } from '../core/incidents/playbook.ts';
import type { Kinds } from '../core/site/kinds.ts';
import type { Site } from '../core/site/site.ts';
import type { Topology } from '../core/site/topology.ts';
import type { Text } from '../core/text.ts';
import { parseDuration } from '../core/time.ts';
import type { Reader, ReadFile } from './reader.ts';

interface Surroundings {
  /** Undefined where derived signals are not known: then expressions are not judged. */
  kinds: Kinds | undefined;
  topology: Topology;
  /** Both undefined where `texts.yaml` is wrong: every name may be in it. */
  templates: ReadonlySet<string> | undefined;
  words: Readonly<Record<string, Text>> | undefined;
}

export interface PlaybookFiles {
  playbooks: Playbook[];
  /** A file could not be read: what it holds is not known. */
  isPartial: boolean;
}

export function readPlaybooks(reader: Reader, folder: string, around: Surroundings): PlaybookFiles {
  const paths = reader.list(folder);
  const files = paths.flatMap((path) => reader.read(path, playbookSchema) ?? []);
  const playbooks = new Set<string>();
  for (const file of files) {
    const id = file.data.playbook;
    if (playbooks.has(id)) file.complain(['playbook'], `"${id}" is there twice`);
    playbooks.add(id);
  }
  const hazards = new Map<string, string>();
  for (const file of files) {
    const hazard = hazardOf(file.data);
    const other = hazards.get(hazard);
    if (other !== undefined) {
      file.complain(['opens', 'hazard'], `${hazard} is already opened by playbook ${other}`);
    }
    hazards.set(hazard, file.data.playbook);
    if (around.words !== undefined) giveWords(file, around.words);
    giveLimits(file, around.topology.site.settings);
    const templates =
      around.templates ?? new Set([...messagesIn(file.data), ...noticesIn(file.data)]);
    const { kinds, topology } = around;
    if (kinds === undefined) continue;
    const context = { kinds, topology, templates, playbooks };
    for (const problem of checkPlaybook(file.data, context)) {
      file.complain(problem.path, problem.message, problem.offset);
    }
  }
  return { playbooks: files.map((file) => file.data), isPartial: files.length < paths.length };
}

/** The templates of what the steps of a playbook tell people on duty. */
export function messagesIn({ steps }: Playbook): string[] {
  return steps.flatMap((step) => ('message' in step && step.do !== 'notice' ? [step.message] : []));
}

/** The templates of what they tell homes and shops. */
export function noticesIn({ steps }: Playbook): string[] {
  return steps.flatMap((step) => (step.do === 'notice' ? [step.message] : []));
}

/** A deadline that a setting of the site gives. An incident keeps the one with which it opened. */
function giveLimits(file: ReadFile<Playbook>, settings: Site['settings']): void {
  for (const [index, step] of file.data.steps.entries()) {
    if (step.limit === undefined) continue;
    const due = parseDuration(String(settings[step.limit]));
    if (due === undefined) {
      const found = settings[step.limit] === undefined ? 'no setting' : 'no duration';
      const message = `"${step.limit}" is ${found} of the site: expected one such as 15m`;
      file.complain(['steps', index, 'limit'], message);
    } else step.due = due;
  }
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
