/**
 * How escapes of a path are read. `decode_nonascii` leaves those below %80 as they are: the Node and
 * Java SDKs sign a path value that reached them with escapes as if `%` were part of the value.
 */
export type PathForm = 'decode_once' | 'decode_nonascii';

export type QueryPair = readonly [name: string, value: string];

/** Splits a request line's target at the first `?`; without one the query is empty. */
export function splitTarget(rawTarget: string): { rawPath: string; rawQuery: string } {
  const mark = rawTarget.indexOf('?');
  if (mark < 0) return { rawPath: rawTarget, rawQuery: '' };
  return { rawPath: rawTarget.slice(0, mark), rawQuery: rawTarget.slice(mark + 1) };
}

/**
 * The text a raw path stands for, `%2F` read as `/` and `+` as itself. Undefined for a bare `%`, for
 * bytes that are not UTF-8, and for characters that have no place in a request target.
 *
 * Two raw paths with one text are one path, for signing as well as for routing.
 */
export function decodePath(rawPath: string, form: PathForm = 'decode_once'): string | undefined {
  const kept = form === 'decode_nonascii' ? rawPath.replace(asciiEscapes, '%25') : rawPath;
  return percentDecode(kept);
}

const asciiEscapes = /%(?=[0-7][0-9A-Fa-f])/g;

/** The texts that a raw path may stand for, the likeliest first; none where it does not decode. */
export function* decodedPaths(rawPath: string): Generator<{ form: PathForm; path: string }, void> {
  // Without ASCII escapes both forms read the same.
  const forms: PathForm[] =
    rawPath.search(asciiEscapes) < 0 ? ['decode_once'] : ['decode_once', 'decode_nonascii'];
  for (const form of forms) {
    const path = decodePath(rawPath, form);
    if (path !== undefined) yield { form, path };
  }
}

/**
 * The names and values of a raw query in the order sent; `k` reads as `k=`, empty pieces are left
 * out. Undefined where `decodePath` would be. The official SDKs never send `+` for a blank; HTML
 * forms and Go's url.QueryEscape do.
 */
export function parseQuery(
  rawQuery: string,
  { plusIsBlank }: { plusIsBlank: boolean },
): QueryPair[] | undefined {
  const pairs: QueryPair[] = [];
  for (const piece of rawQuery.split('&')) {
    if (piece === '') continue;
    const text = plusIsBlank ? piece.replaceAll('+', '%20') : piece;
    const sign = text.indexOf('=');
    const name = percentDecode(sign < 0 ? text : text.slice(0, sign));
    const value = percentDecode(sign < 0 ? '' : text.slice(sign + 1));
    if (name === undefined || value === undefined) return undefined;
    pairs.push([name, value]);
  }
  return pairs;
}

function percentDecode(text: string): string | undefined {
  if (/[^!-~]/.test(text)) return undefined;
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
