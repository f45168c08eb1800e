import { nullable, Type } from '../../../contract/schema.ts';
import { projectRole } from '../../../domain/projects/index.ts';
import type {
  NamedInRules,
  ProtectedRefRule,
  RefAction,
} from '../../../domain/repositories/index.ts';
import { chineseNameOf } from '../role-names.ts';

const userFields = Type.Object({
  id: Type.Integer({ description: 'Number of the user.' }),
  name: Type.String({ description: 'User name.' }),
  username: Type.String({ description: 'IAM user ID.' }),
  state: Type.String({ description: 'active or blocked.' }),
  service_license_status: Type.Integer({ description: '1 where the user is enabled.' }),
  avatar_url: nullable(Type.String()),
  avatar_path: nullable(Type.String()),
  email: nullable(Type.String()),
  name_cn: nullable(Type.String()),
  web_url: nullable(Type.String()),
  nick_name: Type.String({ description: 'Nickname.' }),
  tenant_name: Type.String({ description: 'Account name.' }),
  error_message: nullable(Type.String()),
});

/** The user groups that a rule names. */
export const userTeams = Type.Array(
  Type.Object({
    id: Type.Integer({ description: 'Number of the user group.' }),
    name: Type.String({ description: 'Its name.' }),
  }),
);

/** The roles that a rule names. */
export const roles = Type.Array(
  Type.Object({
    id: Type.Integer({ description: 'Number of the role.' }),
    name: Type.String({ description: 'Its name.' }),
    related_role_id: Type.String({ description: 'Its number as a text.' }),
    chinese_name: Type.String({ description: 'Its name in Chinese.' }),
  }),
);

/** A rule on protected branches, as projects and groups show it. */
export const ruleFields = {
  id: Type.Integer({ description: 'Number of the rule.' }),
  name: Type.String({ description: 'Branch name; * stands for any characters but /.' }),
  actions: Type.Array(
    Type.Object({
      action: Type.String({ description: 'push or merge.' }),
      enable: Type.Boolean({ description: 'Whether only those named may do it.' }),
      users: Type.Array(userFields),
      user_teams: userTeams,
      roles,
      addition_switchers: Type.Array(
        Type.Object({
          name: Type.String({ description: 'allowed_force_push' }),
          enable: Type.Boolean({ description: 'Whether it is on.' }),
        }),
      ),
    }),
  ),
};

/** Values of `ruleFields`; `named` has the users and user groups of the rule. */
export function ruleValues(rule: ProtectedRefRule, named: NamedInRules, tenantName: string) {
  return {
    id: rule.number,
    name: rule.name,
    actions: rule.actions.map((action) => ({
      action: action.action,
      enable: action.restricted,
      users: named.users
        .filter(({ userNumber }) => action.userNumbers.includes(userNumber))
        .map((user) => ({
          id: user.userNumber,
          name: user.userName,
          username: user.userId,
          state: user.enabled ? 'active' : 'blocked',
          service_license_status: user.enabled ? 1 : 0,
          avatar_url: null,
          avatar_path: null,
          email: null,
          name_cn: null,
          web_url: null,
          nick_name: user.nickName,
          tenant_name: tenantName,
          error_message: null,
        })),
      user_teams: named.userGroups
        .filter(({ number }) => action.userGroupNumbers.includes(number))
        .map(({ number, name }) => ({ id: number, name })),
      roles: rolesOf(action),
      addition_switchers:
        action.action === 'push' ? [{ name: forcePushSwitch, enable: action.forcePush }] : [],
    })),
  };
}

/** What switches on force pushes for those who may push. */
export const forcePushSwitch = 'allowed_force_push';

function rolesOf({ roleIds }: RefAction) {
  return roleIds.flatMap((id) => {
    const role = projectRole(id);
    if (!role) return [];
    const chinese_name = chineseNameOf(role);
    return [{ id, name: role.name, related_role_id: String(id), chinese_name }];
  });
}
