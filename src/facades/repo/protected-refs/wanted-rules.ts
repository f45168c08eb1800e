import { int32, maxInt32, oneOf, type Static, Type } from '../../../contract/schema.ts';
import type { WantedRule } from '../../../domain/repositories/index.ts';
import { forcePushSwitch } from './rule-answers.ts';

export const branchName = Type.String({
  description: 'Branch name; * stands for any characters but /.',
  minLength: 1,
  maxLength: 200,
  accepts: 'a branch name of 1 to 200 characters',
});

/** Names of rules that are made, changed or ended together. */
export const branchNames = Type.Array(branchName, {
  minItems: 1,
  maxItems: 100,
  accepts: 'a list of 1 to 100 branch names of 1 to 200 characters',
});

/** How many of a sort one action may name. */
const maxNamed = 50;

const numbers = (description: string) =>
  Type.Optional(
    Type.Array(int32(1, maxInt32), {
      description,
      maxItems: maxNamed,
      accepts: `a list of at most ${maxNamed} integers from 1 to ${maxInt32}`,
    }),
  );

/** Who may do what with a protected branch, as calls ask for it. */
export const wantedActions = Type.Array(
  Type.Object({
    action: Type.Optional(
      oneOf(['push', 'merge'], {
        description: 'What it is about. merge is kept; there are no merge requests here.',
      }),
    ),
    enable: Type.Optional(
      Type.Boolean({ description: 'Whether only those named may do it. Default: true.' }),
    ),
    user_ids: numbers('Numbers of users of the project.'),
    user_team_ids: numbers('Numbers of user groups.'),
    related_role_ids: Type.Optional(
      Type.Array(Type.String({ pattern: '^[0-9]{1,9}$' }), {
        description: 'Numbers of roles; 3 stands for all who administer.',
        maxItems: maxNamed,
        accepts: `a list of at most ${maxNamed} numbers of roles, as texts`,
      }),
    ),
    addition_switchers: Type.Optional(
      Type.Array(
        Type.Object({
          name: Type.Optional(oneOf([forcePushSwitch], { description: 'What is switched.' })),
          enable: Type.Optional(Type.Boolean({ description: 'Whether it is on.' })),
        }),
      ),
    ),
  }),
  { description: 'An action that is left out is for those who administer.' },
);

/** Rules that are made or changed together. */
export const wantedRules = Type.Object({
  names: branchNames,
  actions: Type.Optional(wantedActions),
});

/** What the SDKs call what is in it. */
export const wantedRulesSdk = {
  models: {
    actions: 'ProtectedBranchProtectedActionBodyDto',
    'actions.addition_switchers': 'ProtectedActionSwitcher',
  },
  enums: ['actions.action', 'actions.addition_switchers.name'],
} as const;

/** The actions in the domain's words; what says no action is about pushes. */
export function actionsAskedFor(
  actions: Static<typeof wantedActions> | undefined,
): WantedRule['actions'] {
  return (actions ?? []).map((wanted) => ({
    action: wanted.action ?? 'push',
    restricted: wanted.enable ?? true,
    userNumbers: wanted.user_ids ?? [],
    userGroupNumbers: wanted.user_team_ids ?? [],
    roleIds: (wanted.related_role_ids ?? []).map(Number),
    forcePush: (wanted.addition_switchers ?? []).some(({ enable }) => enable),
  }));
}
