import { Type } from '../../../contract/schema.ts';
import { deleteTask } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { jobActions } from '../job-actions.ts';
import { deletedJob, deletedJobAnswer } from '../job-answers.ts';
import { jobPath } from '../job-parameters.ts';
import { onTask } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Old Build APIs, Deleting a Build Task. */
export const deleteBuildJob = operation({
  name: 'DeleteBuildJob',
  summary: 'Deleting a build task (V3)',
  section: 'Old Build APIs',
  method: 'POST',
  path: '/v3/jobs/{job_id}/delete',
  parameters: { path: jobPath },
  success: {
    status: 200,
    model: 'DeleteBuildJobResponse',
    body: Type.Object({
      result: deletedJob,
      status: Type.Literal('success'),
    }),
  },
  permission: onTask(jobActions.delete, 'taskOfV3'),
  transaction: 'write',
  example: { path: { job_id: '48c66c6002964721be537cdc6ce0297b' } },
  async handle({ records, now }, on) {
    await deleteTask(records, on, now);
    return { body: { result: deletedJobAnswer(on.task), status: 'success' as const } };
  },
});
