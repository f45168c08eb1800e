import { Type } from '../../../contract/schema.ts';
import { keptSince, purgeTasks } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { principalOf } from '../../permissions.ts';
import { jobIdsBody } from '../job-parameters.ts';
import { onNamedTasks } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Build Task Management, DeleteRecyclingJobs. */
export const deleteRecyclingJobs = operation({
  name: 'DeleteRecyclingJobs',
  summary: 'Deleting build tasks of the recycle bin for good, all of them or none',
  section: 'Build Task Management',
  method: 'DELETE',
  path: '/v1/job/recycling-deletion',
  parameters: {},
  body: jobIdsBody,
  bodyModel: 'JobsRequestBody',
  success: {
    status: 200,
    model: 'DeleteRecyclingJobsResponse',
    body: Type.Object({
      status: Type.Literal('success'),
    }),
  },
  permission: onNamedTasks({
    action: 'codeartsbuild:job:purge',
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
    await purgeTasks(records, await authorize(body.job_ids, { deletedAfter }), now);
    return { body: { status: 'success' as const } };
  },
});
