import { Type } from '../../../contract/schema.ts';
import { protectInRepository } from '../../../domain/repositories/index.ts';
import { operation } from '../../context.ts';
import { repositoryPath } from '../../on-repository.ts';
import {
  branchRules,
  repositoryRuleFields,
  repositoryRules,
  rulesOfRepository,
} from './repository-rules.ts';
import { actionsAskedFor, wantedRules, wantedRulesSdk } from './wanted-rules.ts';

/** Source: CodeArts Repo API Reference, V4, ProtectedRefs. */
export const batchCreateProtectedBranch = operation({
  name: 'BatchCreateProtectedBranch',
  summary: 'Protecting branches of a repository',
  description:
    'A branch need not be there yet. The rules of the project hold beside those of the repository.',
  section: 'ProtectedRefs',
  method: 'POST',
  path: '/v4/repositories/{repository_id}/protected-branches',
  parameters: { path: repositoryPath },
  body: wantedRules,
  bodyModel: 'RepositoryProtectedBranchBodyDto',
  success: {
    status: 200,
    model: 'BatchCreateProtectedBranchResponse',
    body: Type.Array(Type.Object(repositoryRuleFields)),
  },
  sdk: wantedRulesSdk,
  permission: rulesOfRepository,
  transaction: 'write',
  example: {
    path: { repository_id: 1 },
    body: { names: ['main', 'release/*'], actions: [{ action: 'push', related_role_ids: ['4'] }] },
  },
  async handle(context, on, { body }) {
    const actions = actionsAskedFor(body.actions);
    const change = branchRules(context, on);
    const rules = await protectInRepository(context.records, change, body.names, actions);
    return { body: await repositoryRules(context, on.within, rules) };
  },
});
