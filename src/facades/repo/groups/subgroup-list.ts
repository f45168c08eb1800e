import { nullable, oneOf, searchText, Type } from '../../../contract/schema.ts';
import type { ProjectGrant } from '../../../domain/projects/index.ts';
import type { RepositoryFacts } from '../../../domain/repositories/index.ts';
import { listChildren, type Node, type Seen, treeVersion } from '../../../domain/tree/index.ts';
import type { Context } from '../../context.ts';
import { nodeList, pageQuery, totalHeader } from '../parameters.ts';
import { cloneAddress } from '../repository-answers.ts';
import { repoTime, sharedGroupFields, sharedGroupValues, standing } from './group-answers.ts';

/** The query of both lists of what hangs under a group or a project. */
export const subgroupQuery = Type.Object({
  // The page and all SDKs type it as a number, which is a copying error: it filters by name.
  filter: Type.Optional(searchText('Part of the name.')),
  order_by: Type.Optional(
    oneOf(['id', 'name', 'created_at', 'updated_at'], { description: 'Default: updated_at.' }),
  ),
  sort: Type.Optional(oneOf(['asc', 'desc'], { description: 'Default: desc.' })),
  archived: Type.Optional(
    Type.Boolean({ description: 'Archived repositories instead of others. Default: false.' }),
  ),
  ...pageQuery,
});

/** SubgroupAndProjectBaseDto; fields that only repositories have are null in a group. */
export const subgroupItem = Type.Object({
  ...sharedGroupFields,
  role_namecn: Type.String({ description: "Caller's role in Chinese." }),
  role_nameen: Type.String({ description: "Caller's role in English." }),
  updated_at_timestamp: Type.Integer({ description: 'Time of the last change, in seconds.' }),
  star_time: nullable(Type.Integer()),
  role_show_flag: nullable(Type.Integer()),
  uuid: nullable(Type.String()),
  forks_count: nullable(Type.Integer()),
  is_kia: Type.Boolean(),
  is_owner: Type.Boolean(),
  archived: Type.Boolean(),
  last_repository_updated_at: nullable(Type.String()),
  open_merge_requests_count: nullable(Type.Integer()),
  all_merge_requests_count: nullable(Type.Integer()),
  project_role: nullable(Type.Integer()),
  project_members_count: nullable(Type.Integer()),
  project_creator: nullable(
    Type.Object({
      id: Type.Integer({ description: 'Number of the user who owns the repository.' }),
      name: Type.String({ description: 'User name.' }),
      username: Type.String({ description: 'IAM user ID.' }),
    }),
  ),
  star_count: Type.Integer(),
  tag_list: Type.Array(Type.String()),
  http_url_to_repo: nullable(Type.String()),
  ssh_url_to_repo: nullable(Type.String()),
  status: nullable(Type.Integer()),
  active_statistic: Type.Array(Type.Integer()),
  security_tag: nullable(Type.String()),
});

/** One page of what hangs directly under `parent`, or under the project. */
export async function subgroupReply(
  context: Context,
  within: ProjectGrant,
  parent: Node | undefined,
  query: {
    readonly filter?: string;
    readonly order_by?: string;
    readonly sort?: string;
    readonly archived?: boolean;
    readonly offset?: number;
    readonly limit?: number;
  },
) {
  const { records, renditions } = context;
  const kind = context.kinds.repositoryGroup;
  const { id, name } = within.project;
  const { userId } = within.grant.principal;
  const found = nodeList(query, query.filter, 'updated_at');
  // No repository can be archived yet.
  const list = query.archived ? { ...found, only: 'group' as const } : found;
  const { baseUrl } = context;
  const values = ['subgroups', id, parent?.id, list, name, userId, within.role.id, baseUrl];
  const version = await treeVersion(records, within, kind);
  return renditions.reply(values, version, async () => {
    const slice = await listChildren(records, within, kind, parent, list);
    const repositories = slice.items.filter(({ type }) => type === 'repository');
    const facts = await records.repositories.repositoriesOf(repositories.map((node) => node.id));
    return {
      body: slice.items.map((node) => {
        const own = facts.get(node.id);
        const item = subgroup(node, within);
        return own ? { ...item, ...asRepository(context, node, own, item) } : item;
      }),
      headers: totalHeader(slice.total),
    };
  });
}

function subgroup(node: Node & Seen, within: ProjectGrant) {
  const mine = standing(node, within.grant.principal, within.role.id);
  return {
    ...sharedGroupValues(node, within.project.name, mine),
    role_namecn: mine.chinese,
    role_nameen: mine.english,
    // Seconds: the SDKs read an int32, which milliseconds overflow.
    updated_at_timestamp: Math.floor((node.updatedAt ?? node.createdAt) / 1000),
    star_time: null,
    role_show_flag: null,
    uuid: null,
    forks_count: null,
    is_kia: false,
    is_owner: mine.level === 50,
    archived: false,
    last_repository_updated_at: null,
    open_merge_requests_count: null,
    all_merge_requests_count: null,
    project_role: null,
    project_members_count: null,
    project_creator: null,
    star_count: 0,
    tag_list: [],
    http_url_to_repo: null,
    ssh_url_to_repo: null,
    status: null,
    active_statistic: [],
    security_tag: null,
  };
}

/** What a repository has otherwise than a group. */
function asRepository(
  context: Context,
  node: Node,
  { uuid, lastActivityAt }: RepositoryFacts,
  item: ReturnType<typeof subgroup>,
) {
  return {
    descendant_type: 'project',
    group_level: item.group_level - 1,
    is_group_creator: 0,
    is_repo_creator: item.is_group_creator,
    uuid,
    forks_count: 0,
    last_repository_updated_at: repoTime(lastActivityAt),
    open_merge_requests_count: 0,
    all_merge_requests_count: 0,
    project_role: item.group_role,
    project_members_count: item.group_members_count,
    project_creator: {
      id: node.creatorNumber,
      name: node.creatorName,
      username: node.creatorId,
    },
    http_url_to_repo: cloneAddress(context, node),
    status: 0,
  };
}
