import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createUser, principalOf } from '../../src/domain/access/index.ts';
import type { Principal } from '../../src/domain/kernel/index.ts';
import {
  addMember,
  authorizeInProject,
  creatorRoleId,
  groupOwnerRole,
  openProject,
  type PermissionPoint,
  type ProjectGrant,
  type ProjectRole,
  projectRoles,
  removeMember,
} from '../../src/domain/projects/index.ts';
import type { Records } from '../../src/domain/store.ts';
import {
  createNode,
  defaultTreeLimits,
  listChildren,
  listMembers,
  listOfAccount,
  listPermitted,
  type Node,
  permittedIn,
  removeNodeMember,
  type Seen,
  seeNode,
  setMember,
  showNode,
  treeKinds,
} from '../../src/domain/tree/index.ts';
import { seedProperties } from './random.ts';
import { engines, openScene, outcome, type Scene } from './scene.ts';

seedProperties('visibility');

const kind = treeKinds(defaultTreeLimits).repositoryGroup;
const roles = projectRoles.filter((role) => role.id !== creatorRoleId);
const developerRoleId = 4;
const everything = { order: 'id', descending: false, page: { offset: 0, limit: 100 } } as const;

interface Wanted {
  /** The group that was made as the so-many-th; absent: the project. */
  readonly parent: number | undefined;
  /** 0 for the one who looks. */
  readonly creator: number;
  readonly isPrivate: boolean;
}
const anyGroups: fc.Arbitrary<Wanted[]> = fc.array(
  fc.record({
    parent: fc.option(fc.nat(20), { nil: undefined }),
    creator: fc.nat(1),
    isPrivate: fc.boolean(),
  }),
  { maxLength: 24, size: 'max' },
);

/** Who is made a member of the group that was made as the so-many-th, with which role. */
interface Membership {
  readonly group: number;
  /** 0 for the one who looks. */
  readonly person: number;
  readonly role: ProjectRole;
  /** Whether it ends before the second look. */
  readonly ends: boolean;
}
const anyMemberships: fc.Arbitrary<Membership[]> = fc.array(
  fc.record({
    group: fc.nat(20),
    person: fc.nat(2),
    role: fc.constantFrom(...roles),
    ends: fc.boolean(),
  }),
  { maxLength: 8 },
);

/** A new user who is a developer in the project. */
function newDeveloper(scene: Scene, projectId: string): Promise<Principal> {
  const { operator, making } = scene;
  return scene.store.write(async (records) => {
    const wanted = { name: scene.fresh(), passwordHash: '' };
    const user = await createUser(records, operator, wanted, making());
    const within = await openProject(records, operator, projectId);
    const member = { userId: user.id, roleId: developerRoleId };
    await addMember(records, within, member, making().now);
    return principalOf(user, operator.principal.domainName);
  });
}

async function giveRole(scene: Scene, projectId: string, userId: string, roleId: number) {
  const { now } = scene.making();
  await scene.store.write(async (records) => {
    const within = await openProject(records, scene.operator, projectId);
    await removeMember(records, within, userId, now);
    await addMember(records, within, { userId, roleId }, now);
  });
}

function inProject(records: Records, principal: Principal, projectId: string) {
  const requirement = {
    action: 'codeartsrepo:group:getGroup',
    policy: 'may-deny',
    point: 'repository-group.view',
  } as const;
  const origin = { requestId: '', address: 'local' };
  return authorizeInProject(records, principal, requirement, projectId, origin);
}

async function makeGroups(
  scene: Scene,
  projectId: string,
  people: readonly Principal[],
  groups: readonly Wanted[],
) {
  const nodes: Node[] = [];
  for (const { parent, creator, isPrivate } of groups) {
    const above = parent === undefined ? undefined : nodes[parent % nodes.length];
    const wanted = {
      name: scene.fresh(),
      ...(above ? { parentId: above.id } : {}),
      ...(isPrivate ? { visibility: 'private' as const } : {}),
    };
    const made = await outcome(
      scene.store.write(async (records) => {
        const within = await inProject(records, people[creator]!, projectId);
        return createNode(records, within, kind, wanted, scene.making());
      }),
    );
    // Some would lie too deep.
    if (typeof made !== 'string') nodes.push(made);
  }
  return nodes;
}

