/** Whether a text is one of those that a pattern stands for. */
export type TextTest = (text: string) => boolean;

/** Works a pattern with the wildcards `*` and `?` in, once for all texts. */
export function textTest(pattern: string): TextTest {
  const wildcard = pattern.search(/[*?]/);
  if (wildcard < 0) return (text) => text === pattern;
  const start = pattern.slice(0, wildcard);
  if (pattern === `${start}*`) return (text) => text.startsWith(start);
  return (text) => matches(pattern, text);
}

/** As `textTest`, for several patterns of which one is enough; those without wildcards are looked up. */
export function anyTextTest(patterns: readonly string[]): TextTest {
  const plain = new Set(patterns.filter((pattern) => !/[*?]/.test(pattern)));
  const wild = patterns.filter((pattern) => !plain.has(pattern)).map(textTest);
  return (text) => plain.has(text) || wild.some((test) => test(text));
}

/**
 * Going back to the last star alone is enough, so that no pattern takes longer than its length
 * times the text's.
 */
function matches(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let taken = 0;
  for (let i = 0; i < text.length; ) {
    if (pattern[at] === '*') {
      star = at;
      at += 1;
      taken = i;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[i])) {
      at += 1;
      i += 1;
    } else if (star >= 0) {
      at = star + 1;
      taken += 1;
      i = taken;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
