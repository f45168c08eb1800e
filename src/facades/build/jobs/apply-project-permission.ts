import { codeArtsProjectId, Type } from '../../../contract/schema.ts';
import { applyProjectPermissions, setTaskPermissions } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { envelope, succeeded } from '../envelope.ts';
import { jobActions } from '../job-actions.ts';
import { jobId } from '../job-parameters.ts';
import { onNamedTask } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Build Task Management, ApplyProjectPermission. */
export const applyProjectPermission = operation({
  name: 'ApplyProjectPermission',
  summary: 'Letting the permissions of its project hold for a build task, or its own',
  section: 'Build Task Management',
  method: 'POST',
  path: '/v1/job/project/permission',
  parameters: {},
  body: Type.Object({
    job_id: jobId(),
    project_id: Type.Optional(codeArtsProjectId()),
    project_switch: Type.Boolean({
      description: "true: the project's; false: its own, at first like the project's.",
    }),
  }),
  bodyModel: 'ProjectPermissionRequestBody',
  success: {
    status: 200,
    model: 'ApplyProjectPermissionResponse',
    body: envelope(Type.Null()),
  },
  // Nothing is marked, and the rest names the task and what is to be done.
  sdk: { required: { job_id: false, project_switch: false } },
  permission: onNamedTask(jobActions.setPermissions),
  transaction: 'write',
  example: {
    body: {
      project_id: 'b4d3971c3988463b865f6f920846149e',
      job_id: '48c66c6002964721be537cdc6ce0297b',
      project_switch: false,
    },
  },
  async handle({ records, now }, authorize, { body }) {
    const projectId = body.project_id?.toLowerCase();
    const on = await authorize({
      id: body.job_id.toLowerCase(),
      called: 'task',
      ...(projectId === undefined ? {} : { projectId }),
    });
    if (body.project_switch) await applyProjectPermissions(records, [on], now);
    else await setTaskPermissions(records, [on], [], now);
    return { body: succeeded(null) };
  },
});