it.each(Object.entries(engines))(
  'a member sees what their role opens, what is public, and what lies under what is theirs: in %s',
  { timeout: 60_000 },
  async (engine, numRuns) => {
    const seen = (groups: Wanted[], members: Membership[], role: ProjectRole) =>
      look(engine as keyof typeof engines, groups, members, role);
    const anyRole = fc.constantFrom(...roles);
    await fc.assert(fc.asyncProperty(anyGroups, anyMemberships, anyRole, seen), { numRuns });
  },
);

async function look(
  engine: keyof typeof engines,
  groups: Wanted[],
  members: Membership[],
  role: ProjectRole,
) {
  // A new store, so that group ids start at 1, and some are the beginnings of others.
  const scene = await openScene(engine);
  try {
    await lookTwice(scene, groups, members, role);
  } finally {
    await scene.close();
  }
}

/** Looks with all memberships and once more when some have ended. */
async function lookTwice(scene: Scene, groups: Wanted[], members: Membership[], role: ProjectRole) {
  const { projectId } = await scene.newProject();
  const viewer = await newDeveloper(scene, projectId);
  const people = [viewer, await newDeveloper(scene, projectId)];
  const nodes = await makeGroups(scene, projectId, people, groups);
  const outsider = await newDeveloper(scene, projectId);
  // Only now, so that whoever may not make groups has some, too.
  await giveRole(scene, projectId, viewer.userId, role.id);
  await giveRole(scene, projectId, outsider.userId, viewerRoleId);

  const given = new Map<string, { node: Node; userId: string; role: ProjectRole; ends: boolean }>();
  for (const { group, person, role: inGroup, ends } of nodes.length > 0 ? members : []) {
    const node = nodes[group % nodes.length]!;
    const { userId } = [...people, outsider][person]!;
    // The owner of a group cannot be its member.
    if (node.creatorId === userId) continue;
    await onMembers(scene, projectId, (records, within) =>
      setMember(records, within, kind, node, { userId, roleId: inGroup.id }, scene.making().now),
    );
    given.set(`${node.id}/${userId}`, { node, userId, role: inGroup, ends });
  }
  const projectRoles = new Map([
    [viewer.userId, role],
    [people[1]!.userId, roles.find(({ id }) => id === developerRoleId)!],
    [outsider.userId, roles.find(({ id }) => id === viewerRoleId)!],
  ]);
  await lookAt(scene, projectId, viewer, nodes, projectRoles, [...given.values()]);
  for (const { node, userId } of [...given.values()].filter(({ ends }) => ends)) {
    await onMembers(scene, projectId, (records, within) =>
      removeNodeMember(records, within, kind, node, userId, scene.making().now),
    );
  }
  const left = [...given.values()].filter(({ ends }) => !ends);
  await lookAt(scene, projectId, viewer, nodes, projectRoles, left);
}

const viewerRoleId = 8;

function onMembers(
  scene: Scene,
  projectId: string,
  work: (records: Records, within: ProjectGrant) => Promise<unknown>,
) {
  return scene.store.write(async (records) =>
    work(records, await openProject(records, scene.operator, projectId)),
  );
}

