import { operation } from '../../context.ts';
import { changedJob } from '../job-answers.ts';
import { bodyModels, updateJobBody } from '../job-bodies.ts';
import { updateJobCalled } from '../job-changes.ts';
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
  permission: onNamedTask({
    action: 'codeartsbuild:job:update',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'build-task.edit',
    source: 'inferred',
  }),
  transaction: 'write',
  example: {
    body: {
      project_id: 'b4d3971c3988463b865f6f920846149e',
      job_id: '48c66c6002964721be537cdc6ce0297b',
      job_name: 'build-example',
      arch: 'x86-64',
      steps: [],
    },
  },
  handle: updateJobCalled('task'),
});
