import type { Static } from '../../contract/schema.ts';
import { createTask, type NamedTask, type OnTask, updateTask } from '../../domain/builds/index.ts';
import type { ProjectGrant } from '../../domain/projects/index.ts';
import type { Context } from '../context.ts';
import { succeeded } from './envelope.ts';
import {
  type createJobBody,
  definitionIn,
  definitionOf,
  type updateJobBody,
} from './job-bodies.ts';
import type { CalledTask } from './task-permissions.ts';

/** A body that creates a task, as an example. */
export const newJobExample = {
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
};

/** A body that updates a task, as an example. */
export const updateJobExample = {
  project_id: 'b4d3971c3988463b865f6f920846149e',
  job_id: '48c66c6002964721be537cdc6ce0297b',
  job_name: 'build-example',
  arch: 'x86-64',
  steps: [],
};

/** Creates the task that a body says, on either version of the API. */
export async function createJob(
  context: Context,
  authorize: (projectId: string) => Promise<ProjectGrant>,
  { body }: { readonly body: Static<typeof createJobBody> },
) {
  const within = await authorize(body.project_id);
  const groupId = body.group_id?.toLowerCase();
  const definition = definitionOf(body);
  const wanted = { name: body.job_name, definition, ...(groupId ? { groupId } : {}) };
  const { records, kinds } = context;
  const { id } = await createTask(records, within, kinds.buildTaskGroup, wanted, context);
  return { body: succeeded({ job_id: id }) };
}

/** Updates the task that a body names, on the version of the API that calls it so. */
export function updateJobCalled(called: CalledTask) {
  return async (
    context: Context,
    authorize: (named: NamedTask) => Promise<OnTask>,
    { body }: { readonly body: Static<typeof updateJobBody> },
  ) => {
    const id = body.job_id.toLowerCase();
    const projectId = body.project_id.toLowerCase();
    const on = await authorize({ id, projectId, called });
    const groupId = body.group_id?.toLowerCase();
    const change = {
      name: body.job_name,
      definition: definitionIn(body),
      ...(groupId === undefined ? {} : { groupId: groupId || null }),
    };
    const { records, kinds } = context;
    await updateTask(records, on, kinds.buildTaskGroup, change, context);
    return { body: succeeded({ job_id: id }) };
  };
}
