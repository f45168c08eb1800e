import { followTask } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { envelope, succeeded } from '../envelope.ts';
import { jobActions } from '../job-actions.ts';
import { favorite } from '../job-answers.ts';
import { jobPath } from '../job-parameters.ts';
import { onTask } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Build Task Management, RemoverFavouriteTask. */
export const removerFavouriteTask = operation({
  name: 'RemoverFavouriteTask',
  summary: 'Following a build task no longer',
  section: 'Build Task Management',
  method: 'POST',
  path: '/v1/job/{job_id}/unfollow',
  parameters: { path: jobPath },
  success: {
    status: 200,
    model: 'RemoverFavouriteTaskResponse',
    body: envelope(favorite),
  },
  permission: onTask(jobActions.follow),
  transaction: 'write',
  example: { path: { job_id: '48c66c6002964721be537cdc6ce0297b' } },
  async handle({ records, now }, on) {
    await followTask(records, on, false, now);
    return { body: succeeded({ favorite: false }) };
  },
});
