import type { Page, Principal, Slice } from '../kernel/index.ts';
import {
  type PermissionPoint,
  type ProjectGrant,
  projectRole,
  projectRoles,
  rootRole,
} from '../projects/index.ts';
import type { TreeKind } from './kinds.ts';
import type { Node, NodeInProject } from './model.ts';
import { ofProject, PermissionsIn, permissionsIn } from './permissions-in.ts';
import type { Allowed, TreeRecords } from './ports.ts';
import { viewerOf } from './see-node.ts';
import { rolesOnPaths, standingsIn } from './standing.ts';

type Records = { readonly tree: TreeRecords };

/** The nodes of a project in which the caller has a point, by their role there or in nodes. */
export async function listPermitted(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  point: PermissionPoint,
  page: Page,
): Promise<Slice<Node>> {
  const { domainId, id } = within.project;
  const tree = { domainId, projectId: id, kind: kind.name };
  const allowedBy = (permissions: PermissionsIn): Allowed => ({
    everywhere: permissions.has(within.role, point),
    roles: projectRoles.filter((role) => permissions.has(role, point)).map((role) => role.id),
  });
  const matrices = [...(await records.tree.matricesOf([tree]))];
  const otherwise = matrices.map(([under, changes]) => ({
    under,
    ...allowedBy(new PermissionsIn(under, changes)),
  }));
  return records.tree.listManageable(
    {
      tree,
      userId: within.grant.principal.userId,
      seesAll: viewerOf(within, kind).sees === 'all',
      allowed: allowedBy(ofProject),
      otherwise,
    },
    page,
  );
}

/** What a user may do in a node that they see. */
export interface PermittedIn {
  readonly node: NodeInProject;
  may(point: PermissionPoint): boolean;
}

/** Of the nodes with these ids those that the user sees, by id, with what they may do there. */
export async function permittedIn(
  records: Records,
  { domainId, userId, root }: Principal,
  kind: TreeKind,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PermittedIn>> {
  const found = await records.tree.findNodes(domainId, kind.name, ids, userId);
  const roles = await rolesOnPaths(records, found, [userId]);
  const permissionsOf = await permissionsIn(records, found);
  const permitted = new Map<string, PermittedIn>();
  for (const node of found.filter(({ type }) => type === kind.type)) {
    const { roleId } = node;
    const role = root ? rootRole : projectRole(roleId ?? Number.NaN);
    const standings = standingsIn(node, { userId, root, roleId }, roles);
    // Who has left the project sees nothing in it, and who has a role in a node sees the node.
    if (!role || standings.length === 0) continue;
    const permissions = permissionsOf(node);
    const may = (point: PermissionPoint) =>
      permissions.has(role, point) || standings.some((each) => permissions.has(each.role, point));
    permitted.set(node.id, { node, may });
  }
  return permitted;
}
