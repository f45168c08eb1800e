import { type AccessRecords, userGroupWithId } from '../access/index.ts';
import { type AuditRecords, recordChange } from '../audit/index.ts';
import { Problem } from '../kernel/index.ts';
import type { ProjectGrant } from '../projects/index.ts';
import type { TreeKind } from './kinds.ts';
import type { Node } from './model.ts';
import type { TreeRecords, UserInGroup } from './ports.ts';
import { requirePoint } from './require-point.ts';

type Records = {
  readonly access: AccessRecords;
  readonly audit: AuditRecords;
  readonly tree: TreeRecords;
};

/** How many users are told of. Source: SDK, AssociateGroupUserGroupResponse. */
const mostTold = 1000;

/**
 * Makes everybody in a user group who has joined the project a member of a node, with their role in
 * the project, for as long as they are in the user group; the same again changes nothing. Answers who
 * is in it. Throws Problem `forbidden` or `not-found` (user group).
 */
export async function associateUserGroup(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  node: Node,
  userGroupId: string,
  now: number,
): Promise<readonly UserInGroup[]> {
  await requirePoint(records, within, kind, node, 'repository-member.create');
  const group = await userGroupWithId(records, within.grant, userGroupId);
  if (await records.tree.addUserGroup(node, group.id, now)) {
    await record(records, within, node, group.id, now);
  }
  return records.tree.usersOf(group.id, node, { after: 0, limit: mostTold });
}

/**
 * Ends what `associateUserGroup` began. Throws Problem `forbidden` or `not-found` (user group).
 */
export async function dissociateUserGroup(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  node: Node,
  userGroupId: string,
  now: number,
): Promise<void> {
  await requirePoint(records, within, kind, node, 'repository-member.delete');
  if (!(await records.tree.removeUserGroup(node, userGroupId))) {
    throw new Problem('not-found', {
      subject: 'user group',
      field: 'userGroup',
      reason: `no such user group was added to the ${kind.subject} itself`,
    });
  }
  await record(records, within, node, userGroupId, now);
}

async function record(
  records: Records,
  within: ProjectGrant,
  { id, projectId }: Node,
  userGroupId: string,
  at: number,
): Promise<void> {
  const resource = `repository-group/${id}/user-group/${userGroupId}`;
  await recordChange(records, within.grant, { at, resource, projectId });
}
