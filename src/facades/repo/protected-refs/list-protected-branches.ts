import { searchText, Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { onRepository, repositoryPath } from '../../on-repository.ts';
import { pageOf, pageQuery, totalHeader, totalHeaderText } from '../parameters.ts';
import { viewing } from '../viewing.ts';
import { repositoryRuleFields, repositoryRules } from './repository-rules.ts';

/** Source: CodeArts Repo API Reference, V4, ProtectedRefs. */
export const listProtectedBranches = operation({
  name: 'ListProtectedBranches',
  summary: 'Querying the protected branches that a repository has itself',
  section: 'ProtectedRefs',
  method: 'GET',
  path: '/v4/repositories/{repository_id}/protected-branches',
  parameters: {
    path: repositoryPath,
    query: Type.Object({ search: Type.Optional(searchText('Part of the name.')), ...pageQuery }),
  },
  success: {
    status: 200,
    model: 'ListProtectedBranchesResponse',
    headers: totalHeaderText,
    body: Type.Array(Type.Object(repositoryRuleFields)),
  },
  permission: onRepository({ ...viewing.repository, source: 'inferred' }),
  transaction: 'read',
  example: { path: { repository_id: 1 }, query: { limit: 20 } },
  async handle(context, { within, repository }, { query }) {
    const place = { tree: repository, node: repository };
    const { items, total } = await context.records.settings.listProtectedRefs(
      place,
      'branch',
      query.search,
      pageOf(query),
    );
    return {
      body: await repositoryRules(context, within, items),
      headers: totalHeader(total),
    };
  },
});
