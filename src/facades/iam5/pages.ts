import { int32, Type } from '../../contract/schema.ts';
import { Problem, type Stretch } from '../../domain/kernel/index.ts';

/** The query of every list that goes on page by page. Source: IAM 5 API Reference. */
export const pageQuery = {
  limit: Type.Optional(int32(1, 200, { description: 'Rows a page. Default: 100.' })),
  marker: Type.Optional(
    Type.String({ description: 'Where the page begins: next_marker of the one before it.' }),
  ),
};

/** PageInfo. */
export const pageInfo = Type.Object({
  next_marker: Type.Optional(
    Type.String({ description: 'Marker of the next page; absent on the last one.' }),
  ),
  current_count: Type.Integer({ description: 'Rows of this page.' }),
});

/**
 * One page of a list that is in the order of a key; `list` is asked for one row more than a page
 * has, which tells whether there is another. Throws Problem `invalid` for a marker that no list has
 * given.
 */
export async function onePage<Row>(
  { limit = 100, marker }: { readonly limit?: number; readonly marker?: string },
  list: (stretch: Stretch) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
) {
  const after = marker === undefined ? '' : keyIn(marker);
  const rows = await list({ after, limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = last !== undefined && rows.length > limit;
  return {
    items,
    page_info: {
      ...(more ? { next_marker: markerOf(keyOf(last)) } : {}),
      current_count: items.length,
    },
  };
}

/** Before the key, so that a text which is no marker of ours is told from one. */
const prefix = 'key:';

/** 4 to 400 letters, digits and +/=-_ are documented. */
const markerOf = (key: string) => Buffer.from(prefix + key).toString('base64url');

function keyIn(marker: string): string {
  const text = Buffer.from(marker, 'base64url').toString();
  const key = text.slice(prefix.length);
  if (/^[\w.-]+$/.test(key) && markerOf(key) === marker) return key;
  throw new Problem('invalid', {
    subject: 'page',
    field: 'marker',
    reason: 'must be the next_marker of the page before',
  });
}
