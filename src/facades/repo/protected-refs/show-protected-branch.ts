import { Type } from '../../../contract/schema.ts';
import { protectedRefs } from '../../../domain/repositories/index.ts';
import { operation } from '../../context.ts';
import { onRepository, repositoryPath } from '../../on-repository.ts';
import { viewing } from '../viewing.ts';
import { repositoryRuleFields, repositoryRules } from './repository-rules.ts';
import { branchName } from './wanted-rules.ts';

/** Source: CodeArts Repo API Reference, V4, ProtectedRefs. */
export const showProtectedBranch = operation({
  name: 'ShowProtectedBranch',
  summary: 'Querying a protected branch of a repository',
  section: 'ProtectedRefs',
  method: 'GET',
  path: '/v4/repositories/{repository_id}/protected-branch',
  parameters: { path: repositoryPath, query: Type.Object({ branch_name: branchName }) },
  success: {
    status: 200,
    model: 'ShowProtectedBranchResponse',
    body: Type.Object(repositoryRuleFields),
  },
  permission: onRepository({ ...viewing.repository, source: 'inferred' }),
  transaction: 'read',
  example: { path: { repository_id: 1 }, query: { branch_name: 'main' } },
  async handle(context, { within, repository }, { query }) {
    const names = [query.branch_name];
    const rules = await protectedRefs(context.records, repository, 'branch', names);
    const [rule] = await repositoryRules(context, within, rules);
    if (!rule) throw new Error('a rule that was found is not there');
    return { body: rule };
  },
});
