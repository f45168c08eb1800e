import { codeArtsProjectId, nullable, searchText, Type } from '../../../contract/schema.ts';
import { projectRole } from '../../../domain/projects/index.ts';
import { listAddable } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { onGroupOfQueriedProject } from '../../on-group.ts';
import { groupPath, pageOf, pageQuery, totalHeader, totalHeaderText } from '../parameters.ts';
import { viewing } from '../viewing.ts';

/** Source: CodeArts Repo API Reference, V4, Group, Querying Members That Can Be Added. */
export const listGroupAddableMembers = operation({
  name: 'ListGroupAddableMembers',
  summary: 'Querying the members of the project who are not in a repository group yet',
  section: 'Group',
  method: 'GET',
  path: '/v4/groups/{group_id}/members/addable-list',
  parameters: {
    path: groupPath,
    query: Type.Object({
      project_id: codeArtsProjectId(),
      search: Type.Optional(searchText("Part of a user's name or nickname.")),
      ...pageQuery,
    }),
  },
  success: {
    status: 200,
    model: 'ListGroupAddableMembersResponse',
    headers: totalHeaderText,
    body: Type.Array(
      Type.Object({
        iam_id: Type.String({ description: 'IAM user ID.' }),
        user_id: Type.String({ description: 'IAM user ID.' }),
        name: Type.String({ description: 'User name.' }),
        nick_name: Type.String({ description: 'Nickname.' }),
        domain_name: Type.String({ description: 'Account name.' }),
        domain_id: Type.String({ description: 'Account ID.' }),
        repo_role_id: nullable(Type.String({ description: 'None yet.' })),
        req_role_id: Type.String({ description: 'Number of the role in the project.' }),
        repo_role_name: nullable(Type.String({ description: 'None yet.' })),
        req_role_name: Type.String({ description: 'Its name.' }),
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
    const { items, total } = await listAddable(records, node, query.search, pageOf(query));
    const { domainId, domainName } = within.grant.principal;
    const addable = items.map(({ userId, userName, nickName, roleId }) => ({
      iam_id: userId,
      user_id: userId,
      name: userName,
      nick_name: nickName,
      domain_name: domainName,
      domain_id: domainId,
      repo_role_id: null,
      req_role_id: String(roleId),
      repo_role_name: null,
      req_role_name: projectRole(roleId)?.name ?? '',
    }));
    return { body: addable, headers: totalHeader(total) };
  },
});
