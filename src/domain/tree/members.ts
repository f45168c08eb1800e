import type { AccessRecords } from '../access/index.ts';
import { type AuditRecords, recordChange } from '../audit/index.ts';
import { type Page, Problem, type Slice } from '../kernel/index.ts';
import {
  groupOwnerRole,
  type Member,
  type ProjectGrant,
  type ProjectRecords,
  projectRoles,
  requireGivenRole,
} from '../projects/index.ts';
import type { TreeKind } from './kinds.ts';
import type { Node } from './model.ts';
import type { MemberFilter, TreeRecords } from './ports.ts';
import { requirePoint } from './require-point.ts';
import { openingRoles, rolesOnPaths, type Standing, standingsIn } from './standing.ts';

type Records = {
  readonly access: AccessRecords;
  readonly audit: AuditRecords;
  readonly projects: ProjectRecords;
  readonly tree: TreeRecords;
};

/** Which members of a node a list shows. */
export interface WantedMembers {
  /** Part of the user's name or nickname, whatever the letter case. */
  readonly search?: string;
  /** Members by the node itself, or inherited from above. */
  readonly by?: 'node' | 'above';
  readonly level?: number;
}

/** Somebody who is in a node, inherited from above or not. */
export interface NodeMember extends Member {
  /** Their roles there, highest first. */
  readonly standings: readonly Standing[];
  /** Whether they are in it by the node itself. */
  readonly direct: boolean;
}

/** Who is in a node: those whose project role opens it, its owners and members, and those above. */
export async function listMembers(
  records: Pick<Records, 'tree'>,
  node: Node,
  { level, ...wanted }: WantedMembers,
  page: Page,
): Promise<Slice<NodeMember>> {
  const ofLevel = level === undefined ? {} : { level: levelFilter(level) };
  const filter: MemberFilter = { are: 'members', ...wanted, ...ofLevel };
  const { items, total } = await records.tree.listPeople(node, openingRoles, filter, page);
  const userIds = items.map(({ userId }) => userId);
  const roles = await rolesOnPaths(records, [node], userIds);
  const members = items.map((member) => {
    const onlooker = { userId: member.userId, root: false, roleId: member.roleId };
    const standings = standingsIn(node, onlooker, roles);
    return { ...member, standings, direct: standings.some((each) => each.node?.id === node.id) };
  });
  return { items: members, total };
}

function levelFilter(level: number): NonNullable<MemberFilter['level']> {
  const idsOf = (roles: typeof projectRoles) => roles.map(({ id }) => id);
  return {
    reached: idsOf(projectRoles.filter((role) => role.accessLevel >= level)),
    exceeded: idsOf(projectRoles.filter((role) => role.accessLevel > level)),
    byOwners: groupOwnerRole.accessLevel > level,
  };
}

/** Who of the project is not in a node yet. */
export function listAddable(
  records: Pick<Records, 'tree'>,
  node: Node,
  search: string | undefined,
  page: Page,
): Promise<Slice<Member>> {
  const filter: MemberFilter = { are: 'outside', ...(search === undefined ? {} : { search }) };
  return records.tree.listPeople(node, openingRoles, filter, page);
}

/**
 * The roles of any user in a node, highest first; none where they may not know of it. Asks for the
 * right to change members. Throws Problem `forbidden` or `not-found` (user).
 */
export async function showAccess(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  node: Node,
  userId: string,
): Promise<readonly Standing[]> {
  await requirePoint(records, within, kind, node, 'repository-member.update');
  const { domainId, projectId } = node;
  const user = await records.access.findUser(domainId, userId);
  if (!user) throw userNotFound('there is no such user in the account');
  const found = await records.projects.findProject(domainId, projectId, userId);
  if (!user.root && found?.roleId === undefined) return [];
  const roles = await rolesOnPaths(records, [node], [userId]);
  return standingsIn(node, { userId, root: user.root, roleId: found?.roleId }, roles);
}

/**
 * Gives a member of the project a role in a node and in all that is below it, in place of the one
 * that they were given there before; the same again changes nothing. Throws Problem `forbidden`, `invalid` (role), `not-found`
 * (user) or `conflict` (the owner).
 */
export async function setMember(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  node: Node,
  { userId, roleId }: { readonly userId: string; readonly roleId: number },
  now: number,
): Promise<void> {
  const roles = await records.tree.rolesIn([node.id], [userId]);
  const before = roles.filter((role) => role.userGroupId === undefined);
  const change = before.length > 0 ? 'update' : 'create';
  await requirePoint(records, within, kind, node, `repository-member.${change}`);
  requireGivenRole(roleId);
  requireNotOwner(kind, node, userId);
  const { domainId, projectId } = node;
  const found = await records.projects.findProject(domainId, projectId, userId);
  if (found?.roleId === undefined) throw userNotFound('the user is not a member of the project');
  if (before.some((role) => role.roleId === roleId)) return;
  await records.tree.setMember(node, userId, roleId, now);
  await recordMember(records, within, kind, node, userId, now);
}

/**
 * Ends a membership by the node itself; what the user has from above stays.
 * Throws Problem `forbidden`, `not-found` (user) or `conflict` (the owner).
 */
export async function removeNodeMember(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  node: Node,
  userId: string,
  now: number,
): Promise<void> {
  await requirePoint(records, within, kind, node, 'repository-member.delete');
  requireNotOwner(kind, node, userId);
  if (!(await records.tree.removeMember(node, userId))) {
    throw userNotFound(`the user was not made a member of the ${kind.subject} itself`);
  }
  await recordMember(records, within, kind, node, userId, now);
}

/**
 * Gives a node to another of its members, who then owns it; the owner before keeps what else they
 * have there. Throws Problem `forbidden` or `invalid` (owner).
 */
export async function transferNode(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  node: Node,
  ownerNumber: number,
  now: number,
): Promise<Node> {
  await requirePoint(records, within, kind, node, 'repository-group.transfer');
  const filter: MemberFilter = { are: 'members', userNumber: ownerNumber };
  const one = { offset: 0, limit: 1 };
  const [owner] = (await records.tree.listPeople(node, openingRoles, filter, one)).items;
  if (!owner || owner.userId === node.creatorId) {
    throw new Problem('invalid', {
      subject: kind.subject,
      field: 'owner',
      reason: `must be the number of another member of the ${kind.subject}`,
    });
  }
  const { userName } = within.grant.principal;
  await records.tree.setOwner(node, owner, userName, now);
  await recordChange(records, within.grant, {
    at: now,
    resource: `${kind.resource}/${node.id}`,
    projectId: node.projectId,
  });
  return {
    ...node,
    creatorId: owner.userId,
    creatorName: owner.userName,
    creatorNumber: owner.userNumber,
    updaterName: userName,
    updatedAt: now,
  };
}

function requireNotOwner({ subject }: TreeKind, node: Node, userId: string): void {
  if (userId !== node.creatorId) return;
  throw new Problem('conflict', {
    subject: 'member',
    field: 'user',
    reason: `the owner of a ${subject} has every right in it; transfer it first`,
  });
}

function userNotFound(reason: string): Problem {
  return new Problem('not-found', { subject: 'user', field: 'user', reason });
}

async function recordMember(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  { id, projectId }: Node,
  userId: string,
  at: number,
): Promise<void> {
  await recordChange(records, within.grant, {
    at,
    resource: `${kind.resource}/${id}/member/${userId}`,
    projectId,
  });
}
