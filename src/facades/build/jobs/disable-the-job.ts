import { Type } from '../../../contract/schema.ts';
import { disableTask, enableTask } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { jobActions } from '../job-actions.ts';
import { jobPath } from '../job-parameters.ts';
import { onTask } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Build Task Management, DisableTheJob. */
export const disableTheJob = operation({
  name: 'DisableTheJob',
  summary: 'Disabling or enabling a build task',
  section: 'Build Task Management',
  method: 'POST',
  path: '/v1/job/{job_id}/disable',
  parameters: { path: jobPath },
  body: Type.Object({
    reason: Type.Optional(
      Type.String({
        description: 'Why the task is disabled.',
        maxLength: 1000,
        accepts: 'a text of at most 1000 characters',
      }),
    ),
    disabled: Type.Boolean({ description: 'true: disable; false: enable.' }),
  }),
  bodyModel: 'DisableTheJobRequestBody',
  success: {
    status: 200,
    model: 'DisableTheJobResponse',
    body: Type.Object({
      status: Type.Literal('success'),
    }),
  },
  permission: onTask(jobActions.disable),
  transaction: 'write',
  example: {
    path: { job_id: '48c66c6002964721be537cdc6ce0297b' },
    body: { disabled: true, reason: 'moved' },
  },
  async handle({ records, now }, on, { body }) {
    if (body.disabled) await disableTask(records, on, body.reason ?? '', now);
    else await enableTask(records, on, now);
    return { body: { status: 'success' as const } };
  },
});
