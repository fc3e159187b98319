/** MQTT topic filters (MQTT 3.1.1 §4.7): which topics one matches, and which filters it covers. */

/** `#` only at the end and `+` only as a whole level (MQTT 3.1.1 §4.7.1). */
export function isTopicFilter(text: string): boolean {
  if (text === '' || text.includes('\0')) return false;
  const levels = text.split('/');
  return levels.every(
    (level, i) => level === '+' || (level === '#' ? i === levels.length - 1 : !/[#+]/.test(level)),
  );
}

/**
 * Whether everything that `requested` can match is matched by `allowed` too. A topic is a filter
 * without wildcards, so for a topic this says whether the filter matches it.
 */
export function filterCovers(allowed: string, requested: string): boolean {
  if (requested.startsWith('$') && /^[#+]/.test(allowed)) return false; // MQTT-4.7.2-1
  const have = allowed.split('/');
  const want = requested.split('/');
  for (const [i, level] of have.entries()) {
    if (level === '#') return true;
    const wanted = want[i];
    if (wanted === undefined || wanted === '#') return false;
    if (level !== '+' && level !== wanted) return false;
  }
  return want.length === have.length;
}
