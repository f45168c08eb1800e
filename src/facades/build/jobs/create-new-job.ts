import { operation } from '../../context.ts';
import { inNamedProject } from '../../permissions.ts';
import { jobActions } from '../job-actions.ts';
import { changedJob } from '../job-answers.ts';
import { bodyModels, createJobBody } from '../job-bodies.ts';
import { createJob, newJobExample } from '../job-changes.ts';

/** Source: CodeArts Build API Reference, Build Task Management, Creating a Build Task. */
export const createNewJob = operation({
  name: 'CreateNewJob',
  summary: 'Creating a build task',
  section: 'Build Task Management',
  method: 'POST',
  path: '/v1/job/create',
  parameters: {},
  body: createJobBody,
  bodyModel: 'CreateBuildJobRequestBody',
  success: { status: 200, model: 'CreateNewJobResponse', body: changedJob },
  sdk: { models: bodyModels('Create') },
  permission: inNamedProject(jobActions.create),
  transaction: 'write',
  example: { body: newJobExample },
  handle: createJob,
});
