import { Type } from '../../../contract/schema.ts';
import { deleteTask } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { succeeded } from '../group-answers.ts';
import { jobPath } from '../job-parameters.ts';
import { onTask } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Build Task Management, Deleting a Build Task. */
export const deleteTheJob = operation({
  name: 'DeleteTheJob',
  summary: 'Deleting a build task',
  section: 'Build Task Management',
  method: 'DELETE',
  path: '/v1/job/{job_id}/delete',
  parameters: { path: jobPath },
  success: {
    status: 200,
    model: 'DeleteTheJobResponse',
    body: Type.Object({
      result: Type.Object({
        job_id: Type.String({ description: 'Build task ID.' }),
        project_id: Type.String({ description: 'CodeArts project ID.' }),
      }),
      error: Type.Null(),
      status: Type.Literal('success'),
    }),
  },
  permission: onTask({
    action: 'codeartsbuild:job:delete',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'build-task.delete',
    source: 'inferred',
  }),
  transaction: 'write',
  example: { path: { job_id: '48c66c6002964721be537cdc6ce0297b' } },
  async handle({ records, now }, on) {
    await deleteTask(records, on, now);
    const deleted = { job_id: on.task.id, project_id: on.task.projectId };
    return { body: succeeded(deleted) };
  },
});
