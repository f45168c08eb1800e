/** A line that both texts have, or only the older (`-`) or the newer one (`+`). */
interface Line {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/** Unchanged lines around a change. */
const around = 3;
/** Comparisons that are worth the shortest answer; beyond, all that lies between is exchanged. */
const comparisonsAtMost = 1_000_000;

/** How one text becomes another, as `diff -u` says it but for the names; empty where they are equal. */
export function lineDiff(before: readonly string[], after: readonly string[]): string {
  const lines = compared(before, after);
  const hunks: string[] = [];
  let old = 1;
  let fresh = 1;
  let start = 0;
  for (const { from, to } of changedStretches(lines)) {
    for (; start < from; start += 1) [old, fresh] = behind(lines[start], old, fresh);
    const stretch = lines.slice(from, to);
    const olds = stretch.filter(({ mark }) => mark !== '+').length;
    const news = stretch.filter(({ mark }) => mark !== '-').length;
    hunks.push(`@@ -${old},${olds} +${fresh},${news} @@`);
    hunks.push(...stretch.map(({ mark, text }) => mark + text));
    old += olds;
    fresh += news;
    start = to;
  }
  return hunks.join('\n');
}

/** The line numbers behind a line. */
function behind(line: Line | undefined, old: number, fresh: number): [number, number] {
  return [line?.mark === '+' ? old : old + 1, line?.mark === '-' ? fresh : fresh + 1];
}

/** Where lines have changed, with what is around them; close ones are one. */
function changedStretches(lines: readonly Line[]): { from: number; to: number }[] {
  const stretches: { from: number; to: number }[] = [];
  for (const [i, { mark }] of lines.entries()) {
    if (mark === ' ') continue;
    const from = Math.max(i - around, 0);
    const to = Math.min(i + around + 1, lines.length);
    const last = stretches.at(-1);
    if (last && from <= last.to) last.to = to;
    else stretches.push({ from, to });
  }
  return stretches;
}

function compared(before: readonly string[], after: readonly string[]): Line[] {
  const least = Math.min(before.length, after.length);
  let head = 0;
  while (head < least && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < least - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const same = (text: string): Line => ({ mark: ' ', text });
  return [
    ...before.slice(0, head).map(same),
    ...exchanged(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(same),
  ];
}

/** The fewest lines that have to go and come, by the longest common subsequence. */
function exchanged(before: readonly string[], after: readonly string[]): Line[] {
  const gone = (text: string): Line => ({ mark: '-', text });
  const come = (text: string): Line => ({ mark: '+', text });
  if (before.length * after.length > comparisonsAtMost) {
    return [...before.map(gone), ...after.map(come)];
  }
  const width = after.length + 1;
  /** How many lines are common from `i` and `j` on. */
  const common = new Uint32Array((before.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const older = before[i];
    const newer = after[j];
    if (older !== undefined && older === newer) {
      lines.push({ mark: ' ', text: older });
      i += 1;
      j += 1;
    } else if (newer === undefined || (older !== undefined && at(i + 1, j) >= at(i, j + 1))) {
      lines.push(gone(older ?? ''));
      i += 1;
    } else {
      lines.push(come(newer));
      j += 1;
    }
  }
  return lines;
}