/** Compares what one user is shown with what a slow look at every group and membership says. */
async function lookAt(
  scene: Scene,
  projectId: string,
  viewer: Principal,
  nodes: readonly Node[],
  projectRoles: ReadonlyMap<string, ProjectRole>,
  given: readonly { node: Node; userId: string; role: ProjectRole }[],
) {
  const role = projectRoles.get(viewer.userId)!;
  const upwards = (node: Node | undefined): Node[] =>
    node ? [node, ...upwards(nodes.find((above) => above.id === node.parentId))] : [];
  const rolesIn = (node: Node, userId: string) =>
    upwards(node).flatMap((each) => [
      ...(each.creatorId === userId ? [groupOwnerRole] : []),
      ...given.filter((one) => one.node === each && one.userId === userId).map((one) => one.role),
    ]);
  const opens = (each: ProjectRole) => each.points.has('code.download');
  const own = (node: Node) => rolesIn(node, viewer.userId).length > 0;
  const visible = nodes.filter((node) => opens(role) || node.visibility === 'public' || own(node));
  const idsOf = (found: readonly Node[]) => found.map((node) => node.id);
  const childrenOf = (node: Node | undefined) =>
    visible.filter(({ parentId }) => parentId === (node?.id ?? null));
  // The operator, who made the project, is no user and so no member.
  const memberIds = (node: Node) =>
    [...projectRoles.keys()].filter(
      (userId) => opens(projectRoles.get(userId)!) || rolesIn(node, userId).length > 0,
    );
  const may = (node: Node, point: PermissionPoint) =>
    [role, ...rolesIn(node, viewer.userId)].some((each) => each.points.has(point));
  const level = (node: Node) => {
    const inherited = opens(role) || node.visibility === 'public' ? [role] : [];
    const held = [...inherited, ...rolesIn(node, viewer.userId)];
    return Math.max(...held.map(({ accessLevel }) => accessLevel));
  };
  const requireRight = (shown: Node & Seen) => {
    const node = nodes.find(({ id }) => id === shown.id)!;
    expect(shown.childCount).toBe(childrenOf(node).length);
    expect(shown.memberCount).toBe(memberIds(node).length);
    expect(shown.standings[0]?.role.accessLevel).toBe(level(node));
  };

  await scene.store.read(async (records) => {
    const within = await inProject(records, viewer, projectId);
    const seen: Node[] = [];
    for (const node of nodes) {
      const found = await outcome(seeNode(records, within, kind, node.id, 'id'));
      if (typeof found === 'string') continue;
      seen.push(found);
      requireRight(await showNode(records, within, kind, node.id));
      const { items, total } = await listMembers(records, node, {}, everything.page);
      const listed = items.map(({ userId }) => userId).filter((id) => projectRoles.has(id));
      expect(listed.sort()).toEqual(memberIds(node).sort());
      expect(total).toBe(items.length);
    }
    expect(idsOf(seen)).toEqual(idsOf(visible));

    // What lies below something hidden is never asked for: its parent is not found.
    for (const parent of [undefined, ...seen]) {
      const { items, total } = await listChildren(records, within, kind, parent, everything);
      expect(idsOf(items)).toEqual(idsOf(childrenOf(parent)));
      expect(total).toBe(items.length);
      for (const each of items) requireRight(each);
    }
    for (const ownedOnly of [false, true]) {
      const which = { ownedOnly, withPublic: false };
      const { items, total } = await listOfAccount(records, within.grant, kind, which, everything);
      const listed = visible.filter((node) => !ownedOnly || node.creatorId === viewer.userId);
      expect(idsOf(items)).toEqual(idsOf(listed));
      expect(total).toBe(listed.length);
      for (const each of items) requireRight(each);
    }

    const permitted = await permittedIn(records, viewer, kind, idsOf(nodes));
    expect([...permitted.keys()].sort()).toEqual(idsOf(visible).sort());
    for (const point of ['repository-group.create', 'repository-group.settings'] as const) {
      const { items, total } = await listPermitted(records, within, kind, point, everything.page);
      const listed = visible.filter((node) => may(node, point));
      expect(idsOf(items).sort()).toEqual(idsOf(listed).sort());
      expect(total).toBe(listed.length);
      const each = visible.filter((node) => permitted.get(node.id)!.may(point));
      expect(idsOf(each)).toEqual(idsOf(listed));
    }
  });
}
