/** A list to show: rows with the same keys. */
export type Rows = readonly Readonly<Record<string, string | number | boolean>>[];

/** Columns as wide as they must be, with their names on top; nothing for no rows. */
export function table(rows: Rows): string {
  const [first] = rows;
  if (!first) return '';
  const names = Object.keys(first);
  const lines = [names, ...rows.map((row) => names.map((name) => String(row[name])))];
  const widths = names.map((_name, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  return lines
    .map(
      (line) =>
        `${line
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
