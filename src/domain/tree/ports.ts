import type { Page, Slice } from '../kernel/index.ts';
import type { Member } from '../projects/index.ts';
import type { Deletion, KindName, Node, NodeInProject, NodeType } from './model.ts';
import type { PermissionChange } from './permissions-in.ts';

/** Which tree: one for each kind in each project. */
export interface TreeKey {
  readonly domainId: string;
  readonly projectId: string;
  readonly kind: KindName;
}

export type NodeOrder = 'id' | 'name' | 'path' | 'createdAt' | 'updatedAt';

export interface NodeList {
  /** Only nodes of this type. */
  readonly only?: NodeType;
  /** Part of the name, whatever the letter case. */
  readonly search?: string;
  readonly order: NodeOrder;
  readonly descending: boolean;
  readonly page: Page;
}

/**
 * A role that somebody has by a node: its owner, or made a member with a project role's number, or
 * by a user group in it with the role that they have in the project.
 */
export interface NodeRole {
  readonly nodeId: string;
  readonly nodeName: string;
  readonly userId: string;
  readonly roleId: number | 'owner';
  readonly since: number;
  /** The id of the user group. */
  readonly userGroupId?: string;
}

/** Whose eyes a list is for: everything, or what is public and what the user owns or is in. */
export type Viewer =
  | { readonly sees: 'all' }
  | { readonly sees: 'public-and-own'; readonly userId: string };

/** Which nodes of an account a list over all projects shows. */
export interface AccountView {
  readonly domainId: string;
  readonly kind: KindName;
  readonly type: NodeType;
  /** Of one project alone. */
  readonly projectId?: string;
  readonly userId: string;
  /** The root user sees every project; others those they have joined. */
  readonly allProjects: boolean;
  /** Roles to which private nodes of a joined project are open. */
  readonly openingRoles: readonly number[];
  /** Only nodes that the user made. */
  readonly ownedOnly: boolean;
  /** Also public nodes of projects that the user has not joined. */
  readonly withPublic: boolean;
}

/** Single nodes, and the counts that are kept of them. */
export interface NodeRecords {
  /** The next int32 of the sequence that groups and repositories share. */
  nextNumber(): Promise<number>;
  findNode(domainId: string, kind: KindName, id: string): Promise<Node | undefined>;
  /** The roles of these users by these very nodes. */
  rolesIn(ids: readonly string[], userIds: readonly string[]): Promise<readonly NodeRole[]>;

  /**
   * Counts one more node in the tree, under `parent` or directly under the project. Answers how many
   * there are now, the ordinal above those of all siblings, and the key of the new node.
   * Throws Problem `limit-reached` when the tree can number no more.
   */
  countIn(
    tree: TreeKey,
    type: NodeType,
    parent: Node | undefined,
  ): Promise<{ nodes: number; ordinal: number; key: number }>;
  /** False when a sibling has the name. */
  insertNode(node: Node, parent: Node | undefined, siblingKey: string): Promise<boolean>;

  /** How many levels the node and what is below it take, and the longest of their name paths. */
  measureSubtree(node: Node): Promise<{ levels: number; longestNamePath: number }>;
  /** Whether something under `parent`, or directly under the node's project, has the name. */
  isNameTaken(node: Node, parent: Node | undefined, siblingKey: string): Promise<boolean>;
  /** Counts the node in under `parent`; answers the ordinal above those of its new siblings. */
  countUnder(node: Node, parent: Node | undefined): Promise<number>;
  /**
   * Writes a node as it is now, below `parent`, and the paths of everything below it anew. Counts it
   * out where it hung before; `countUnder` has counted it in.
   */
  changeNode(node: Node, former: Node, parent: Node | undefined, siblingKey: string): Promise<void>;

  /** Makes what is public below a node private; answers how many nodes. */
  makePrivateBelow(node: Node): Promise<number>;
}

/** The names that nodes had before they were renamed or moved. */
export interface FormerNameRecords {
  /**
   * The node that names lead to from the top of a tree down: at each level the child of that name,
   * else the node that had it before.
   */
  findByNames(tree: TreeKey, siblingKeys: readonly string[]): Promise<Node | undefined>;
  /** Keeps that the name under the parent, both as they are stored, led to this node. */
  keepFormerName(node: Node): Promise<void>;
}

/** Which deletions of a tree. */
export interface DeletionFilter {
  /** Only later ones. */
  readonly since: number;
  /** Only those of a user. */
  readonly userId?: string;
}

/** What was deleted and can be restored. */
export interface DeletionRecords {
  /**
   * Takes a node and everything below it out of its tree, and keeps it as a deletion; answers how
   * many nodes that are. Counts are kept right.
   */
  deleteSubtree(
    node: Node,
    by: { readonly userId: string; readonly userName: string; readonly at: number },
  ): Promise<number>;
  /** Newest first. */
  listDeletions(tree: TreeKey, filter: DeletionFilter, page: Page): Promise<Slice<Deletion>>;
  findDeletion(
    tree: TreeKey,
    filter: DeletionFilter & { readonly id: string },
  ): Promise<Deletion | undefined>;
  /** As `measureSubtree`. */
  measureDeletion(deletion: Deletion): Promise<{ levels: number; longestNamePath: number }>;
  /**
   * Puts all nodes of a deletion back, the top one under `parent` by its new name, and counts them
   * into the tree; answers how many nodes it has now. `countUnder` has counted the top one in, and
   * `changeNode` writes it and the paths below.
   */
  putBack(deletion: Deletion, parent: Node | undefined, siblingKey: string): Promise<number>;
  /** Forgets a deletion with all that belongs to its nodes. */
  endDeletion(deletion: Deletion): Promise<void>;
  /** Does so with some of those of up to a time; answers whether there may be more. */
  endOldest(upTo: number): Promise<boolean>;
}

