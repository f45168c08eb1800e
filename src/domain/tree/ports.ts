import type { Page, Slice } from '../kernel/index.ts';
import type { KindName, Node, NodeInProject } from './model.ts';

/** Which tree: one for each kind in each project. */
export interface TreeKey {
  readonly domainId: string;
  readonly projectId: string;
  readonly kind: KindName;
}

export type NodeOrder = 'id' | 'name' | 'path' | 'createdAt' | 'updatedAt';

export interface NodeList {
  /** Part of the name, whatever the letter case. */
  readonly search?: string;
  readonly order: NodeOrder;
  readonly descending: boolean;
  readonly page: Page;
}

/** Whose eyes a list is for: everything, or what is public and what lies under the user's own. */
export type Viewer =
  | { readonly sees: 'all' }
  | { readonly sees: 'public-and-own'; readonly userId: string };

/** Which nodes of an account a list over all projects shows. */
export interface AccountView {
  readonly domainId: string;
  readonly kind: KindName;
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
  /** Whether the user made any of these nodes. */
  ownsAny(ids: readonly string[], userId: string): Promise<boolean>;

  /**
   * Counts one more node in the tree, under `parent` or directly under the project. Answers how many
   * there are now, the ordinal above those of all siblings, and the key of the new node.
   * Throws Problem `limit-reached` when the tree can number no more.
   */
  countIn(
    tree: TreeKey,
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

  /** Removes a node and everything below it; answers how many nodes went. Counts are kept right. */
  deleteSubtree(node: Node): Promise<number>;
}

/** Nodes in lists. */
export interface NodeListRecords {
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
  /** How many nodes directly under the node are public or the user's own. */
  countChildrenSeen(node: Node, userId: string): Promise<number>;
  listOfAccount(view: AccountView, list: NodeList): Promise<Slice<NodeInProject>>;
  /** How many members the project has; groups inherit them all. */
  countMembers(domainId: string, projectId: string): Promise<number>;
}

export interface TreeRecords extends NodeRecords, NodeListRecords {}
