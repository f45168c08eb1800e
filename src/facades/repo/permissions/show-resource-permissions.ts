import { int32, maxInt32, Type } from '../../../contract/schema.ts';
import { Problem } from '../../../domain/kernel/index.ts';
import { givenRoles } from '../../../domain/projects/index.ts';
import { operation } from '../../context.ts';
import { onGroup } from '../../on-group.ts';
import { groupId, pageOf, pageQuery, totalHeader, totalHeaderText } from '../parameters.ts';
import { chineseNameOf } from '../role-names.ts';
import { type PermissionResource, permissionResources, standingOf } from './permission-matrix.ts';

/** Source: CodeArts Repo API Reference, V4, Project, Querying Permissions of a Resource. */
export const showResourcePermissions = operation({
  name: 'ShowResourcePermissions',
  summary: 'Querying which role may do what with a resource in a repository group',
  section: 'Project',
  method: 'GET',
  path: '/v4/groups/{group_id}/permissions-resources/{resource_id}',
  parameters: {
    path: Type.Object({
      group_id: groupId,
      resource_id: int32(1, maxInt32, { description: 'ID of a permission resource.' }),
    }),
    query: Type.Object(pageQuery),
  },
  success: {
    status: 200,
    model: 'ShowResourcePermissionsResponse',
    headers: totalHeaderText,
    body: Type.Array(
      Type.Object({
        order: Type.Integer({ description: 'Place in the list, from 1.' }),
        role_id: Type.String({ description: 'Number of the role.' }),
        role_name: Type.String({ description: 'Its name.' }),
        role_name_cn: Type.String({ description: 'Its name in Chinese.' }),
        resource_permissions: Type.Record(
          Type.String(),
          Type.Object({
            permission_id: Type.Integer({ description: 'ID of the permission.' }),
            action: Type.String({ description: 'What it lets one do.' }),
            display_name: Type.String({ description: 'As it is shown.' }),
            display_name_cn: Type.String({ description: 'As it is shown in Chinese.' }),
            enabled: Type.Boolean({ description: 'Whether the role has it.' }),
            editable: Type.Boolean({ description: "False: the project's permissions hold." }),
          }),
        ),
      }),
    ),
  },
  permission: onGroup({
    action: 'codeartsrepo:group:getGroup',
    accessLevel: 'Read',
    policy: 'must-allow',
    point: 'repository-group.view',
    source: 'documented',
  }),
  transaction: 'read',
  example: { path: { group_id: 1, resource_id: 1 }, query: { limit: 20 } },
  async handle(_context, _authority, { path, query }) {
    const resource = permissionResources.find(({ id }) => id === path.resource_id);
    if (!resource) {
      const known = permissionResources.map(({ id, name }) => `${id} (${name})`);
      throw new Problem('invalid', {
        subject: 'permission resource',
        field: 'resource_id',
        reason: `must be one of ${known.join(', ')}`,
      });
    }
    const { offset, limit } = pageOf(query);
    const rows = givenRoles.map((role, i) => ({
      order: i + 1,
      role_id: String(role.id),
      role_name: role.name,
      role_name_cn: chineseNameOf(role),
      resource_permissions: permissionsOf(resource, role.id),
    }));
    return { body: rows.slice(offset, offset + limit), headers: totalHeader(rows.length) };
  },
});

function permissionsOf({ actions }: PermissionResource, roleId: number) {
  const permissions = actions.map((action) => ({
    permission_id: action.id,
    action: action.name,
    display_name: action.english,
    display_name_cn: action.chinese,
    enabled: ['A', 'B'].includes(standingOf(action, roleId)),
    editable: false,
  }));
  return Object.fromEntries(permissions.map((each) => [each.action, each]));
}
