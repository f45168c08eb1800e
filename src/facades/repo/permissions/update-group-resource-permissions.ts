import { int32, maxInt32, Type } from '../../../contract/schema.ts';
import { Problem } from '../../../domain/kernel/index.ts';
import { changePermissions } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { onGroup } from '../../on-group.ts';
import { groupAndResourcePath } from '../parameters.ts';
import { type PermissionResource, resourceWithId } from './permission-matrix.ts';

/** Source: CodeArts Repo API Reference, V4, Permission, Updating Permissions of a Group. */
export const updateGroupResourcePermissions = operation({
  name: 'UpdateGroupResourcePermissions',
  summary: 'Changing which role may do what with a resource in a repository group',
  description:
    'From then on the group has permissions of its own, for itself and for what is below it, and ' +
    'starts with those that it had so far.',
  section: 'Permission',
  method: 'PUT',
  path: '/v4/groups/{group_id}/permissions/{resource_id}',
  parameters: { path: groupAndResourcePath },
  body: Type.Object({
    data: Type.Optional(
      Type.Array(
        Type.Object({
          role_id: Type.Optional(Type.String({ description: 'Number of a role, as a text.' })),
          role_name: Type.Optional(Type.String({ description: 'Read and without effect.' })),
          permissions: Type.Optional(
            Type.Array(
              Type.Object({
                permission_id: Type.Optional(
                  int32(1, maxInt32, { description: 'ID of a permission of the resource.' }),
                ),
                enabled: Type.Optional(
                  Type.Boolean({ description: 'Whether the role has it. Default: false.' }),
                ),
              }),
              { maxItems: 100, accepts: 'a list of at most 100 permissions' },
            ),
          ),
        }),
        { maxItems: 100, accepts: 'a list of at most 100 roles' },
      ),
    ),
  }),
  bodyModel: 'UpdatePermissionBodyDto',
  success: {
    status: 200,
    model: 'UpdateGroupResourcePermissionsResponse',
    body: Type.Object({
      status: Type.Integer({ description: '200' }),
      message: Type.String({ description: 'success' }),
    }),
  },
  sdk: {
    models: { data: 'UpdatePermissionDto', 'data.permissions': 'UpdatePermissionDetail' },
  },
  permission: onGroup({
    action: 'codeartsrepo:group:getGroup',
    accessLevel: 'Read',
    policy: 'must-allow',
    point: 'repository-group.view',
    groupPoint: 'repository-group.permissions',
    source: 'documented',
  }),
  transaction: 'write',
  example: {
    path: { group_id: 1, resource_id: 1 },
    body: { data: [{ role_id: '7', permissions: [{ permission_id: 101, enabled: true }] }] },
  },
  async handle({ records, kinds, now }, { within, node }, { path, body }) {
    const resource = resourceWithId(path.resource_id);
    const changes = (body.data ?? []).flatMap(({ role_id, permissions = [] }) =>
      permissions.map(({ permission_id, enabled = false }) => ({
        roleId: /^\d{1,9}$/.test(role_id ?? '') ? Number(role_id) : Number.NaN,
        point: pointWithId(resource, permission_id),
        has: enabled,
      })),
    );
    await changePermissions(records, within, kinds.repositoryGroup, node, changes, now);
    return { body: { status: 200, message: 'success' } };
  },
});

function pointWithId({ name, actions }: PermissionResource, id: number | undefined) {
  const action = actions.find((each) => each.id === id);
  if (action) return action.point;
  const known = actions.map((each) => `${each.id} (${each.name})`);
  throw new Problem('invalid', {
    subject: 'permission',
    field: 'permission_id',
    reason: `must be one of ${known.join(', ')} of the resource ${name}`,
  });
}
