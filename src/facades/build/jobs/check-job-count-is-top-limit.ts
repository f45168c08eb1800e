import { Type } from '../../../contract/schema.ts';
import { isFullOfTasks } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { envelope, succeeded } from '../envelope.ts';

/** Source: CodeArts Build API Reference, Build Task Management, Checking the Number of Tasks. */
export const checkJobCountIsTopLimit = operation({
  name: 'CheckJobCountIsTopLimit',
  summary: 'Checking whether the account has as many build tasks as it may have',
  section: 'Build Task Management',
  method: 'GET',
  path: '/v1/job/check/count',
  parameters: {},
  success: {
    status: 200,
    model: 'CheckJobCountIsTopLimitResponse',
    body: envelope(Type.Boolean({ description: 'Whether there is room for no further task.' })),
  },
  permission: inAccount({
    action: 'codeartsbuild:job:checkCount',
    accessLevel: 'Read',
    policy: 'may-deny',
    source: 'inferred',
  }),
  transaction: 'read',
  example: {},
  async handle({ records }, grant) {
    return { body: succeeded(await isFullOfTasks(records, grant)) };
  },
});
