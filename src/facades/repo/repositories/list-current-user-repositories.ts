import { nullable, oneOf, Type } from '../../../contract/schema.ts';
import { type Repository, withFacts } from '../../../domain/repositories/index.ts';
import { listOfAccount, type NodeInProject, type Seen } from '../../../domain/tree/index.ts';
import { type Context, operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { repoTime } from '../groups/group-answers.ts';
import { nodeList, pageQuery, totalHeader, totalHeaderText } from '../parameters.ts';
import {
  basicRepository,
  basicRepositoryFields,
  cloneAddress,
  levelIn,
} from '../repository-answers.ts';

/** Source: CodeArts Repo API Reference, V4, Repository, Querying the Repositories of a User. */
export const listCurrentUserRepositories = operation({
  name: 'ListCurrentUserRepositories',
  summary: "Querying the repositories of the caller's projects",
  section: 'Repository',
  method: 'GET',
  path: '/v4/user/repositories',
  parameters: {
    query: Type.Object({
      search: Type.Optional(
        Type.String({
          description: 'Part of the name.',
          maxLength: 512,
          accepts: 'a text of at most 512 characters',
        }),
      ),
      order_by: Type.Optional(
        oneOf(['created_at', 'updated_at'], { description: 'Default: created_at.' }),
      ),
      sort: Type.Optional(oneOf(['asc', 'desc'], { description: 'Default: desc.' })),
      archived: Type.Optional(Type.Boolean({ description: 'Archived ones instead of others.' })),
      starred: Type.Optional(Type.Boolean({ description: 'Only ones the caller starred.' })),
      membership: Type.Optional(
        Type.Boolean({ description: 'Without effect: others are not listed in any case.' }),
      ),
      user_created: Type.Optional(Type.Boolean({ description: 'Only ones the caller made.' })),
      include_abnormal: Type.Optional(
        Type.Boolean({ description: 'Without effect: none is frozen or closed.' }),
      ),
      ...pageQuery,
    }),
  },
  success: {
    status: 200,
    model: 'ListCurrentUserRepositoriesResponse',
    headers: totalHeaderText,
    body: Type.Array(
      Type.Object({
        ...basicRepositoryFields,
        star_count: Type.Integer(),
        forks_count: Type.Integer(),
        open_issues_count: Type.Integer(),
        open_merge_requests_count: Type.Integer(),
        starred: Type.Boolean(),
        last_activity_at: Type.String({ description: 'Time of the last push, UTC.' }),
        forked_from_repository: Type.Null(),
        permissions: Type.Integer({ description: "Caller's access level: 20, 30, 40 or 50." }),
        member_count: Type.Integer({ description: 'Members, inherited ones included.' }),
        uuid: Type.String({ description: 'Repository UUID.' }),
        description: Type.String({ description: 'Repository description.' }),
        last_repository_updated_at: Type.String({ description: 'As last_activity_at.' }),
        ssh_url_to_repo: nullable(Type.String()),
        http_url_to_repo: Type.String({ description: 'Address to clone it from.' }),
        active_statistic: Type.Array(Type.Integer()),
        project_name: Type.String({ description: 'Project name.' }),
        project_id: Type.String({ description: 'CodeArts project ID.' }),
        project_is_delete: Type.Boolean(),
        creator_id: Type.Integer({ description: 'Number of the user who owns it.' }),
      }),
    ),
  },
  permission: inAccount({
    action: 'codeartsrepo:repository:getRepository',
    accessLevel: 'Read',
    policy: 'must-allow',
    source: 'inferred',
  }),
  transaction: 'read',
  example: { query: { limit: 20 } },
  async handle(context, grant, { query }) {
    // Nothing can be starred or archived yet.
    if (query.starred || query.archived) return { body: [], headers: totalHeader(0) };
    const { records, kinds } = context;
    const which = { ownedOnly: query.user_created === true, withPublic: false };
    const list = nodeList(query, query.search, 'created_at');
    const { items, total } = await listOfAccount(records, grant, kinds.repository, which, list);
    const repositories = await withFacts(records, items);
    return {
      body: repositories.map((each) => simplest(context, each)),
      headers: totalHeader(total),
    };
  },
});

function simplest(context: Context, repository: Repository<NodeInProject & Seen>) {
  const activity = repoTime(repository.lastActivityAt);
  return {
    ...basicRepository(repository),
    star_count: 0,
    forks_count: 0,
    open_issues_count: 0,
    open_merge_requests_count: 0,
    starred: false,
    last_activity_at: activity,
    forked_from_repository: null,
    permissions: levelIn(repository),
    member_count: repository.memberCount,
    uuid: repository.uuid,
    description: repository.description,
    last_repository_updated_at: activity,
    ssh_url_to_repo: null,
    http_url_to_repo: cloneAddress(context, repository),
    active_statistic: [],
    project_name: repository.projectName,
    project_id: repository.projectId,
    project_is_delete: false,
    creator_id: repository.creatorNumber,
  };
}
