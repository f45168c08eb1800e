import { Type } from '../../../contract/schema.ts';
import { taskPermissions } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { jobActions } from '../job-actions.ts';
import { jobId } from '../job-parameters.ts';
import { jobRights, jobRightsAnswer, jobRightsTimes, jobRightsTimesAnswer } from '../job-rights.ts';
import { onQueriedTask } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Build Task Management, ShowJobRolePermission. */
export const showJobRolePermission = operation({
  name: 'ShowJobRolePermission',
  summary: 'Querying what every role may do with a build task',
  section: 'Build Task Management',
  method: 'GET',
  path: '/v1/job/permission/role',
  parameters: { query: Type.Object({ job_id: jobId() }) },
  success: {
    status: 200,
    model: 'ShowJobRolePermissionResponse',
    body: Type.Object({
      result: Type.Array(
        Type.Object({
          id: Type.Integer({ description: 'Number of the row.' }),
          role_id: Type.Integer({ description: 'Number of the role.' }),
          role_name: Type.String({ description: 'Name of the role.' }),
          ...jobRights,
          ...jobRightsTimes,
        }),
      ),
      status: Type.Literal('success'),
    }),
  },
  permission: onQueriedTask(jobActions.viewPermissions, { inProject: false }),
  transaction: 'read',
  example: { query: { job_id: '48c66c6002964721be537cdc6ce0297b' } },
  async handle({ records, buildTimeZone }, on) {
    const permissions = await taskPermissions(records, on);
    const result = permissions.map((each, i) => ({
      id: i + 1,
      role_id: each.roleId,
      role_name: each.roleName,
      ...jobRightsAnswer(each.rights),
      ...jobRightsTimesAnswer(on.task, each, buildTimeZone),
    }));
    return { body: { result, status: 'success' as const } };
  },
});
