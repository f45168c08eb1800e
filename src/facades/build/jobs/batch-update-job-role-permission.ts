import { codeArtsProjectId, int32, maxInt32, type Static, Type } from '../../../contract/schema.ts';
import {
  applyProjectPermissions,
  type RoleChange,
  setTaskPermissions,
} from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { envelope, succeeded } from '../envelope.ts';
import { jobActions } from '../job-actions.ts';
import { jobIdsBody } from '../job-parameters.ts';
import { onNamedTasks } from '../task-permissions.ts';

const ignored = { description: 'Ignored: role_id names the role.' };
const permission = Type.Object({
  id: Type.Optional(Type.Integer(ignored)),
  role_id: int32(-maxInt32, maxInt32, { description: 'Number of the role.' }),
  devuc_role_id: Type.Optional(Type.String(ignored)),
  role_name: Type.Optional(Type.String(ignored)),
  is_modify: Type.Optional(Type.Boolean({ description: 'Editing the task.' })),
  is_delete: Type.Optional(Type.Boolean({ description: 'Deleting the task.' })),
  is_view: Type.Optional(Type.Boolean({ description: 'Viewing the task.' })),
  is_execute: Type.Optional(Type.Boolean({ description: 'Running the task.' })),
  is_copy: Type.Optional(Type.Boolean({ description: 'Copying the task.' })),
  is_forbidden: Type.Optional(Type.Boolean({ description: 'Disabling the task.' })),
  is_manager: Type.Optional(Type.Boolean({ description: 'Assigning permissions on the task.' })),
  count: Type.Optional(Type.Integer({ description: 'Ignored.' })),
});

/** Source: CodeArts Build API Reference, Build Task Management, BatchUpdateJobRolePermission. */
export const batchUpdateJobRolePermission = operation({
  name: 'BatchUpdateJobRolePermission',
  summary: 'Setting what roles may do with build tasks, all of them or none',
  section: 'Build Task Management',
  method: 'POST',
  path: '/v1/job/permissions/batch',
  parameters: {},
  body: Type.Object({
    project_id: Type.Optional(codeArtsProjectId()),
    ...jobIdsBody.properties,
    project_switch: Type.Optional(
      Type.Boolean({ description: "true: the project's permissions hold, whatever was set." }),
    ),
    permissions: Type.Optional(
      Type.Array(permission, {
        maxItems: 100,
        accepts: 'a list of at most 100 permissions of roles',
      }),
    ),
  }),
  bodyModel: 'RolePermissionsRequestBody',
  success: {
    status: 200,
    model: 'BatchUpdateJobRolePermissionResponse',
    body: envelope(Type.Null()),
  },
  // Nothing is marked, and without tasks and roles there is nothing to set.
  sdk: {
    models: { permissions: 'JobRolePermission' },
    required: { job_ids: false, 'permissions.role_id': false },
  },
  permission: onNamedTasks(jobActions.setPermissions),
  transaction: 'write',
  example: {
    body: {
      project_id: 'b4d3971c3988463b865f6f920846149e',
      job_ids: ['48c66c6002964721be537cdc6ce0297b'],
      permissions: [{ role_id: 8, is_view: false }],
    },
  },
  async handle({ records, now }, authorize, { body }) {
    const tasks = await authorize(body.job_ids, { projectId: body.project_id });
    if (body.project_switch) await applyProjectPermissions(records, tasks, now);
    else await setTaskPermissions(records, tasks, (body.permissions ?? []).map(changeOf), now);
    return { body: succeeded(null) };
  },
});

function changeOf(sent: Static<typeof permission>): RoleChange {
  const said = {
    view: sent.is_view,
    edit: sent.is_modify,
    delete: sent.is_delete,
    run: sent.is_execute,
    clone: sent.is_copy,
    disable: sent.is_forbidden,
    assign: sent.is_manager,
  };
  const entries = Object.entries(said).filter(([, value]) => value !== undefined);
  return { roleId: sent.role_id, rights: Object.fromEntries(entries) };
}
