import { Type } from '../../../contract/schema.ts';
import { deleteTask } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { jobPath } from '../job-parameters.ts';
import { onTask } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Old Build APIs, Deleting a Build Task. */
export const deleteBuildJob = operation({
  name: 'DeleteBuildJob',
  summary: 'Deleting a build task (V3)',
  section: 'Old Build APIs',
  method: 'POST',
  path: '/v3/jobs/{job_id}/delete',
  parameters: { path: jobPath },
  success: {
    status: 200,
    model: 'DeleteBuildJobResponse',
    body: Type.Object({
      result: Type.Object({
        job_id: Type.String({ description: 'Build task ID.' }),
        project_id: Type.String({ description: 'CodeArts project ID.' }),
      }),
      status: Type.Literal('success'),
    }),
  },
  permission: onTask(
    {
      action: 'codeartsbuild:job:delete',
      accessLevel: 'Write',
      policy: 'may-deny',
      point: 'build-task.delete',
      source: 'inferred',
    },
    'taskOfV3',
  ),
  transaction: 'write',
  example: { path: { job_id: '48c66c6002964721be537cdc6ce0297b' } },
  async handle({ records, now }, on) {
    await deleteTask(records, on, now);
    const deleted = { job_id: on.task.id, project_id: on.task.projectId };
    return { body: { result: deleted, status: 'success' as const } };
  },
});
