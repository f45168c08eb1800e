/**
 * A LIKE pattern for texts that contain the words, escaped with a backslash. Only ASCII letters
 * become lower case, because SQLite's lower() knows no others.
 */
export function containing(search: string): string {
  const lower = search.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return `%${lower.replace(/[\\%_]/g, '\\$&')}%`;
}
