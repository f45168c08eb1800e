export type { Seen } from './as-seen.ts';
export { changePermissions } from './change-permissions.ts';
export {
  createNode,
  type NewNode,
  placeFor,
  refusalOfName,
} from './create-node.ts';
export { deleteNode } from './delete-node.ts';
export {
  defaultDeletedDays,
  endOldDeletions,
  listDeletions,
  type Place,
  purgeDeletion,
  type Restored,
  restoreDeletion,
} from './deletions.ts';
export { findByNamePath } from './find-by-name-path.ts';
export {
  defaultTreeLimits,
  type TreeKind,
  type TreeKinds,
  type TreeLimits,
  treeKinds,
} from './kinds.ts';
export {
  listChildren,
  listInProject,
  listOfAccount,
  listTree,
  showNode,
  showNodeAlone,
  treeVersion,
} from './list-nodes.ts';
export {
  listAddable,
  listMembers,
  type NodeMember,
  removeNodeMember,
  setMember,
  showAccess,
  transferNode,
  type WantedMembers,
} from './members.ts';
export type { Deletion, KindName, Node, NodeInProject, NodeType, Visibility } from './model.ts';
export {
  buildTaskGroupNames,
  isName,
  type NameRule,
  repositoryGroupNames,
} from './name-rule.ts';
export {
  type NodeMatrix,
  type PermissionChange,
  PermissionsIn,
  permissionsIn,
} from './permissions-in.ts';
export { listPermitted, type PermittedIn, permittedIn } from './permitted.ts';
export type {
  AccountListRecords,
  AccountView,
  Allowed,
  CountedUserGroup,
  DeletionFilter,
  DeletionRecords,
  FormerNameRecords,
  ManageableRecords,
  ManageableView,
  MatrixRecords,
  MemberCountRecords,
  MemberFilter,
  MemberRecords,
  NodeList,
  NodeOrder,
  NodeRecords,
  NodeRole,
  NodeUserGroupRecords,
  TreeKey,
  TreeListRecords,
  TreeRecords,
  UserInGroup,
  Viewer,
} from './ports.ts';
export { permits, requirePoint } from './require-point.ts';
export { authorizeOnNode, nodeNotFound, seeNode, standingsOf } from './see-node.ts';
export type { Standing } from './standing.ts';
export { swapNodes } from './swap-nodes.ts';
export { type NodeChange, type Updated, updateNode } from './update-node.ts';
export { associateUserGroup, dissociateUserGroup } from './user-groups.ts';
