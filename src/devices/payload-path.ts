/**
 * Paths into a JSON payload: names joined by dots, `[n]` into a list (`rxInfo[0].rssi`). Parsed
 * once; reading one walks its steps and allocates nothing.
 */
export type Path = readonly (string | number)[];

const STEP = /^(?:([^.[\]]+)|\[(\d+)\])/;

/** Undefined where the text is no path. */
export function parsePath(text: string): Path | undefined {
  const steps: (string | number)[] = [];
  let rest = text;
  while (rest !== '') {
    const match = STEP.exec(rest);
    if (!match) return undefined;
    steps.push(match[2] === undefined ? match[1]! : Number(match[2]));
    rest = rest.slice(match[0].length);
    if (rest.startsWith('.')) {
      rest = rest.slice(1);
      if (rest === '' || rest.startsWith('[')) return undefined;
    } else if (rest !== '' && !rest.startsWith('[')) return undefined;
  }
  return steps.length > 0 ? steps : undefined;
}

/** Undefined where a step is missing or leads into something that has no parts. */
export function follow(path: Path, root: unknown): unknown {
  let here = root;
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<string | number, unknown>)[step];
  }
  return here;
}
