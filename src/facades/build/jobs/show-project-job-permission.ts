import { codeArtsProjectId, Type } from '../../../contract/schema.ts';
import { rightsOn, taskPermissions } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { jobActions } from '../job-actions.ts';
import { jobId } from '../job-parameters.ts';
import { jobRights, jobRightsAnswer, jobRightsTimes, jobRightsTimesAnswer } from '../job-rights.ts';
import { onQueriedTask } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Build Task Management, ShowProjectJobPermission. */
export const showProjectJobPermission = operation({
  name: 'ShowProjectJobPermission',
  summary: 'Querying what the caller may do with a build task',
  section: 'Build Task Management',
  method: 'GET',
  path: '/v1/job/permission',
  parameters: { query: Type.Object({ project_id: codeArtsProjectId(), job_id: jobId() }) },
  success: {
    status: 200,
    model: 'ShowProjectJobPermissionResponse',
    body: Type.Object({
      result: Type.Object({
        role_id: Type.Integer({ description: "Number of the caller's role." }),
        ...jobRights,
        ...jobRightsTimes,
      }),
      status: Type.Literal('success'),
    }),
  },
  permission: onQueriedTask(jobActions.viewPermissions, { inProject: true }),
  transaction: 'read',
  example: {
    query: {
      project_id: 'b4d3971c3988463b865f6f920846149e',
      job_id: '48c66c6002964721be537cdc6ce0297b',
    },
  },
  async handle({ records, buildTimeZone }, on) {
    const { task, within } = on;
    const { role, grant } = within;
    const ofRole = (await taskPermissions(records, on)).find(({ roleId }) => roleId === role.id);
    const result = {
      role_id: role.id,
      ...jobRightsAnswer(rightsOn(role, grant.principal.userId, task)),
      ...jobRightsTimesAnswer(task, ofRole ?? { changedAt: task.createdAt }, buildTimeZone),
    };
    return { body: { result, status: 'success' as const } };
  },
});
