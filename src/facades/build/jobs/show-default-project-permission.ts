import { codeArtsProjectId, Type } from '../../../contract/schema.ts';
import { projectPermissions } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { envelope, succeeded } from '../envelope.ts';
import { jobActions } from '../job-actions.ts';
import { jobId } from '../job-parameters.ts';
import { jobRights, jobRightsAnswer } from '../job-rights.ts';
import { onQueriedTask } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Build Task Management, ShowDefaultProjectPermission. */
export const showDefaultProjectPermission = operation({
  name: 'ShowDefaultProjectPermission',
  summary: 'Querying what every role may do with build tasks by default',
  section: 'Build Task Management',
  method: 'GET',
  path: '/v1/job/project/default-permission',
  parameters: { query: Type.Object({ project_id: codeArtsProjectId(), job_id: jobId() }) },
  success: {
    status: 200,
    model: 'ShowDefaultProjectPermissionResponse',
    body: envelope(
      Type.Array(
        Type.Object({
          role_id: Type.Integer({ description: 'Number of the role.' }),
          role_name: Type.String({ description: 'Name of the role.' }),
          ...jobRights,
        }),
      ),
    ),
  },
  permission: onQueriedTask(jobActions.viewPermissions, { inProject: true }),
  transaction: 'read',
  example: {
    query: {
      project_id: 'b4d3971c3988463b865f6f920846149e',
      job_id: '48c66c6002964721be537cdc6ce0297b',
    },
  },
  async handle(_context, { task }) {
    const permissions = projectPermissions(task).map(({ roleId, roleName, rights }) => ({
      role_id: roleId,
      role_name: roleName,
      ...jobRightsAnswer(rights),
    }));
    return { body: succeeded(permissions) };
  },
});