/** The nodes of one tree in lists. */
export interface TreeListRecords {
  /** A number that is raised whenever anything in the tree changes; 0 for one never used. */
  treeVersion(tree: TreeKey): Promise<number>;
  /** A whole tree, siblings by ordinal, highest first. */
  listTree(tree: TreeKey): Promise<Node[]>;
  listChildren(
    tree: TreeKey,
    parent: Node | undefined,
    viewer: Viewer,
    list: NodeList,
  ): Promise<Slice<Node>>;
  /** How many nodes directly under each node are public, the user's own or one they are in. */
  countChildrenSeen(
    nodes: readonly Node[],
    userId: string,
  ): Promise<ReadonlyMap<string, Pick<Node, 'childCount' | 'repositoryCount'>>>;
}

/** The nodes of all trees of an account in lists. */
export interface AccountListRecords {
  listOfAccount(view: AccountView, list: NodeList): Promise<Slice<NodeInProject>>;
  /** Of these nodes those that there are in the account, with what the user is in their projects. */
  findNodes(
    domainId: string,
    kind: KindName,
    ids: readonly string[],
    userId: string,
  ): Promise<readonly NodeInProject[]>;
}

/** Which groups of a tree a list of those shows in which a user may do something. */
export interface ManageableView {
  readonly tree: TreeKey;
  readonly userId: string;
  /** The user sees private nodes that they do not own and are not in. */
  readonly seesAll: boolean;
  /** Who may do it where the project's matrix holds. */
  readonly allowed: Allowed;
  /** And under nodes with matrices of their own, the id of each, down to the next such nodes. */
  readonly otherwise: readonly (Allowed & { readonly under: string })[];
}

/** Groups in which somebody may do something. */
export interface ManageableRecords {
  listManageable(view: ManageableView, page: Page): Promise<Slice<Node>>;
}

/** To whom something is allowed. */
export interface Allowed {
  /** The user's role in the project lets them do it in every node that they see. */
  readonly everywhere: boolean;
  /** Roles in a node that let them do it there and below; owners may do everything. */
  readonly roles: readonly number[];
}

/** Which people of a node's project a list shows. */
export interface MemberFilter {
  /** `outside`: who is none of its members. */
  readonly are: 'members' | 'outside';
  /** Part of the user's name or nickname, whatever the letter case. */
  readonly search?: string;
  /** Members by a role in the node itself, or by one further up. */
  readonly by?: 'node' | 'above';
  /** The roles that reach the level asked for, those above it, and whether owners are above it. */
  readonly level?: {
    readonly reached: readonly number[];
    readonly exceeded: readonly number[];
    readonly byOwners: boolean;
  };
  readonly userNumber?: number;
}

/** Who is in a node. */
export interface MemberRecords {
  /** Gives a user a role in a node, in place of the one that they have there. */
  setMember(node: Node, userId: string, roleId: number, at: number): Promise<void>;
  /** False when the user was no member by the node itself. */
  removeMember(node: Node, userId: string): Promise<boolean>;
  setOwner(node: Node, owner: Member, by: string, at: number): Promise<void>;
  listPeople(
    node: Node,
    openingRoles: readonly number[],
    filter: MemberFilter,
    page: Page,
  ): Promise<Slice<Member>>;
}

/** How many are in nodes. */
export interface MemberCountRecords {
  /** How many members each node has, `openingRoles` of its project included. */
  countMembers(
    nodes: readonly Node[],
    openingRoles: readonly number[],
  ): Promise<ReadonlyMap<string, number>>;
}

/** What roles may do in nodes, where that is not what the project's matrix says. */
export interface MatrixRecords {
  /** The matrices of all nodes that have one of their own, in these trees of one kind, by id. */
  matricesOf(trees: readonly TreeKey[]): Promise<ReadonlyMap<string, readonly PermissionChange[]>>;
  /** Gives a node a matrix of its own, in place of the one that it had. */
  keepMatrix(node: Node, changes: readonly PermissionChange[]): Promise<void>;
  /** Whether a node has a matrix of its own, in the projects that the user sees. */
  hasMatrices(domainId: string, userId: string, root: boolean): Promise<boolean>;
}

/** Somebody in a user group; the role is that in a project, undefined where they have not joined. */
export interface UserInGroup {
  readonly userId: string;
  readonly userNumber: number;
  readonly userName: string;
  readonly roleId: number | undefined;
}

/** A user group of the account with how many are in it. */
export interface CountedUserGroup {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly description: string;
  readonly createdAt: number;
  readonly userCount: number;
}

/** User groups that are in nodes. */
export interface NodeUserGroupRecords {
  /** False when it is in the node itself already. */
  addUserGroup(node: Node, userGroupId: string, at: number): Promise<boolean>;
  /** False when it was not in the node itself. */
  removeUserGroup(node: Node, userGroupId: string): Promise<boolean>;
  /** Who is in a user group, by their numbers, and what they are in the project. */
  usersOf(
    userGroupId: string,
    project: Pick<TreeKey, 'domainId' | 'projectId'>,
    stretch: { readonly after: number; readonly limit: number },
  ): Promise<readonly UserInGroup[]>;
  /** User groups of the account in a node or above it, or in neither; by name or id. */
  listUserGroups(
    node: Node,
    filter: { readonly are: 'inside' | 'outside'; readonly search?: string | undefined },
    page: Page,
  ): Promise<Slice<CountedUserGroup>>;
}

export interface TreeRecords
  extends NodeRecords,
    FormerNameRecords,
    DeletionRecords,
    TreeListRecords,
    AccountListRecords,
    ManageableRecords,
    MemberCountRecords,
    MemberRecords,
    MatrixRecords,
    NodeUserGroupRecords {}
