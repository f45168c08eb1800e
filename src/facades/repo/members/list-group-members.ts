import { codeArtsProjectId, nullable, oneOf, searchText, Type } from '../../../contract/schema.ts';
import type { Principal } from '../../../domain/kernel/index.ts';
import { type Project, projectRole } from '../../../domain/projects/index.ts';
import { listMembers, type Node, type NodeMember } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { onGroupOfQueriedProject } from '../../on-group.ts';
import { groupPath, pageOf, pageQuery, totalHeader, totalHeaderText } from '../parameters.ts';
import { chineseNameOf } from '../role-names.ts';
import { viewing } from '../viewing.ts';

/** Source: CodeArts Repo API Reference, V4, Group, Querying Members of a Repository Group. */
export const listGroupMembers = operation({
  name: 'ListGroupMembers',
  summary: 'Querying the members of a repository group, inherited ones included',
  section: 'Group',
  method: 'GET',
  path: '/v4/groups/{group_id}/members/list',
  parameters: {
    path: groupPath,
    query: Type.Object({
      project_id: codeArtsProjectId(),
      query: Type.Optional(searchText("Part of a user's name or nickname.")),
      join_way: Type.Optional(
        oneOf(['domain', 'normal', 'inherit'], {
          description: 'By the tenant, which nobody is, by the group itself, or inherited.',
        }),
      ),
      access_level: Type.Optional(
        Type.Integer({
          enum: [10, 20, 30, 40, 50],
          description: '10 not yet approved, which nobody is, 20, 30, 40 or 50.',
          accepts: 'one of 10, 20, 30, 40, 50',
        }),
      ),
      ...pageQuery,
    }),
  },
  success: {
    status: 200,
    model: 'ListGroupMembersResponse',
    headers: totalHeaderText,
    body: Type.Array(
      Type.Object({
        id: nullable(Type.Integer()),
        source_id: Type.Integer({ description: 'Group that the role comes from, or project.' }),
        user_id: Type.Integer({ description: 'Number of the user.' }),
        user_from: nullable(Type.String()),
        role_id: Type.String({ description: 'Number of the role in the group.' }),
        role_name: Type.String({ description: 'Its name.' }),
        cn_role_name: Type.String({ description: 'Its name in Chinese.' }),
        req_role_id: Type.String({ description: 'Number of the role in the project.' }),
        req_role_name: Type.String({ description: 'Its name.' }),
        user_group_id: nullable(Type.String({ description: 'User group that the role comes by.' })),
        group_name: nullable(Type.String({ description: 'Group that the role comes from.' })),
        user_name: Type.String({ description: 'User name.' }),
        domain_id: Type.String({ description: 'Account ID.' }),
        domain_name: Type.String({ description: 'Account name.' }),
        nick_name: Type.String({ description: 'Nickname.' }),
        is_group_creator: Type.Boolean({ description: 'Whether they own the group.' }),
        is_project_admin: Type.Boolean({ description: 'Whether they administer the project.' }),
        path: nullable(Type.String()),
        role_chinese_name: Type.String({ description: 'The same as cn_role_name.' }),
        can_remove: Type.Boolean({ description: 'Whether they are a member by this group alone.' }),
        access_level: Type.Integer({ description: '20, 30, 40 or 50.' }),
        service_license_status: Type.Integer({ description: '1 where the user is enabled.' }),
        iam_id: Type.String({ description: 'IAM user ID.' }),
        current_group_member: Type.Boolean({ description: 'Whether by the group itself.' }),
      }),
    ),
  },
  permission: onGroupOfQueriedProject({ ...viewing.members, source: 'inferred' }),
  transaction: 'read',
  example: {
    path: { group_id: 1 },
    query: { project_id: '0b234373cf3f4b04ab2d8a245155e12b', limit: 20 },
  },
  async handle({ records }, { within, node }, { query }) {
    // Nobody comes from a tenant or waits for approval here.
    if (query.join_way === 'domain' || query.access_level === 10) {
      return { body: [], headers: totalHeader(0) };
    }
    const wanted = {
      ...(query.query ? { search: query.query } : {}),
      ...(query.join_way ? ({ by: query.join_way === 'normal' ? 'node' : 'above' } as const) : {}),
      ...(query.access_level === undefined ? {} : { level: query.access_level }),
    };
    const { items, total } = await listMembers(records, node, wanted, pageOf(query));
    const { principal } = within.grant;
    return {
      body: items.map((member) => memberFields(member, node, within.project, principal)),
      headers: totalHeader(total),
    };
  },
});

function memberFields(
  member: NodeMember,
  node: Node,
  project: Project,
  { domainId, domainName }: Principal,
) {
  const inProject = projectRole(member.roleId);
  const [highest] = member.standings;
  if (!highest || !inProject) throw new Error('a member without a role');
  const owns = node.creatorId === member.userId;
  return {
    id: null,
    source_id: highest.node ? Number(highest.node.id) : project.number,
    user_id: member.userNumber,
    user_from: null,
    role_id: String(highest.role.id),
    role_name: highest.role.name,
    cn_role_name: chineseNameOf(highest.role),
    req_role_id: String(inProject.id),
    req_role_name: inProject.name,
    user_group_id: highest.userGroupId ?? null,
    group_name: highest.node?.name ?? null,
    user_name: member.userName,
    domain_id: domainId,
    domain_name: domainName,
    nick_name: member.nickName,
    is_group_creator: owns,
    is_project_admin: inProject.accessLevel >= 40,
    path: null,
    role_chinese_name: chineseNameOf(highest.role),
    can_remove:
      !owns &&
      member.standings.every((each) => each.node?.id === node.id && each.userGroupId === undefined),
    access_level: highest.role.accessLevel,
    service_license_status: member.enabled ? 1 : 0,
    iam_id: member.userId,
    current_group_member: member.direct,
  };
}
