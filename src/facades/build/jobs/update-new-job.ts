import { operation } from '../../context.ts';
import { jobActions } from '../job-actions.ts';
import { changedJob } from '../job-answers.ts';
import { bodyModels, updateJobBody } from '../job-bodies.ts';
import { updateJobCalled, updateJobExample } from '../job-changes.ts';
import { onNamedTask } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Build Task Management, Updating a Build Task. */
export const updateNewJob = operation({
  name: 'UpdateNewJob',
  summary: 'Updating a build task',
  section: 'Build Task Management',
  method: 'POST',
  path: '/v1/job/update',
  parameters: {},
  body: updateJobBody,
  bodyModel: 'UpdateBuildJobRequestBody',
  success: { status: 200, model: 'UpdateNewJobResponse', body: changedJob },
  sdk: { models: bodyModels('Update') },
  permission: onNamedTask(jobActions.update),
  transaction: 'write',
  example: { body: updateJobExample },
  handle: updateJobCalled('task'),
});
