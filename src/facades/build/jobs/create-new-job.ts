import { createTask } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { inNamedProject } from '../../permissions.ts';
import { succeeded } from '../group-answers.ts';
import { changedJob } from '../job-answers.ts';
import { bodyModels, createJobBody, definitionOf } from '../job-definition.ts';

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
  permission: inNamedProject({
    action: 'codeartsbuild:job:create',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'build-task.create',
    source: 'inferred',
  }),
  transaction: 'write',
  example: {
    body: {
      project_id: 'b4d3971c3988463b865f6f920846149e',
      job_name: 'build-example',
      arch: 'x86-64',
      host_type: 'devcloud',
      flavor: '2u8g',
      group_id: '626c66e962e44ce680b168c409d0502a',
      parameters: [
        {
          name: 'hudson.model.StringParameterDefinition',
          params: [
            { name: 'name', value: 'codeBranch' },
            { name: 'defaultValue', value: 'master' },
          ],
        },
      ],
      scms: [{ url: 'git@example.com:group/app.git', scm_type: 'codehub', branch: 'master' }],
      steps: [
        {
          module_id: 'devcloud2018.codeci_action_20017.action',
          name: 'Run shell commands',
          version: '23.3.0',
          enable: true,
        },
      ],
    },
  },
  async handle(context, authorize, { body }) {
    const within = await authorize(body.project_id);
    const groupId = body.group_id?.toLowerCase();
    const { records, kinds } = context;
    const { id } = await createTask(
      records,
      within,
      kinds.buildTaskGroup,
      { name: body.job_name, definition: definitionOf(body), ...(groupId ? { groupId } : {}) },
      context,
    );
    return { body: succeeded({ job_id: id }) };
  },
});
