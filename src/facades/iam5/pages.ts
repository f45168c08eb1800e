import { int32, type Static, Type } from '../../contract/schema.ts';

/** The query parameters of every list of IAM 5. */
export const pageParameters = {
  limit: Type.Optional(int32(1, 200, { description: 'Items on a page, 100 unless told.' })),
  marker: Type.Optional(
    Type.String({
      description: 'next_marker of the page before; absent for the first one.',
      minLength: 1,
      maxLength: 400,
      accepts: 'the next_marker of a page',
    }),
  ),
};

export const pageInfo = Type.Object({
  next_marker: Type.Optional(
    Type.String({ description: 'Where the next page begins; absent on the last one.' }),
  ),
  current_count: Type.Integer({ description: 'Items on this page.' }),
});

/**
 * The page of a list that is held whole, in the order of its keys, by which the items go. A marker is
 * the key of the last item before the page.
 */
export function pageOf<Item>(
  items: readonly Item[],
  { limit = 100, marker = '' }: { readonly limit?: number; readonly marker?: string },
  keyOf: (item: Item) => string,
): { readonly items: readonly Item[]; readonly page_info: Static<typeof pageInfo> } {
  const rest = items.filter((item) => keyOf(item) > marker);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const next = last !== undefined && rest.length > limit ? { next_marker: keyOf(last) } : {};
  return { items: page, page_info: { ...next, current_count: page.length } };
}
