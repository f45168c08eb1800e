import { Type } from '../../../contract/schema.ts';
import { freeCopyName } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { envelope, succeeded } from '../envelope.ts';
import { jobPath } from '../job-parameters.ts';
import { onTask } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Build Task Management, ShowCopyName. */
export const showCopyName = operation({
  name: 'ShowCopyName',
  summary: 'Querying a free name for a copy of a build task',
  section: 'Build Task Management',
  method: 'GET',
  path: '/v1/job/{job_id}/copy-name',
  parameters: { path: jobPath },
  success: {
    status: 200,
    model: 'ShowCopyNameResponse',
    body: envelope(Type.String({ description: 'A name that no task of the project has.' })),
  },
  permission: onTask({
    action: 'codeartsbuild:job:get',
    accessLevel: 'Read',
    policy: 'may-deny',
    point: 'build-task.clone',
    source: 'inferred',
  }),
  transaction: 'read',
  example: { path: { job_id: '48c66c6002964721be537cdc6ce0297b' } },
  async handle({ records }, on) {
    return { body: succeeded(await freeCopyName(records, on)) };
  },
});
