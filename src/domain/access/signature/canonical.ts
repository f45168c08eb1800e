import { parseQuery, type QueryPair } from './target.ts';

/**
 * How the signer wrote the query: `sorted` by name, then value; `sorted_stable` by name only (Python
 * with integer values, Java); `verbatim` as on the wire (clients that sign `+` for a blank).
 */
export type QueryForm = 'empty' | 'sorted' | 'sorted_stable' | 'verbatim';

/** Whether the hash line was the body's hash, or the `UNSIGNED-PAYLOAD` of the declaring header. */
export type PayloadForm = 'body' | 'header';

export interface CanonicalQuery {
  readonly form: QueryForm;
  readonly text: string;
}

/** A decoded path as it is hashed: segments encoded, and a slash at the end if it has none. */
export function canonicalPath(path: string): string {
  // Every `%2F` in encoded text was a slash; one spelled out in the path has become `%252F`.
  const encoded = plainPath.test(path) ? path : encode(path).replaceAll('%2F', '/');
  return encoded.endsWith('/') ? encoded : `${encoded}/`;
}

const plainPath = /^[\w.~/-]*$/;

/**
 * The texts that known clients may have signed for a query, the likeliest first, none twice.
 * A query that does not parse has none.
 */
export function* canonicalQueries(rawQuery: string): Generator<CanonicalQuery, void> {
  const pairs = parseQuery(rawQuery, { plusIsBlank: false });
  if (pairs === undefined) return;
  if (pairs.length === 0) return yield { form: 'empty', text: '' };
  const sorted = joined(pairs.toSorted(byNameThenValue));
  yield { form: 'sorted', text: sorted };
  const stable = joined(pairs.toSorted(byName));
  if (stable !== sorted) yield { form: 'sorted_stable', text: stable };
  if (rawQuery !== sorted && rawQuery !== stable) yield { form: 'verbatim', text: rawQuery };
}

const joined = (pairs: readonly QueryPair[]): string =>
  pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byName = (a: QueryPair, b: QueryPair): number => compare(a[0], b[0]);
const byNameThenValue = (a: QueryPair, b: QueryPair): number => byName(a, b) || compare(a[1], b[1]);

/** RFC 3986: all but `A-Z a-z 0-9 - _ . ~` become upper-case escapes of their UTF-8 bytes. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
