import {
  addToGroup,
  attachPolicy,
  authorizeInAccount,
  createAccessKey,
  createPolicy,
  createPolicyVersion,
  createUser,
  createUserGroup,
  Guard,
  issueTokenByPassword,
  operatorGrant,
  type Policy,
  principalOf,
  setAccessKeyEnabled,
  setUserEnabled,
  type User,
  type UserGroup,
  type WantedScope,
} from '../../src/domain/access/index.ts';
import { createTask } from '../../src/domain/builds/index.ts';
import { ensureRegions } from '../../src/domain/installation/index.ts';
import type { Principal } from '../../src/domain/kernel/index.ts';
import {
  addMember,
  authorizeInProject,
  createProject,
  openProject,
  type PermissionPoint,
  removeMember,
} from '../../src/domain/projects/index.ts';
import { createRepository, type Repository } from '../../src/domain/repositories/index.ts';
import type { Records } from '../../src/domain/store.ts';
import {
  associateUserGroup,
  createNode,
  defaultTreeLimits,
  type NewNode,
  type Node,
  setMember,
  type TreeKinds,
  treeKinds,
} from '../../src/domain/tree/index.ts';
import { openWorld, type Person, type StoreName, type World } from '../world.ts';
import { type Answer, type Call, type Credential, send } from './wire.ts';

/** A person with the name of their account. */
export interface Player extends Person {
  readonly domainName: string;
}

/** A world with a second account, and what it takes to set the scene of one call after another. */
export interface Scene {
  readonly world: World;
  readonly root: Player;
  /** The root user of another account. */
  readonly otherRoot: Player;
  /** A word that no other thing of the scene is called. */
  word(): string;
  /** A new user of the first account. */
  player(): Promise<Player>;
  /** A new user of the player's account, with a password unless told otherwise, and a key. */
  colleague(of: Player, has?: { password: boolean }): Promise<Player>;
  allow(player: Player, ...actions: string[]): Promise<void>;
  deny(player: Player, ...actions: string[]): Promise<void>;
  /** A new project of its owner's account; the owner is its creator. */
  project(owner?: Player): Promise<string>;
  /** Gives a user a role in a project, in place of the one that they have. */
  join(player: Player, projectId: string, roleId: number): Promise<void>;
  /** Makes a member of the project a member of a group in it. */
  joinGroup(player: Player, group: Node, roleId: number): Promise<void>;
  /** Puts a new user group into a repository group, and answers its id. */
  joinUserGroup(group: Node): Promise<string>;
  /** A new group, made by a member of the project or the root user. */
  buildGroup(projectId: string, owner?: Player): Promise<Node>;
  /** A new build task, made by a member of the project or the root user; answers its id. */
  buildTask(projectId: string, owner?: Player): Promise<string>;
  repositoryGroup(
    projectId: string,
    wanted?: Pick<NewNode, 'parentId' | 'visibility'>,
    owner?: Player,
  ): Promise<Node>;
  /** Deletes a group as the user with that id would. */
  deleted(kind: 'repositoryGroup' | 'buildTaskGroup', id: string, by: Player): Promise<void>;
  /** A new empty repository, made by a member of the project or the root user. */
  repository(
    projectId: string,
    wanted?: Pick<NewNode, 'parentId' | 'visibility'>,
    owner?: Player,
  ): Promise<Repository>;
  /** A token issued so many hours ago, scoped to the region's IAM project unless told. */
  token(player: Player, options?: { hoursAgo?: number; scope?: WantedScope }): Promise<string>;
  iamProjectOf(player: Player): Promise<string>;
  /** New things of the player's account: a group with a user, a policy with two versions. */
  userGroup(player: Player): Promise<{ group: UserGroup; member: User }>;
  policy(player: Player): Promise<Policy>;
  attach(policy: Policy, to: User | UserGroup): Promise<void>;
  disableUser(player: Player): Promise<void>;
  disableKey(player: Player): Promise<void>;
  send(credential: Credential, call: Call): Promise<Answer>;
  /** Sends the call signed with the player's key. */
  as(player: Player, call: Call): Promise<Answer>;
  close(): Promise<void>;
}

const origin = { requestId: '', address: 'test' };

