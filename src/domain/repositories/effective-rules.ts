import { type AccessRecords, groupsPerUser } from '../access/index.ts';
import type { ProjectGrant } from '../projects/index.ts';
import { type Node, permissionsIn, standingsOf, type TreeRecords } from '../tree/index.ts';
import { asPushRule, managerRoleId } from './protected-refs.ts';
import type { Pusher, PushRules } from './push-rules.ts';
import { namePattern } from './ref-names.ts';
import { settingsIn } from './settings.ts';
import type { SettingsRecords } from './settings-ports.ts';

/** What pushes to a repository are judged by: the rules of its project, of groups and its own. */
export async function effectiveRules(
  records: { readonly settings: SettingsRecords },
  repository: Node,
): Promise<PushRules> {
  const { branchNames, tagNames } = await settingsIn(records, repository);
  const rules = await records.settings.protectedRefsOver(repository);
  const ofKind = (kind: 'branch' | 'tag') =>
    rules.filter((rule) => rule.kind === kind).map(asPushRule);
  return {
    branchNames: branchNames === undefined ? undefined : namePattern(branchNames, 'branchNames'),
    tagNames: tagNames === undefined ? undefined : namePattern(tagNames, 'tagNames'),
    protectedBranches: ofKind('branch'),
    protectedTags: ofKind('tag'),
  };
}

/** The caller as the rules of a repository look at them. */
export async function pusherIn(
  records: {
    readonly access: Pick<AccessRecords, 'listUserGroups'>;
    readonly tree: Pick<TreeRecords, 'rolesIn' | 'matricesOf'>;
  },
  within: ProjectGrant,
  repository: Node,
): Promise<Pusher> {
  const { domainId, userId, userNumber } = within.grant.principal;
  const standings = await standingsOf(records, within, repository);
  const permissions = (await permissionsIn(records, [repository]))(repository);
  const roleIds = standings.map(({ role }) => role.id);
  const administers = standings.some(({ role }) => role.accessLevel >= 40);
  const stretch = { after: '', limit: groupsPerUser };
  const groups = await records.access.listUserGroups(domainId, userId, stretch);
  return {
    userNumber,
    roleIds: administers ? [...roleIds, managerRoleId] : roleIds,
    userGroupNumbers: groups.map(({ number }) => number),
    may: (point) =>
      permissions.has(within.role, point) ||
      standings.some(({ role }) => permissions.has(role, point)),
  };
}
