import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createUser, principalOf } from '../../src/domain/access/index.ts';
import type { Principal } from '../../src/domain/kernel/index.ts';
import {
  addMember,
  authorizeInProject,
  creatorRoleId,
  openProject,
  type ProjectRole,
  projectRoles,
  removeMember,
} from '../../src/domain/projects/index.ts';
import type { Records } from '../../src/domain/store.ts';
import {
  createNode,
  defaultTreeLimits,
  listChildren,
  listOfAccount,
  type Node,
  seeNode,
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
  'a member sees what their role opens, what is public, and what lies under their own: in %s',
  { timeout: 60_000 },
  async (engine, numRuns) => {
    const seen = (groups: Wanted[], role: ProjectRole) =>
      look(engine as keyof typeof engines, groups, role);
    await fc.assert(fc.asyncProperty(anyGroups, fc.constantFrom(...roles), seen), { numRuns });
  },
);

async function look(engine: keyof typeof engines, groups: Wanted[], role: ProjectRole) {
  // A new store, so that group ids start at 1, and some are the beginnings of others.
  const scene = await openScene(engine);
  try {
    await lookAt(scene, groups, role);
  } finally {
    await scene.close();
  }
}

async function lookAt(scene: Scene, groups: Wanted[], role: ProjectRole) {
  const { projectId } = await scene.newProject();
  const viewer = await newDeveloper(scene, projectId);
  const people = [viewer, await newDeveloper(scene, projectId)];
  const nodes = await makeGroups(scene, projectId, people, groups);
  // Only now, so that whoever may not make groups has some, too.
  await giveRole(scene, projectId, viewer.userId, role.id);

  const own = (node: Node | undefined): boolean =>
    node !== undefined &&
    (node.creatorId === viewer.userId || own(nodes.find((above) => above.id === node.parentId)));
  const visible = nodes.filter(
    (node) => role.points.has('code.download') || node.visibility === 'public' || own(node),
  );
  const idsOf = (found: readonly Node[]) => found.map((node) => node.id);

  await scene.store.read(async (records) => {
    const within = await inProject(records, viewer, projectId);
    const seen: Node[] = [];
    for (const node of nodes) {
      const found = await outcome(seeNode(records, within, kind, node.id, 'id'));
      if (typeof found !== 'string') seen.push(found);
    }
    expect(idsOf(seen)).toEqual(idsOf(visible));

    // What lies below something hidden is never asked for: its parent is not found.
    for (const parent of [undefined, ...seen]) {
      const { items, total } = await listChildren(records, within, kind, parent, everything);
      const below = visible.filter((node) => node.parentId === (parent?.id ?? null));
      expect(idsOf(items)).toEqual(idsOf(below));
      expect(total).toBe(below.length);
    }
    for (const ownedOnly of [false, true]) {
      const which = { ownedOnly, withPublic: false };
      const { items, total } = await listOfAccount(records, within.grant, kind, which, everything);
      const listed = visible.filter((node) => !ownedOnly || node.creatorId === viewer.userId);
      expect(idsOf(items)).toEqual(idsOf(listed));
      expect(total).toBe(listed.length);
    }
  });
}