/** Opens a scene on the named store. Trees may be as large as the test likes. */
export async function openScene(store: StoreName = 'memory'): Promise<Scene> {
  const limits = { ...defaultTreeLimits, buildGroupsPerProject: 100_000 };
  const world = await openWorld(store, { limits });
  const kinds = treeKinds(limits);
  const { data, endpoint } = world.server;
  const { clock, ids, passwords, vault } = data;
  const { domainId, domainName } = world;
  const logins = { store: data.store, passwords, guard: new Guard(data.store) };
  const making = () => ({ ids, now: clock.now() });
  const write = <T>(work: (records: Records) => Promise<T>) => data.store.write(work);

  const rootUser = await data.store.read((records) =>
    records.access.findUserByName(domainId, world.userName),
  );
  if (!rootUser) throw new Error('the first account has no root user');
  const { password, accessKey, secretKey } = world;
  const root: Player = { user: rootUser, password, accessKey, secretKey, domainName };
  const otherRoot = await addAccount(world, 'other-account');

  let words = 0;
  const word = () => `w${++words}`;

  const enter = (records: Records, point: PermissionPoint, projectId: string, owner: Player) => {
    const need = { action: 'test:scene:set', policy: 'may-deny', point } as const;
    return authorizeInProject(records, principal(owner), need, projectId, origin);
  };

  async function addNode(
    kind: keyof TreeKinds,
    point: PermissionPoint,
    projectId: string,
    wanted: Omit<NewNode, 'name'>,
    owner: Player,
  ): Promise<Node> {
    return write(async (records) => {
      const within = await enter(records, point, projectId, owner);
      return createNode(records, within, kinds[kind], { ...wanted, name: word() }, making());
    });
  }

  /** The grant of the operator for the player's account. */
  const operatorFor = ({ user, domainName: name }: Player) =>
    operatorGrant({ domainId: user.domainId, name });

  const scene: Scene = {
    world,
    root,
    otherRoot,
    word,
    player: async () => ({ ...(await world.addUser(word())), domainName }),
    async colleague(of, { password } = { password: true }) {
      const name = word();
      const secret = `Secret-${name}-1`;
      const passwordHash = password ? { passwordHash: await passwords.hash(secret) } : {};
      return write(async (records) => {
        const operator = operatorFor(of);
        const user = await createUser(records, operator, { name, ...passwordHash }, making());
        const { now } = making();
        const { key, secretKey } = await createAccessKey(records, operator, data.vault, user, now);
        return {
          user,
          password: secret,
          accessKey: key.accessKey,
          secretKey,
          domainName: of.domainName,
        };
      });
    },
    allow: (player, ...actions) => world.allow(player, 'Allow', ...actions),
    deny: (player, ...actions) => world.allow(player, 'Deny', ...actions),
    project: (owner = root) =>
      write(async (records) => {
        const need = { action: 'test:scene:set', policy: 'may-deny' } as const;
        const grant = await authorizeInAccount(records, principal(owner), need, origin);
        const wanted = { name: word(), description: '', type: 'scrum' };
        return (await createProject(records, grant, wanted, making())).id;
      }),
    join: ({ user }, projectId, roleId) =>
      write(async (records) => {
        const { id: userId } = user;
        const within = await openProject(records, world.operator, projectId);
        const before = await records.projects.findProject(domainId, projectId, userId);
        if (before?.roleId !== undefined) {
          await removeMember(records, within, userId, clock.now());
        }
        await addMember(records, within, { userId, roleId }, clock.now());
      }),
    joinGroup: ({ user }, group, roleId) =>
      write(async (records) => {
        const within = await openProject(records, world.operator, group.projectId);
        const member = { userId: user.id, roleId };
        await setMember(records, within, kinds.repositoryGroup, group, member, clock.now());
      }),
    buildGroup: (projectId, owner = root) =>
      addNode('buildTaskGroup', 'build-group.manage', projectId, {}, owner),
    buildTask: (projectId, owner = root) =>
      write(async (records) => {
        const point = 'build-task.create';
        const need = { action: 'test:scene:set', policy: 'may-deny', point } as const;
        const within = await authorizeInProject(records, principal(owner), need, projectId, origin);
        const definition = {
          arch: 'x86-64',
          updatesSubmodules: 'false',
          parameters: [],
          sources: [],
          steps: [],
          triggers: [],
        };
        const wanted = { name: word(), definition };
        return (
          await createTask(records, within, kinds.buildTaskGroup, wanted, { ...making(), vault })
        ).id;
      }),
    repositoryGroup: (projectId, wanted = {}, owner = root) =>
      addNode('repositoryGroup', 'repository-group.create', projectId, wanted, owner),
    deleted: (kind, id, { user }) =>
      write(async ({ tree }) => {
        const node = await tree.findNode(domainId, kinds[kind].name, id);
        if (!node) throw new Error(`no group ${id}`);
        const by = { userId: user.id, userName: user.name, at: clock.now() };
        await tree.deleteSubtree(node, by);
      }),
    async repository(projectId, wanted = {}, owner = root) {
      const start = { uuid: ids.next(), defaultBranch: 'master', importMembers: false };
      await data.repositories.create(start.uuid, start);
      return write(async (records) => {
        const within = await enter(records, 'repository.create', projectId, owner);
        const named = { ...wanted, ...start, name: word() };
        return createRepository(records, within, kinds, named, making());
      });
    },
    async token(player, { hoursAgo = 0, scope = { project: { name: world.region } } } = {}) {
      const login = {
        domainName: player.domainName,
        userName: player.user.name,
        password: player.password,
        scope,
      };
      const then = Date.now() - hoursAgo * 3_600_000;
      return (await issueTokenByPassword(logins, login, origin, then)).token;
    },
    iamProjectOf: ({ user }) =>
      data.store.read(async (records) => {
        const { access } = records;
        return (await access.findIamProjectByName(user.domainId, world.region))?.id ?? '';
      }),
    async joinUserGroup(node) {
      const { group } = await scene.userGroup(root);
      await write(async (records) => {
        const within = await openProject(records, operatorFor(root), node.projectId);
        const kind = kinds.repositoryGroup;
        await associateUserGroup(records, within, kind, node, group.id, clock.now());
      });
      return group.id;
    },
    async userGroup(player) {
      const grant = operatorFor(player);
      return write(async (records) => {
        const member = await createUser(records, grant, { name: word() }, making());
        const wanted = { name: word(), description: '' };
        const group = await createUserGroup(records, grant, wanted, making());
        await addToGroup(records, grant, group, member, clock.now());
        return { group, member };
      });
    },
    policy: (player) =>
      write(async (records) => {
        const grant = operatorFor(player);
        const document = JSON.stringify({
          Version: '5.0',
          Statement: [{ Effect: 'Allow', Action: ['none:*:*'] }],
        });
        const policy = await createPolicy(records, grant, { name: word(), document }, making());
        const wanted = { document, setAsDefault: false };
        await createPolicyVersion(records, grant, policy, wanted, clock.now());
        return policy;
      }),
    attach: (policy, to) =>
      write((records) => attachPolicy(records, world.operator, policy, to, clock.now())),
    disableUser: ({ user }) =>
      write((records) => setUserEnabled(records, world.operator, user, false, clock.now())),
    disableKey: (player) =>
      write((records) =>
        setAccessKeyEnabled(records, world.operator, player.accessKey, false, clock.now()),
      ),
    send: (credential, call) => send(endpoint, credential, call),
    as: (player, call) => send(endpoint, { key: player }, call),
    close: () => world.close(),
  };
  return scene;
}

/** A second account with its root user, who has a key, and its regions' IAM projects. */
async function addAccount(world: World, name: string): Promise<Player> {
  const { clock, ids, passwords, store, vault } = world.server.data;
  const password = `Secret-${name}-1`;
  const passwordHash = await passwords.hash(password);
  const now = clock.now();
  return store.write(async (records) => {
    const account = { domainId: ids.next(), name, createdAt: now };
    await records.access.insertAccount(account);
    await ensureRegions(records, [world.region], { ids, now });
    const operator = operatorGrant(account);
    const wanted = { name, passwordHash, root: true };
    const user = await createUser(records, operator, wanted, { ids, now });
    const { key, secretKey } = await createAccessKey(records, operator, vault, user, now);
    return { user, password, accessKey: key.accessKey, secretKey, domainName: name };
  });
}

function principal(player: Player): Principal {
  return principalOf(player.user, player.domainName);
}
