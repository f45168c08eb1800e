/** A LIKE pattern for texts that contain the words, escaped with a backslash and in lower case. */
export function containing(search: string): string {
  return `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
}
