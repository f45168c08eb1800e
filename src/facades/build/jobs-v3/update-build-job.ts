import { operation } from '../../context.ts';
import { jobActions } from '../job-actions.ts';
import { changedJob } from '../job-answers.ts';
import { bodyModels, updateJobBody } from '../job-bodies.ts';
import { updateJobCalled, updateJobExample } from '../job-changes.ts';
import { onNamedTask } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Old Build APIs, Updating a Build Task. */
export const updateBuildJob = operation({
  name: 'UpdateBuildJob',
  summary: 'Updating a build task (V3)',
  section: 'Old Build APIs',
  method: 'POST',
  path: '/v3/jobs/update',
  parameters: {},
  body: updateJobBody,
  bodyModel: 'UpdateBuildJobRequestBody',
  success: { status: 200, model: 'UpdateBuildJobResponse', body: changedJob },
  sdk: { models: bodyModels('Update') },
  permission: onNamedTask(jobActions.update),
  transaction: 'write',
  example: { body: updateJobExample },
  handle: updateJobCalled('taskOfV3'),
});
