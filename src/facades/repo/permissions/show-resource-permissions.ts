import { Type } from '../../../contract/schema.ts';
import { givenRoles, type ProjectRole } from '../../../domain/projects/index.ts';
import { type PermissionsIn, permissionsIn, permits } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { onGroup } from '../../on-group.ts';
import {
  groupAndResourcePath,
  pageOf,
  pageQuery,
  totalHeader,
  totalHeaderText,
} from '../parameters.ts';
import { chineseNameOf } from '../role-names.ts';
import { viewing } from '../viewing.ts';
import { type PermissionResource, resourceWithId, standingOf } from './permission-matrix.ts';

/** Source: CodeArts Repo API Reference, V4, Project, Querying Permissions of a Resource. */
export const showResourcePermissions = operation({
  name: 'ShowResourcePermissions',
  summary: 'Querying which role may do what with a resource in a repository group',
  section: 'Project',
  method: 'GET',
  path: '/v4/groups/{group_id}/permissions-resources/{resource_id}',
  parameters: {
    path: groupAndResourcePath,
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
            editable: Type.Boolean({ description: 'Whether the caller may change it.' }),
          }),
        ),
      }),
    ),
  },
  permission: onGroup({ ...viewing.group, source: 'documented' }),
  transaction: 'read',
  example: { path: { group_id: 1, resource_id: 1 }, query: { limit: 20 } },
  async handle({ records, kinds }, { within, node }, { path, query }) {
    const resource = resourceWithId(path.resource_id);
    const permissions = (await permissionsIn(records, [node]))(node);
    const point = 'repository-group.permissions';
    const mayChange = await permits(records, within, kinds.repositoryGroup, node, point);
    const { offset, limit } = pageOf(query);
    const rows = givenRoles.map((role, i) => ({
      order: i + 1,
      role_id: String(role.id),
      role_name: role.name,
      role_name_cn: chineseNameOf(role),
      resource_permissions: permissionsOf(resource, role, permissions, mayChange),
    }));
    return { body: rows.slice(offset, offset + limit), headers: totalHeader(rows.length) };
  },
});

function permissionsOf(
  { actions }: PermissionResource,
  role: ProjectRole,
  permissions: PermissionsIn,
  mayChange: boolean,
) {
  const shown = actions.map((action) => ({
    permission_id: action.id,
    action: action.name,
    display_name: action.english,
    display_name_cn: action.chinese,
    enabled: permissions.has(role, action.point),
    editable: mayChange && ['B', 'C'].includes(standingOf(action, role.id)),
  }));
  return Object.fromEntries(shown.map((each) => [each.action, each]));
}
