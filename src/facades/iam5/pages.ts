import { int32, Type } from '../../contract/schema.ts';
import { Problem, type Stretch } from '../../domain/kernel/index.ts';

/** The query parameters of every list. Source: IAM 5 API Reference. */
export const pageQuery = {
  limit: Type.Optional(int32(1, 200, { description: 'Rows a page. Default: 100.' })),
  marker: Type.Optional(Type.String({ description: 'The next_marker of the page before.' })),
};

/** PageInfo. */
export const pageInfo = Type.Object({
  next_marker: Type.Optional(
    Type.String({ description: 'Marker of the next page; absent on the last one.' }),
  ),
  current_count: Type.Integer({ description: 'Rows on this page.' }),
});

/**
 * One page of a list that is in the order of a key; `list` is asked for one row more than a page
 * has. Throws Problem `invalid` for a marker that was never given out.
 */
export async function onePage<Row>(
  { limit = 100, marker }: { limit?: number; marker?: string },
  list: (stretch: Stretch) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
) {
  const rows = await list({ after: keyIn(marker), atMost: limit + 1 });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = last !== undefined && rows.length > limit;
  const next = more ? { next_marker: Buffer.from(keyOf(last)).toString('base64') } : {};
  return { items, page_info: { ...next, current_count: items.length } };
}

function keyIn(marker: string | undefined): string {
  if (marker === undefined) return '';
  const key = Buffer.from(marker, 'base64').toString();
  if (key !== '' && !key.includes('\0') && Buffer.from(key).toString('base64') === marker)
    return key;
  throw new Problem('invalid', {
    subject: 'page',
    field: 'marker',
    reason: 'must be the next_marker of the page before',
  });
}
