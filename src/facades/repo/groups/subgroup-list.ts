import { nullable, oneOf, searchText, Type } from '../../../contract/schema.ts';
import type { ProjectGrant } from '../../../domain/projects/index.ts';
import { listChildren, type Node, type Seen, treeVersion } from '../../../domain/tree/index.ts';
import type { Context } from '../../context.ts';
import { nodeList, pageQuery, totalHeader } from '../parameters.ts';
import { sharedGroupFields, sharedGroupValues, standing } from './group-answers.ts';

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
  project_creator: Type.Null(),
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
    readonly offset?: number;
    readonly limit?: number;
  },
) {
  const { records, renditions } = context;
  const kind = context.kinds.repositoryGroup;
  const { id, name } = within.project;
  const { userId } = within.grant.principal;
  const list = nodeList(query, query.filter, 'updated_at');
  const values = ['subgroups', id, parent?.id, list, name, userId, within.role.id];
  const version = await treeVersion(records, within, kind);
  return renditions.reply(values, version, async () => {
    const slice = await listChildren(records, within, kind, parent, list);
    return {
      body: slice.items.map((node) => subgroup(node, within)),
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
