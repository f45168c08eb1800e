import { Type } from '../../../contract/schema.ts';
import { clearRecycleBin } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';

/** Source: CodeArts Build API Reference, Build Task Management, ClearRecyclingJobs. */
export const clearRecyclingJobs = operation({
  name: 'ClearRecyclingJobs',
  summary: 'Deleting for good what of the recycle bin the caller may restore',
  section: 'Build Task Management',
  method: 'DELETE',
  path: '/v1/job/recycling-empty',
  parameters: {},
  success: {
    status: 200,
    model: 'ClearRecyclingJobsResponse',
    body: Type.Object({
      error: Type.Null(),
      status: Type.Literal('success'),
    }),
  },
  permission: inAccount({
    action: 'codeartsbuild:job:clearRecycleBin',
    accessLevel: 'Write',
    policy: 'may-deny',
    source: 'inferred',
  }),
  transaction: 'write',
  example: {},
  async handle({ records, now }, grant) {
    await clearRecycleBin(records, grant, now);
    return { body: { error: null, status: 'success' as const } };
  },
});
