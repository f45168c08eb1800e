import { codeArtsProjectId, int32, maxInt32, Type } from '../../contract/schema.ts';
import type { Page } from '../../domain/kernel/index.ts';
import type { NodeList, NodeOrder } from '../../domain/tree/index.ts';

export const projectPath = Type.Object({ project_id: codeArtsProjectId() });

export const groupId = int32(1, maxInt32, { description: 'Repository group ID.' });

export const groupPath = Type.Object({ group_id: groupId });

export const groupAndResourcePath = Type.Object({
  group_id: groupId,
  resource_id: int32(1, maxInt32, { description: 'ID of a permission resource.' }),
});

export const projectAndGroupPath = Type.Object({
  project_id: codeArtsProjectId(),
  group_id: groupId,
});

/** Paging as all of V4 has it: a row offset and a number of rows. */
export const pageQuery = {
  offset: Type.Optional(int32(0, maxInt32, { description: 'Rows to skip. Default: 0.' })),
  limit: Type.Optional(int32(1, 100, { description: 'Rows to answer. Default: 20.' })),
};

/** The page that a query of `pageQuery` asks for. */
export function pageOf(query: { readonly offset?: number; readonly limit?: number }): Page {
  return { offset: query.offset ?? 0, limit: query.limit ?? 20 };
}

/** The column that `order_by` names. */
const orders: Readonly<Record<string, NodeOrder>> = {
  id: 'id',
  name: 'name',
  path: 'path',
  created_at: 'createdAt',
  updated_at: 'updatedAt',
};

/** The list that a query asks for; `orderBy` is what the operation orders by unless told. */
export function nodeList(
  query: {
    readonly offset?: number;
    readonly limit?: number;
    readonly order_by?: string;
    readonly sort?: string;
  },
  search: string | undefined,
  orderBy: string,
): NodeList {
  return {
    order: orders[query.order_by ?? orderBy] ?? 'createdAt',
    descending: query.sort !== 'asc',
    page: pageOf(query),
    ...(search === undefined || search === '' ? {} : { search }),
  };
}

/** The number of rows of the whole list. Source: SDK, operations that declare X-Total. */
export function totalHeader(total: number): Record<string, string> {
  return { 'X-Total': String(total) };
}

export const totalHeaderText = { 'X-Total': 'Rows of the whole list.' };
