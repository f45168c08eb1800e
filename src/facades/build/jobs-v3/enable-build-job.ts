import { Type } from '../../../contract/schema.ts';
import { enableTask } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { jobActions } from '../job-actions.ts';
import { jobPath } from '../job-parameters.ts';
import { onTask } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Old Build APIs, EnableBuildJob. */
export const enableBuildJob = operation({
  name: 'EnableBuildJob',
  summary: 'Enabling a build task (V3)',
  section: 'Old Build APIs',
  method: 'POST',
  path: '/v3/jobs/{job_id}/recover',
  parameters: { path: jobPath },
  success: {
    status: 200,
    model: 'EnableBuildJobResponse',
    body: Type.Object({
      status: Type.Literal('success'),
    }),
  },
  permission: onTask(jobActions.disable, 'taskOfV3'),
  transaction: 'write',
  example: { path: { job_id: '48c66c6002964721be537cdc6ce0297b' } },
  async handle({ records, now }, on) {
    await enableTask(records, on, now);
    return { body: { status: 'success' as const } };
  },
});
