import { codeArtsProjectId, Type } from '../../../contract/schema.ts';
import type { ProjectGrant } from '../../../domain/projects/index.ts';
import { operation } from '../../context.ts';
import { inQueriedProject } from '../../permissions.ts';
import { envelope, succeeded } from '../envelope.ts';

/** Source: CodeArts Build API Reference, Tenant Management, Obtaining User Permissions. */
export const showProjectPermission = operation({
  name: 'ShowProjectPermission',
  summary: 'Querying what the caller may do in a project',
  section: 'Tenant Management',
  method: 'GET',
  path: '/v1/domain/user-permission',
  parameters: { query: Type.Object({ project_id: codeArtsProjectId() }) },
  success: {
    status: 200,
    model: 'ShowProjectPermissionResponse',
    body: envelope(
      Type.Object({
        project_id: Type.String({ description: 'CodeArts project ID.' }),
        create_permission: Type.Boolean({ description: 'Creating tasks.' }),
        modify_permission: Type.Boolean({ description: 'Editing tasks.' }),
        group_permission: Type.Boolean({ description: 'Managing groups.' }),
        delete_permission: Type.Boolean({ description: 'Deleting tasks.' }),
        view_permission: Type.Boolean({ description: 'Viewing tasks.' }),
        execute_permission: Type.Boolean({ description: 'Running tasks.' }),
        copy_permission: Type.Boolean({ description: 'Cloning tasks.' }),
        forbidden_permission: Type.Boolean({ description: 'Disabling tasks.' }),
        manager_permission: Type.Boolean({ description: 'Assigning permissions on tasks.' }),
        role_id: Type.String({ description: 'Number of the role.' }),
        role_name: Type.String({ description: 'Name of the role.' }),
        role_ids: Type.Array(Type.String(), { description: 'Numbers of all roles: one.' }),
        role_names: Type.Array(Type.String(), { description: 'Names of all roles: one.' }),
      }),
    ),
  },
  permission: inQueriedProject({
    action: 'codeartsbuild:project:getPermission',
    accessLevel: 'Read',
    policy: 'may-deny',
    point: 'project.view',
    source: 'inferred',
  }),
  transaction: 'read',
  example: { query: { project_id: 'b4d3971c3988463b865f6f920846149e' } },
  async handle(_context, within) {
    return { body: succeeded(permissionsOf(within)) };
  },
});

function permissionsOf(within: ProjectGrant) {
  const { project, role } = within;
  return {
    project_id: project.id,
    create_permission: within.has('build-task.create'),
    modify_permission: within.has('build-task.edit'),
    group_permission: within.has('build-group.manage'),
    delete_permission: within.has('build-task.delete'),
    view_permission: within.has('build-task.view'),
    execute_permission: within.has('build-task.run'),
    copy_permission: within.has('build-task.clone'),
    forbidden_permission: within.has('build-task.disable'),
    manager_permission: within.has('build-task.assign'),
    // Texts, as the SDKs read them; the page's example has numbers.
    role_id: String(role.id),
    role_name: role.name,
    role_ids: [String(role.id)],
    role_names: [role.name],
  };
}
