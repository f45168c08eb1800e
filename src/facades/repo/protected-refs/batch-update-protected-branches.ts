import { Type } from '../../../contract/schema.ts';
import { changeProtection } from '../../../domain/repositories/index.ts';
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
export const batchUpdateProtectedBranches = operation({
  name: 'BatchUpdateProtectedBranches',
  summary: 'Changing who may push to protected branches of a repository',
  section: 'ProtectedRefs',
  method: 'PUT',
  path: '/v4/repositories/{repository_id}/protected-branches',
  parameters: { path: repositoryPath },
  body: wantedRules,
  bodyModel: 'BatchUpdateProtectedBranchesBodyDto',
  success: {
    status: 200,
    model: 'BatchUpdateProtectedBranchesResponse',
    body: Type.Array(Type.Object(repositoryRuleFields)),
  },
  sdk: wantedRulesSdk,
  permission: rulesOfRepository,
  transaction: 'write',
  example: {
    path: { repository_id: 1 },
    body: { names: ['main'], actions: [{ action: 'push', related_role_ids: ['3'] }] },
  },
  async handle(context, on, { body }) {
    const actions = actionsAskedFor(body.actions);
    const change = branchRules(context, on);
    const rules = await changeProtection(context.records, change, body.names, actions);
    return { body: await repositoryRules(context, on.within, rules) };
  },
});
