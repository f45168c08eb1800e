import { Type } from '../../../contract/schema.ts';
import { deleteTasks } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { envelope, succeeded } from '../envelope.ts';
import { jobActions } from '../job-actions.ts';
import { jobIdsBody } from '../job-parameters.ts';
import { onNamedTasks } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Build Task Management, BatchDeleteBuildJobs. */
export const batchDeleteBuildJobs = operation({
  name: 'BatchDeleteBuildJobs',
  summary: 'Deleting build tasks, all of them or none',
  section: 'Build Task Management',
  method: 'DELETE',
  path: '/v1/job/batch-delete',
  parameters: {},
  body: jobIdsBody,
  bodyModel: 'BatchDeleteBuildJobsRequestBody',
  success: {
    status: 200,
    model: 'BatchDeleteBuildJobsResponse',
    body: envelope(
      Type.Object({
        job_id: Type.String({ description: 'ID of the first of the tasks.' }),
        project_id: Type.String({ description: 'CodeArts project ID of that task.' }),
      }),
    ),
  },
  permission: onNamedTasks(jobActions.delete),
  transaction: 'write',
  example: { body: { job_ids: ['48c66c6002964721be537cdc6ce0297b'] } },
  async handle({ records, now }, authorize, { body }) {
    const tasks = await authorize(body.job_ids);
    await deleteTasks(records, tasks, now);
    const [first] = tasks;
    const deleted = { job_id: first?.task.id ?? '', project_id: first?.task.projectId ?? '' };
    return { body: succeeded(deleted) };
  },
});
