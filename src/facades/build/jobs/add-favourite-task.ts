import { Type } from '../../../contract/schema.ts';
import { followTask } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { succeeded } from '../group-answers.ts';
import { jobPath } from '../job-parameters.ts';
import { onTask } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Build Task Management, AddFavouriteTask. */
export const addFavouriteTask = operation({
  name: 'AddFavouriteTask',
  summary: 'Following a build task',
  section: 'Build Task Management',
  method: 'POST',
  path: '/v1/job/{job_id}/follow',
  parameters: { path: jobPath },
  success: {
    status: 200,
    model: 'AddFavouriteTaskResponse',
    body: Type.Object({
      result: Type.Object({
        favorite: Type.Boolean({ description: 'Whether the caller follows the task now.' }),
      }),
      error: Type.Null(),
      status: Type.Literal('success'),
    }),
  },
  permission: onTask({
    action: 'codeartsbuild:job:follow',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'build-task.view',
    source: 'inferred',
  }),
  transaction: 'write',
  example: { path: { job_id: '48c66c6002964721be537cdc6ce0297b' } },
  async handle({ records, now }, on) {
    await followTask(records, on, true, now);
    return { body: succeeded({ favorite: true }) };
  },
});
