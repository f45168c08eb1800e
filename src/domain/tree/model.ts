export type KindName = 'build-task-group' | 'repository-group';

/** What a node is: a group, which others hang under, or a repository, which is a leaf. */
export type NodeType = 'group' | 'repository';

export type Visibility = 'public' | 'private';

/** One node of a project's tree. */
export interface Node {
  readonly domainId: string;
  readonly projectId: string;
  readonly kind: KindName;
  readonly type: NodeType;
  /** The number under which the store keeps it; it never changes and no client sees it. */
  readonly key: number;
  /** 32 hexadecimal characters or the digits of an int32, as the kind says. */
  readonly id: string;
  /** The truth about where the node hangs; null directly under the project. */
  readonly parentId: string | null;
  /** The ids from the top node down to this one, joined by `.`: an index, derived from parents. */
  readonly path: string;
  /** The names along the same way, joined by `/`. */
  readonly namePath: string;
  /** 1 directly under the project. */
  readonly depth: number;
  readonly name: string;
  readonly description: string;
  /** Null where the kind has no visibility. */
  readonly visibility: Visibility | null;
  /** Place among its siblings; the newest has the highest. */
  readonly ordinal: number;
  /** How many nodes hang directly under it. */
  readonly childCount: number;
  /** How many of those are repositories. */
  readonly repositoryCount: number;
  readonly creatorId: string;
  readonly creatorName: string;
  readonly creatorNumber: number;
  readonly createdAt: number;
  readonly updaterName: string | null;
  /** Null until the first update. */
  readonly updatedAt: number | null;
}

/** A node with the name of its project, as lists over several projects show it. */
export interface NodeInProject extends Node {
  readonly projectName: string;
  /** The role number of the asking user in that project, where they have joined it. */
  readonly roleId: number | undefined;
}

/** A node that was deleted with everything below it, and can be restored for a while. */
export interface Deletion {
  /** As it was. */
  readonly node: Node;
  /** How many nodes were deleted, itself included. */
  readonly nodes: number;
  readonly at: number;
  readonly userId: string;
  readonly userName: string;
}
