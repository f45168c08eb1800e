import { Type } from '../../../contract/schema.ts';
import type { PermissionPoint } from '../../../domain/projects/index.ts';
import { projectRole } from '../../../domain/projects/index.ts';
import { type Settings, settingsIn } from '../../../domain/repositories/index.ts';
import { permissionsIn } from '../../../domain/tree/index.ts';
import type { Context } from '../../context.ts';
import { type OnGroup, onGroup } from '../../on-group.ts';
import { groupPath } from '../parameters.ts';
import { viewing } from '../viewing.ts';

const noForks = 'Kept; there are no forks here.';
const noMergeRequests = 'Kept; there are no merge requests here.';

/** The fields of a general policy that can be changed. */
export const policyFields = {
  disable_fork: Type.Boolean({ description: `Whether nobody may fork. ${noForks}` }),
  branch_name_regex: Type.String({
    description: 'What names of new branches have to match, in RE2 syntax; empty: anything.',
  }),
  tag_name_regex: Type.String({
    description: 'What names of new tags have to match, in RE2 syntax; empty: anything.',
  }),
  generate_pre_merge_ref: Type.Boolean({
    description: `Whether merge requests are merged for trial. ${noMergeRequests}`,
  }),
};

/** Values of `policyFields`. */
export function policyValues({ forkDisabled, branchNames, tagNames, preMergeRefs }: Settings) {
  return {
    disable_fork: forkDisabled,
    branch_name_regex: branchNames ?? '',
    tag_name_regex: tagNames ?? '',
    generate_pre_merge_ref: preMergeRefs,
  };
}

/** What the two operations that show the policy of a group have in common. */
export const shownPolicy = {
  section: 'Group',
  method: 'GET',
  parameters: { path: groupPath },
  permission: onGroup({ ...viewing.group, source: 'inferred' }),
  transaction: 'read',
  example: { path: { group_id: 1 } },
} as const;

export const shownPolicyBody = Type.Object({
  ...policyFields,
  forbidden_developer_create_branch: Type.Boolean({
    description: 'Whether developers may create no branches, as the permissions say.',
  }),
  forbidden_developer_create_tag: Type.Boolean({
    description: 'Whether developers may create no tags, as the permissions say.',
  }),
  forbidden_committer_create_branch: Type.Boolean({
    description: 'Whether committers may create no branches, as the permissions say.',
  }),
  forbidden_gitlab_access: Type.Boolean({ description: 'False: repositories can be reached.' }),
  rebase_disable_trigger_webhook: Type.Boolean({ description: 'False: there are no webhooks.' }),
  open_gpg_verified: Type.Boolean({ description: 'False: signatures are not verified.' }),
});

export async function showPolicy({ records }: Context, { node }: OnGroup) {
  const permissions = (await permissionsIn(records, [node]))(node);
  const lacks = (roleId: number, point: PermissionPoint) => {
    const role = projectRole(roleId);
    return !role || !permissions.has(role, point);
  };
  return {
    body: {
      ...policyValues(await settingsIn(records, node)),
      forbidden_developer_create_branch: lacks(developer, 'branch.create'),
      forbidden_developer_create_tag: lacks(developer, 'tag.create'),
      forbidden_committer_create_branch: lacks(committer, 'branch.create'),
      forbidden_gitlab_access: false,
      rebase_disable_trigger_webhook: false,
      open_gpg_verified: false,
    },
  };
}

const developer = 4;
const committer = 12;
