import { operation } from '../../context.ts';
import { inNamedProject } from '../../permissions.ts';
import { jobActions } from '../job-actions.ts';
import { changedJob } from '../job-answers.ts';
import { bodyModels, createJobBody } from '../job-bodies.ts';
import { createJob, newJobExample } from '../job-changes.ts';

/** Source: CodeArts Build API Reference, Old Build APIs, Creating a Build Task. */
export const createBuildJob = operation({
  name: 'CreateBuildJob',
  summary: 'Creating a build task (V3)',
  section: 'Old Build APIs',
  method: 'POST',
  path: '/v3/jobs/create',
  parameters: {},
  body: createJobBody,
  bodyModel: 'CreateBuildJobRequestBody',
  success: { status: 200, model: 'CreateBuildJobResponse', body: changedJob },
  sdk: { models: bodyModels('Create') },
  permission: inNamedProject(jobActions.create),
  transaction: 'write',
  example: { body: newJobExample },
  handle: createJob,
});
