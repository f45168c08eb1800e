import { codeArtsProjectId, Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { onGroupOfQueriedProject } from '../../on-group.ts';
import { groupPath, pageOf, pageQuery, totalHeader, totalHeaderText } from '../parameters.ts';
import { viewing } from '../viewing.ts';
import { userGroupFields, userGroupValues } from './user-group-answers.ts';

/** Source: CodeArts Repo API Reference, V4, Group, Querying User Groups That Can Be Added. */
export const listGroupAddableUserGroups = operation({
  name: 'ListGroupAddableUserGroups',
  summary: 'Querying the user groups of the account that are not in a repository group yet',
  section: 'Group',
  method: 'GET',
  path: '/v4/groups/{group_id}/user-groups/addable-list',
  parameters: {
    path: groupPath,
    query: Type.Object({ project_id: codeArtsProjectId(), ...pageQuery }),
  },
  success: {
    status: 200,
    model: 'ListGroupAddableUserGroupsResponse',
    headers: totalHeaderText,
    body: Type.Array(Type.Object(userGroupFields)),
  },
  permission: onGroupOfQueriedProject({ ...viewing.members, source: 'documented' }),
  transaction: 'read',
  example: {
    path: { group_id: 1 },
    query: { project_id: '0b234373cf3f4b04ab2d8a245155e12b', limit: 20 },
  },
  async handle({ records }, { node }, { query }) {
    const filter = { are: 'outside' } as const;
    const { items, total } = await records.tree.listUserGroups(node, filter, pageOf(query));
    return { body: items.map((each) => userGroupValues(each, node)), headers: totalHeader(total) };
  },
});
