import { Type } from '../../../contract/schema.ts';
import { permissionsIn } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { onGroup } from '../../on-group.ts';
import { groupPath } from '../parameters.ts';
import { viewing } from '../viewing.ts';

/** Source: CodeArts Repo API Reference, V4, Group, Querying Whether Permissions Are Inherited. */
export const showGroupPermissionInheritEnabled = operation({
  name: 'ShowGroupPermissionInheritEnabled',
  summary: "Querying whether a repository group uses its project's permissions",
  section: 'Group',
  method: 'GET',
  path: '/v4/groups/{group_id}/permission-inherit-enabled',
  parameters: { path: groupPath },
  success: {
    status: 200,
    model: 'ShowGroupPermissionInheritEnabledResponse',
    body: Type.Object({
      permission_inherit_enabled: Type.Boolean({
        description: 'False where the group has permissions of its own.',
      }),
    }),
  },
  permission: onGroup({ ...viewing.group, source: 'inferred' }),
  transaction: 'read',
  example: { path: { group_id: 1 } },
  async handle({ records }, { node }) {
    const { from } = (await permissionsIn(records, [node]))(node);
    return { body: { permission_inherit_enabled: from !== node.id } };
  },
});
