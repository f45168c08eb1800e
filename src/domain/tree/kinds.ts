import type { PermissionPoint } from '../projects/index.ts';
import type { KindName, Node, NodeType } from './model.ts';
import { buildTaskGroupNames, type NameRule, repositoryGroupNames } from './name-rule.ts';

/** Everything in which the nodes of the trees of Build and Repo differ. */
export interface TreeKind {
  /** The tree that they lie in; groups and repositories share one. */
  readonly name: KindName;
  readonly type: NodeType;
  /** What they hang under, where that is another kind. */
  readonly under?: TreeKind;
  /** How the audit calls them. */
  readonly resource: string;
  /** The kind in words, for messages. */
  readonly subject: string;
  /** `hex`: 32 hexadecimal characters. `int32`: the next number of one sequence. */
  readonly identity: 'hex' | 'int32';
  readonly names: NameRule;
  /** Levels of groups; a repository is none. */
  readonly maxDepth: number;
  readonly maxPerProject: number;
  /** Characters of the names joined by `/`. */
  readonly maxNamePath: number;
  /** Whether nodes are public or private; under a private node everything is private. */
  readonly hasVisibility: boolean;
  readonly createPoint: PermissionPoint;
  readonly deletePoint: PermissionPoint;
  /** For a change of description and visibility. */
  readonly settingsPoint: PermissionPoint;
  readonly renamePoint: PermissionPoint;
  /** In the node; under the new parent it is `createPoint`. */
  readonly movePoint: PermissionPoint;
  /** Whether nodes have an owner and members, who have their roles in all that is below, too. */
  readonly hasMembers: boolean;
  /** Whether the names from the top down are an address, which leads on after a rename or move. */
  readonly hasAddresses: boolean;
}

/** What an administrator may set about the trees. */
export interface TreeLimits {
  readonly buildGroupDepth: number;
  readonly buildGroupsPerProject: number;
  /** Only the characters of the API's 2026-05 text. */
  readonly strictBuildGroupNames: boolean;
  readonly repositoryGroupDepth: number;
}

export const defaultTreeLimits: TreeLimits = {
  buildGroupDepth: 3,
  buildGroupsPerProject: 200,
  strictBuildGroupNames: false,
  repositoryGroupDepth: 5,
};

export interface TreeKinds {
  readonly buildTaskGroup: TreeKind;
  readonly repositoryGroup: TreeKind;
  readonly repository: TreeKind;
}

export function treeKinds(limits: TreeLimits): TreeKinds {
  const repositoryGroup: TreeKind = {
    name: 'repository-group',
    type: 'group',
    resource: 'repository-group',
    subject: 'repository group',
    identity: 'int32',
    names: repositoryGroupNames,
    maxDepth: limits.repositoryGroupDepth,
    maxPerProject: Number.POSITIVE_INFINITY,
    maxNamePath: 256,
    hasVisibility: true,
    createPoint: 'repository-group.create',
    deletePoint: 'repository-group.delete',
    settingsPoint: 'repository-group.settings',
    renamePoint: 'repository-group.move',
    movePoint: 'repository-group.move',
    hasMembers: true,
    hasAddresses: true,
  };
  return {
    buildTaskGroup: {
      name: 'build-task-group',
      type: 'group',
      resource: 'build-task-group',
      subject: 'build task group',
      identity: 'hex',
      names: buildTaskGroupNames({ strict: limits.strictBuildGroupNames }),
      maxDepth: limits.buildGroupDepth,
      maxPerProject: limits.buildGroupsPerProject,
      maxNamePath: Number.POSITIVE_INFINITY,
      hasVisibility: false,
      createPoint: 'build-group.manage',
      deletePoint: 'build-group.manage',
      settingsPoint: 'build-group.manage',
      renamePoint: 'build-group.manage',
      movePoint: 'build-group.manage',
      hasMembers: false,
      hasAddresses: false,
    },
    repositoryGroup,
    repository: {
      ...repositoryGroup,
      type: 'repository',
      under: repositoryGroup,
      resource: 'repository',
      subject: 'repository',
      createPoint: 'repository.create',
      deletePoint: 'repository.delete',
      settingsPoint: 'repository.settings',
      movePoint: 'repository.delete',
    },
  };
}

/** What kind a node is of. */
export function kindOf(kinds: TreeKinds, { kind, type }: Pick<Node, 'kind' | 'type'>): TreeKind {
  if (type === 'repository') return kinds.repository;
  return kind === 'build-task-group' ? kinds.buildTaskGroup : kinds.repositoryGroup;
}
