import { copyTask } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { succeeded } from '../envelope.ts';
import { changedJob } from '../job-answers.ts';
import { bodyModels, copyJobBody, definitionIn } from '../job-bodies.ts';
import { onNamedTask } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Build Task Management, CopyJob. */
export const copyJob = operation({
  name: 'CopyJob',
  summary: 'Copying a build task',
  section: 'Build Task Management',
  method: 'POST',
  path: '/v1/job/copy',
  parameters: {},
  body: copyJobBody,
  bodyModel: 'CopyBuildJobRequestBody',
  success: { status: 200, model: 'CopyJobResponse', body: changedJob },
  sdk: { models: bodyModels('Create') },
  permission: onNamedTask({
    action: 'codeartsbuild:job:copy',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'build-task.clone',
    source: 'inferred',
  }),
  transaction: 'write',
  example: {
    body: {
      project_id: 'b4d3971c3988463b865f6f920846149e',
      copy_job_id: '48c66c6002964721be537cdc6ce0297b',
      job_name: 'build-example-copy',
      arch: 'x86-64',
      steps: [],
    },
  },
  async handle(context, authorize, { body }) {
    const id = body.copy_job_id.toLowerCase();
    const projectId = body.project_id.toLowerCase();
    const on = await authorize({ id, projectId, called: 'task' });
    const { records, kinds } = context;
    const wanted = { name: body.job_name, definition: definitionIn(body) };
    const copy = await copyTask(records, on, kinds.buildTaskGroup, wanted, context);
    return { body: succeeded({ job_id: copy.id }) };
  },
});
