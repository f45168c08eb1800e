import { nullable, Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { envelope, succeeded } from '../envelope.ts';
import { jobActions } from '../job-actions.ts';
import { jobPath } from '../job-parameters.ts';
import { onTask } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Build Task Management, ShowDisable. */
export const showDisable = operation({
  name: 'ShowDisable',
  summary: 'Querying whether a build task is disabled',
  section: 'Build Task Management',
  method: 'GET',
  path: '/v1/job/{job_id}/check/disable',
  parameters: { path: jobPath },
  success: {
    status: 200,
    model: 'ShowDisableResponse',
    body: envelope(
      nullable(
        Type.Object({
          forbiddener: Type.String({ description: 'Name of the user who disabled it.' }),
          reson: Type.String({ description: 'Why.' }),
          disabled: Type.Integer({ description: '1: disabled.' }),
          job_id: Type.String({ description: 'Build task ID.' }),
          job_name: Type.String({ description: 'Task name.' }),
          forbidden_time: Type.Number({ description: 'When, ms.' }),
        }),
      ),
    ),
  },
  permission: onTask(jobActions.view),
  transaction: 'read',
  example: { path: { job_id: '48c66c6002964721be537cdc6ce0297b' } },
  async handle(_context, { task }) {
    const { disabled, id, name } = task;
    // Null of a task that is enabled; the misspelling is the vendor's.
    const result = disabled && {
      forbiddener: disabled.userName,
      reson: disabled.reason,
      disabled: 1,
      job_id: id,
      job_name: name,
      forbidden_time: disabled.at,
    };
    return { body: succeeded(result) };
  },
});
