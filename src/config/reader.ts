/** Reads files against their schemas and gathers every mistake, each with its place. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { z } from 'zod';
import { ConfigError, type ConfigProblem } from '../core/error.ts';
import { type Path, parseYaml, type YamlFile } from './document.ts';
import { type Issue, toMistakes, valueAt } from './issue.ts';

/** What was read of one file, and a way to complain about a place in it. */
export interface ReadFile<T> {
  file: string;
  data: T;
  complain(path: Path, message: string, offset?: number): void;
  /** One part of the data against its schema; undefined, and complaints, where it is wrong. */
  parse<S extends z.ZodType>(path: Path, schema: S): z.infer<S> | undefined;
  /** A scalar as it is written; undefined where there is none. */
  sourceOf(path: Path): string | undefined;
}

export interface Reader {
  problems: ConfigProblem[];
  /** Undefined where the file is missing or wrong; the mistakes are among the problems. */
  read<S extends z.ZodType>(
    path: string,
    schema: S,
    optional?: boolean,
  ): ReadFile<z.infer<S>> | undefined;
  /** As `read`, without a schema: for a format whose owner checks it himself. */
  readRaw(path: string): ReadFile<unknown> | undefined;
  /** The `.yaml` files of a folder, sorted, without tests (`.test.yaml`). */
  list(folder: string): string[];
  /** The `.test.yaml` files of a folder, sorted. */
  listTests(folder: string): string[];
  complain(file: string, message: string): void;
  /** Throws `ConfigError` with all problems so far, if there are any. */
  finish(): void;
}

/** `root`: what the files' names in messages are relative to. */
export function createReader(root: string): Reader {
  const problems: ConfigProblem[] = [];
  const nameOf = (path: string): string => {
    const name = relative(root, path);
    return name.startsWith('..') ? path : name;
  };
  const complain = (file: string, message: string): void => {
    problems.push({ place: { file, line: 1, column: 1 }, path: '', message });
  };
  const open = (path: string): YamlFile => {
    const yaml = parseYaml(nameOf(path), readFileSync(path, 'utf8'));
    problems.push(...yaml.problems);
    return yaml;
  };
  const listYaml = (folder: string, isTest: boolean): string[] => {
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith('.yaml') && name.endsWith('.test.yaml') === isTest)
      .sort()
      .map((name) => join(folder, name));
  };
  return {
    problems,
    read(path, schema, optional = false) {
      if (!existsSync(path)) {
        if (!optional) complain(nameOf(path), 'the file is missing');
        return undefined;
      }
      const yaml = open(path);
      if (yaml.data === undefined) return undefined;
      const file = wrap(yaml, yaml.data, problems);
      const data = file.parse([], schema);
      return data === undefined ? undefined : { ...file, data };
    },
    readRaw(path) {
      const yaml = open(path);
      return yaml.data === undefined ? undefined : wrap(yaml, yaml.data, problems);
    },
    list: (folder) => listYaml(folder, false),
    listTests: (folder) => listYaml(folder, true),
    complain,
    finish() {
      if (problems.length > 0) throw new ConfigError(sorted(problems));
    },
  };
}

function wrap<T>(yaml: YamlFile, data: T, problems: ConfigProblem[]): ReadFile<T> {
  return {
    file: yaml.file,
    data,
    sourceOf: yaml.sourceOf,
    parse(path, schema) {
      const result = schema.safeParse(valueAt(yaml.data, path));
      if (result.success) return result.data;
      for (const { path: inner, ...issue } of result.error.issues) {
        problems.push(...toProblems({ ...issue, path: [...path, ...inner] } as Issue, yaml));
      }
      return undefined;
    },
    complain(path, message, offset) {
      problems.push({ place: yaml.placeOf(path, offset), path: path.join('.'), message });
    },
  };
}

function toProblems(issue: Issue, yaml: YamlFile): ConfigProblem[] {
  return toMistakes(issue, yaml.data).map(({ path, message, isOfKey }) => ({
    place: isOfKey ? yaml.placeOfKey(path) : yaml.placeOf(path),
    path: path.join('.'),
    message,
  }));
}

function sorted(problems: readonly ConfigProblem[]): ConfigProblem[] {
  return problems.toSorted(
    (a, b) =>
      a.place.file.localeCompare(b.place.file) ||
      a.place.line - b.place.line ||
      a.place.column - b.place.column,
  );
}
