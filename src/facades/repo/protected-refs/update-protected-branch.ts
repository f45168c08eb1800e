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
import { actionsAskedFor, branchName, wantedActions } from './wanted-rules.ts';

/** Source: CodeArts Repo API Reference, V4, ProtectedRefs. */
export const updateProtectedBranch = operation({
  name: 'UpdateProtectedBranch',
  summary: 'Changing who may push to a protected branch of a repository',
  section: 'ProtectedRefs',
  method: 'PUT',
  path: '/v4/repositories/{repository_id}/protected-branch',
  parameters: { path: repositoryPath, query: Type.Object({ branch_name: branchName }) },
  body: wantedActions,
  bodyModel: 'list[ProtectedBranchProtectedActionBodyDto]',
  success: {
    status: 200,
    model: 'UpdateProtectedBranchResponse',
    body: Type.Object(repositoryRuleFields),
  },
  sdk: {
    models: { addition_switchers: 'ProtectedActionSwitcher' },
    enums: ['action', 'addition_switchers.name'],
  },
  permission: rulesOfRepository,
  transaction: 'write',
  example: {
    path: { repository_id: 1 },
    query: { branch_name: 'main' },
    body: [{ action: 'push', related_role_ids: ['3'] }],
  },
  async handle(context, on, { query, body }) {
    const actions = actionsAskedFor(body);
    const change = branchRules(context, on);
    const rules = await changeProtection(context.records, change, [query.branch_name], actions);
    const [rule] = await repositoryRules(context, on.within, rules);
    if (!rule) throw new Error('a rule that was changed is not there');
    return { body: rule };
  },
});
