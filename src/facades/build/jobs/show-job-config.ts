import { Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { envelope, succeeded } from '../envelope.ts';
import { jobActions } from '../job-actions.ts';
import { configAnswer, jobConfig } from '../job-config.ts';
import { jobPath } from '../job-parameters.ts';
import { onTask } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Build Task Management, Querying the Configuration of a Build Task. */
export const showJobConfig = operation({
  name: 'ShowJobConfig',
  summary: 'Querying the configuration of a build task',
  section: 'Build Task Management',
  method: 'GET',
  path: '/v1/job/{job_id}/config',
  parameters: {
    path: jobPath,
    query: Type.Object({
      get_all_params: Type.Optional(
        Type.String({ description: 'Ignored: all parameters of the task are answered.' }),
      ),
    }),
  },
  success: {
    status: 200,
    model: 'ShowJobConfigResponse',
    body: envelope(jobConfig),
  },
  permission: onTask(jobActions.view),
  transaction: 'read',
  example: { path: { job_id: '48c66c6002964721be537cdc6ce0297b' } },
  async handle(_context, { task }) {
    return { body: succeeded(configAnswer(task)) };
  },
});
