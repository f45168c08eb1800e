import { Type } from '../../../contract/schema.ts';
import { unprotect } from '../../../domain/repositories/index.ts';
import { operation } from '../../context.ts';
import { repositoryPath } from '../../on-repository.ts';
import { branchRules, rulesOfRepository } from './repository-rules.ts';
import { branchNames } from './wanted-rules.ts';

/** Source: CodeArts Repo API Reference, V4, ProtectedRefs. */
export const batchDeleteProtectedBranches = operation({
  name: 'BatchDeleteProtectedBranches',
  summary: 'Ending the protection of branches of a repository',
  section: 'ProtectedRefs',
  method: 'POST',
  path: '/v4/repositories/{repository_id}/protected-branches/bulk-deletion',
  parameters: { path: repositoryPath },
  body: Type.Object({ names: Type.Optional(branchNames) }),
  bodyModel: 'BatchDeleteProtectedBranchesBodyDto',
  success: {
    status: 200,
    model: 'BatchDeleteProtectedBranchesResponse',
    body: Type.Object({ status: Type.String({ description: 'success' }) }),
  },
  permission: rulesOfRepository,
  transaction: 'write',
  example: { path: { repository_id: 1 }, body: { names: ['main', 'release/*'] } },
  async handle(context, on, { body }) {
    await unprotect(context.records, branchRules(context, on), body.names ?? []);
    return { body: { status: 'success' } };
  },
});
