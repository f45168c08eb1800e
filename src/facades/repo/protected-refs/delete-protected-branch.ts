import { Type } from '../../../contract/schema.ts';
import { unprotect } from '../../../domain/repositories/index.ts';
import { operation } from '../../context.ts';
import { repositoryPath } from '../../on-repository.ts';
import { branchRules, rulesOfRepository } from './repository-rules.ts';
import { branchName } from './wanted-rules.ts';

/** Source: CodeArts Repo API Reference, V4, ProtectedRefs. */
export const deleteProtectedBranch = operation({
  name: 'DeleteProtectedBranch',
  summary: 'Ending the protection of a branch of a repository',
  section: 'ProtectedRefs',
  method: 'DELETE',
  path: '/v4/repositories/{repository_id}/protected-branch',
  parameters: { path: repositoryPath, query: Type.Object({ branch_name: branchName }) },
  success: {
    status: 200,
    model: 'DeleteProtectedBranchResponse',
    body: Type.Object({ status: Type.String({ description: 'success' }) }),
  },
  permission: rulesOfRepository,
  transaction: 'write',
  example: { path: { repository_id: 1 }, query: { branch_name: 'main' } },
  async handle(context, on, { query }) {
    await unprotect(context.records, branchRules(context, on), [query.branch_name]);
    return { body: { status: 'success' } };
  },
});
