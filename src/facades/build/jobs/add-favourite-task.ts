import { followTask } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { envelope, succeeded } from '../envelope.ts';
import { jobActions } from '../job-actions.ts';
import { favorite } from '../job-answers.ts';
import { jobPath } from '../job-parameters.ts';
import { onTask } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Build Task Management, AddFavouriteTask. */
export const addFavouriteTask = operation({
  name: 'AddFavouriteTask',
  summary: 'Following a build task',
  section: 'Build Task Management',
  method: 'POST',
  path: '/v1/job/{job_id}/follow',
  parameters: { path: jobPath },
  success: {
    status: 200,
    model: 'AddFavouriteTaskResponse',
    body: envelope(favorite),
  },
  permission: onTask(jobActions.follow),
  transaction: 'write',
  example: { path: { job_id: '48c66c6002964721be537cdc6ce0297b' } },
  async handle({ records, now }, on) {
    await followTask(records, on, true, now);
    return { body: succeeded({ favorite: true }) };
  },
});
