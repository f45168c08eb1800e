import { searchText, Type } from '../../../contract/schema.ts';
import { withFacts } from '../../../domain/repositories/index.ts';
import { listOfAccount } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { infoV2 } from './repo-info-v2.ts';
import { repoListV2, v2List } from './repo-list-v2.ts';
import { pageIndexQuery, success } from './wrapped.ts';

/** Source: CodeArts Repo API Reference, Project, Querying All Repositories of a User (V2). */
export const listUserAllRepositories = operation({
  name: 'ListUserAllRepositories',
  summary: "Querying the repositories of the caller's projects",
  section: 'Project',
  method: 'GET',
  path: '/v2/projects/repositories',
  parameters: {
    query: Type.Object({
      ...pageIndexQuery,
      search: Type.Optional(searchText('Part of the name.')),
    }),
  },
  success: { status: 200, model: 'ListUserAllRepositoriesResponse', body: repoListV2 },
  permission: inAccount({
    action: 'codeartsrepo:repository:getRepository',
    accessLevel: 'Read',
    policy: 'must-allow',
    source: 'inferred',
  }),
  transaction: 'read',
  example: { query: { page_index: 1 } },
  async handle(context, grant, { query }) {
    const { records, kinds } = context;
    const which = { ownedOnly: false, withPublic: false };
    const found = await listOfAccount(records, grant, kinds.repository, which, v2List(query));
    const repositories = await withFacts(records, found.items);
    const shown = repositories.map((each) => infoV2(context, each));
    return { body: success({ repositories: shown, total: found.total }) };
  },
});
