import { nullable, Type } from '../../../contract/schema.ts';
import type { ProjectGrant } from '../../../domain/projects/index.ts';
import {
  namedIn,
  type OnRepository,
  type ProtectedRefRule,
  type RuleChange,
} from '../../../domain/repositories/index.ts';
import type { Context } from '../../context.ts';
import { onRepository } from '../../on-repository.ts';
import type { ProjectRow } from '../../permissions.ts';
import { roles, ruleValues, userTeams } from './rule-answers.ts';

/** A rule as repositories show it, which do not tell what is switched on. */
export const repositoryRuleFields = {
  id: Type.Integer({ description: 'Number of the rule.' }),
  name: Type.String({ description: 'Branch name; * stands for any characters but /.' }),
  actions: Type.Array(
    Type.Object({
      action: Type.String({ description: 'push or merge.' }),
      enable: Type.Boolean({ description: 'Whether only those named may do it.' }),
      users: Type.Array(
        Type.Object({
          id: Type.Integer({ description: 'Number of the user.' }),
          name: Type.String({ description: 'User name.' }),
          username: Type.String({ description: 'IAM user ID.' }),
          state: Type.String({ description: 'active or blocked.' }),
          avatar_url: nullable(Type.String()),
          nick_name: Type.String({ description: 'Nickname.' }),
          tenant_name: Type.String({ description: 'Account name.' }),
        }),
      ),
      user_teams: userTeams,
      roles,
    }),
  ),
};

/** Values of `repositoryRuleFields` for each rule. */
export async function repositoryRules(
  { records }: Context,
  within: ProjectGrant,
  rules: readonly ProtectedRefRule[],
) {
  const names = await namedIn(records, within, rules);
  return rules.map((rule) => {
    const { id, name, actions } = ruleValues(rule, names, within.grant.principal.domainName);
    return {
      id,
      name,
      actions: actions.map(({ addition_switchers: _, users, ...action }) => ({
        ...action,
        users: users.map((user) => ({
          id: user.id,
          name: user.name,
          username: user.username,
          state: user.state,
          avatar_url: user.avatar_url,
          nick_name: user.nick_name,
          tenant_name: user.tenant_name,
        })),
      })),
    };
  });
}

/** Who may change the rules of a repository. */
export const rulesOfRepository = onRepository({
  action: 'codeartsrepo:repository:setRepository',
  accessLevel: 'Write',
  policy: 'must-allow',
  point: 'repository-group.view',
  groupPoint: 'repository.settings',
  source: 'inferred',
} satisfies ProjectRow);

/** What such an operation changes. */
export function branchRules(
  { kinds, now }: Context,
  { within, repository }: OnRepository,
): RuleChange {
  return { within, tree: kinds.repository, repository, kind: 'branch', now };
}
