/** A LIKE pattern for texts that contain the words. */
export function containing(search: string): string {
  return `%${literal(search)}%`;
}

/** A LIKE pattern for texts that match one with `*` and `?` as wildcards. */
export function patternOf(wildcards: string): string {
  return literal(wildcards).replaceAll('*', '%').replaceAll('?', '_');
}

/**
 * The words as they stand, escaped with a backslash. Only ASCII letters become lower case, because
 * SQLite's lower() knows no others.
 */
function literal(words: string): string {
  const lower = words.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return lower.replace(/[\\%_]/g, '\\$&');
}
