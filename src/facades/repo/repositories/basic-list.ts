import { oneOf, searchText, Type } from '../../../contract/schema.ts';
import { pageQuery } from '../parameters.ts';
import { basicRepositoryFields } from '../repository-answers.ts';

/** The query of both lists of BasicRepositoryDto. */
export const basicListQuery = Type.Object({
  search: Type.Optional(searchText('Part of the name.')),
  order_by: Type.Optional(
    oneOf(['id', 'name', 'created_at', 'updated_at'], { description: 'Default: updated_at.' }),
  ),
  sort: Type.Optional(oneOf(['asc', 'desc'], { description: 'Default: desc.' })),
  ...pageQuery,
});

export const basicList = Type.Array(Type.Object(basicRepositoryFields));
