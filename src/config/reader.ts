/** Reads files against their schemas and gathers every mistake, each with its place. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { z } from 'zod';
import { ConfigError, type ConfigProblem } from '../core/error.ts';
import { parseYaml, type YamlFile } from './document.ts';

export type Path = readonly (string | number)[];

/** What was read of one file, and a way to complain about a place in it. */
export interface ReadFile<T> {
  file: string;
  data: T;
  text: string;
  complain(path: Path, message: string, offset?: number): void;
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
  const open = (path: string): { yaml: YamlFile; text: string } => {
    const text = readFileSync(path, 'utf8');
    const yaml = parseYaml(nameOf(path), text);
    problems.push(...yaml.problems);
    return { yaml, text };
  };
  return {
    problems,
    read(path, schema, optional = false) {
      if (!existsSync(path)) {
        if (!optional) complain(nameOf(path), 'the file is missing');
        return undefined;
      }
      const { yaml, text } = open(path);
      if (yaml.data === undefined) return undefined;
      const result = schema.safeParse(yaml.data);
      if (result.success) return wrap(yaml, text, result.data, problems);
      for (const issue of result.error.issues) problems.push(...toProblems(issue, yaml, yaml.data));
      return undefined;
    },
    readRaw(path) {
      const { yaml, text } = open(path);
      return yaml.data === undefined ? undefined : wrap(yaml, text, yaml.data, problems);
    },
    list(folder) {
      if (!existsSync(folder)) return [];
      return readdirSync(folder)
        .filter((name) => name.endsWith('.yaml') && !basename(name, '.yaml').endsWith('.test'))
        .sort()
        .map((name) => join(folder, name));
    },
    complain,
    finish() {
      if (problems.length > 0) throw new ConfigError(sorted(problems));
    },
  };
}

function wrap<T>(yaml: YamlFile, text: string, data: T, problems: ConfigProblem[]): ReadFile<T> {
  return {
    file: yaml.file,
    data,
    text,
    complain(path, message, offset) {
      problems.push({ place: yaml.placeOf(path, offset), path: path.join('.'), message });
    },
  };
}

/** One zod issue may be several mistakes: each unknown key stands at its own place. */
function toProblems(issue: z.core.$ZodIssue, yaml: YamlFile, data: unknown): ConfigProblem[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const problem = (at: Path, message: string): ConfigProblem => ({
    place: yaml.placeOf(at),
    path: at.join('.'),
    message,
  });
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      problem([...path, key], `"${key}" is not a key that is known here`),
    );
  }
  if (issue.code === 'invalid_key') {
    return [problem(path, issue.issues[0]?.message ?? issue.message)];
  }
  if (issue.code === 'invalid_union') {
    const nearest = issue.errors.toSorted((a, b) => deepest(b) - deepest(a))[0];
    if (nearest !== undefined && deepest(nearest) > 0) {
      return nearest.flatMap((inner) =>
        toProblems({ ...inner, path: [...path, ...inner.path] } as z.core.$ZodIssue, yaml, data),
      );
    }
  }
  return [problem(path, `${issue.message}; found ${show(valueAt(data, path))}`)];
}

function deepest(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length));
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const part of path) value = (value as Record<string | number, unknown> | undefined)?.[part];
  return value;
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function sorted(problems: readonly ConfigProblem[]): ConfigProblem[] {
  return problems.toSorted(
    (a, b) =>
      a.place.file.localeCompare(b.place.file) ||
      a.place.line - b.place.line ||
      a.place.column - b.place.column,
  );
}
