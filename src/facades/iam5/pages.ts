import { int32, Type } from '../../contract/schema.ts';
import { Problem, type Stretch } from '../../domain/kernel/index.ts';

/** The query of every list that goes on page by page. */
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

interface PageQuery {
  readonly limit?: number;
  readonly marker?: string;
}

const defaultLimit = 100;

/**
 * What to ask the records for: one row more than the page shows, which tells whether there is
 * another page. Throws Problem `invalid` for a marker that no list has given.
 */
export function stretchOf({ limit = defaultLimit, marker }: PageQuery): Stretch {
  return { after: marker === undefined ? '' : keyIn(marker), limit: limit + 1 };
}

/** The rows of the page, of those that `stretchOf` asked for; `keyOf` is what they are sorted by. */
export function paged<Row>(
  rows: readonly Row[],
  { limit = defaultLimit }: PageQuery,
  keyOf: (row: Row) => string,
) {
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
  if (key !== '' && markerOf(key) === marker) return key;
  throw new Problem('invalid', {
    subject: 'page',
    field: 'marker',
    reason: 'must be the next_marker of the page before',
  });
}
