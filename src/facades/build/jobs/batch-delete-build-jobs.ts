import { Type } from '../../../contract/schema.ts';
import { deleteTasks } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { succeeded } from '../group-answers.ts';
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
    body: Type.Object({
      result: Type.Object({
        job_id: Type.String({ description: 'ID of the first of the tasks.' }),
        project_id: Type.String({ description: 'CodeArts project ID of that task.' }),
      }),
      error: Type.Null(),
      status: Type.Literal('success'),
    }),
  },
  permission: onNamedTasks({
    action: 'codeartsbuild:job:delete',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'build-task.delete',
    source: 'inferred',
  }),
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
