import { Type } from '../../../contract/schema.ts';
import { keptSince, restoreTasks } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { principalOf } from '../../permissions.ts';
import { jobIdsBody } from '../job-parameters.ts';
import { onNamedTasks } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Build Task Management, RestoreRecyclingJobs. */
export const restoreRecyclingJobs = operation({
  name: 'RestoreRecyclingJobs',
  summary: 'Restoring build tasks from the recycle bin, all of them or none',
  section: 'Build Task Management',
  method: 'POST',
  path: '/v1/job/recycling-restoration',
  parameters: {},
  body: jobIdsBody,
  bodyModel: 'JobsRequestBody',
  success: {
    status: 200,
    model: 'RestoreRecyclingJobsResponse',
    body: Type.Object({
      error: Type.Null(),
      status: Type.Literal('success'),
    }),
  },
  permission: onNamedTasks({
    action: 'codeartsbuild:job:restore',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'build-task.delete',
    source: 'inferred',
  }),
  transaction: 'write',
  example: { body: { job_ids: ['48c66c6002964721be537cdc6ce0297b'] } },
  async handle(context, authorize, { body }) {
    const { records, now } = context;
    const deletedAfter = await keptSince(records, principalOf(context).domainId, now);
    await restoreTasks(records, await authorize(body.job_ids, { deletedAfter }), now);
    return { body: { error: null, status: 'success' as const } };
  },
});
