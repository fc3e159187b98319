/**
 * Looks up what a person names. Ids in a command come from outside: `constructor` or `__proto__`
 * must find nothing, not what every object inherits.
 */
export function lookUp<T>(records: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(records, id) ? records[id] : undefined;
}
