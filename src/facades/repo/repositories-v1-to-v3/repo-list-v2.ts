import { Type } from '../../../contract/schema.ts';
import type { NodeList } from '../../../domain/tree/index.ts';
import { repoInfoV2 } from './repo-info-v2.ts';
import { pageOfIndex, wrapped } from './wrapped.ts';

/** RepoListInfoV2. */
export const repoListV2 = wrapped(
  Type.Object({
    repositories: Type.Array(repoInfoV2),
    total: Type.Integer({ description: 'Rows of the whole list.' }),
  }),
);

/** The list that a V2 query asks for: newest first. */
export function v2List(query: {
  readonly page_index?: number;
  readonly page_size?: number;
  readonly search?: string;
}): NodeList {
  const { search } = query;
  return {
    order: 'createdAt',
    descending: true,
    page: pageOfIndex(query),
    ...(search === undefined || search === '' ? {} : { search }),
  };
}
