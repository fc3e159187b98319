/** Derived of a configuration: a reload makes new things; what was made of the old ones goes. */
export function madeOnce<Of extends object, Made>(
  known: WeakMap<Of, Made>,
  of: Of,
  make: (of: Of) => Made,
): Made {
  const found = known.get(of);
  if (found !== undefined) return found;
  const made = make(of);
  known.set(of, made);
  return made;
}
