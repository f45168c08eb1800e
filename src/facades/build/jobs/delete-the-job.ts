import { deleteTask } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { envelope, succeeded } from '../envelope.ts';
import { jobActions } from '../job-actions.ts';
import { deletedJob, deletedJobAnswer } from '../job-answers.ts';
import { jobPath } from '../job-parameters.ts';
import { onTask } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Build Task Management, Deleting a Build Task. */
export const deleteTheJob = operation({
  name: 'DeleteTheJob',
  summary: 'Deleting a build task',
  section: 'Build Task Management',
  method: 'DELETE',
  path: '/v1/job/{job_id}/delete',
  parameters: { path: jobPath },
  success: {
    status: 200,
    model: 'DeleteTheJobResponse',
    body: envelope(deletedJob),
  },
  permission: onTask(jobActions.delete),
  transaction: 'write',
  example: { path: { job_id: '48c66c6002964721be537cdc6ce0297b' } },
  async handle({ records, now }, on) {
    await deleteTask(records, on, now);
    return { body: succeeded(deletedJobAnswer(on.task)) };
  },
});
