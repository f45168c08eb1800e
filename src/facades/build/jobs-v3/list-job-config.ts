import { Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { envelope, succeeded } from '../envelope.ts';
import { jobActions } from '../job-actions.ts';
import { configAnswer, jobConfig } from '../job-config.ts';
import { jobPath } from '../job-parameters.ts';
import { onTask } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Old Build APIs, Querying the Configuration of a Build Task. */
export const listJobConfig = operation({
  name: 'ListJobConfig',
  summary: 'Querying the configuration of a build task (V3)',
  section: 'Old Build APIs',
  method: 'GET',
  path: '/v3/jobs/{job_id}/query',
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
    model: 'ListJobConfigResponse',
    body: envelope(jobConfig),
  },
  permission: onTask(jobActions.view, 'taskOfV3'),
  transaction: 'read',
  example: { path: { job_id: '48c66c6002964721be537cdc6ce0297b' } },
  async handle(_context, { task }) {
    return { body: succeeded(configAnswer(task)) };
  },
});
