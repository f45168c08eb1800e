export { createNode, type NewNode } from './create-node.ts';
export { deleteNode } from './delete-node.ts';
export {
  defaultTreeLimits,
  type TreeKind,
  type TreeKinds,
  type TreeLimits,
  treeKinds,
} from './kinds.ts';
export { listChildren, listOfAccount, listTree, treeVersion } from './list-nodes.ts';
export type { KindName, Node, NodeInProject, Visibility } from './model.ts';
export { buildTaskGroupNames, type NameRule, repositoryGroupNames } from './name-rule.ts';
export type {
  AccountView,
  NodeList,
  NodeListRecords,
  NodeOrder,
  NodeRecords,
  TreeKey,
  TreeRecords,
  Viewer,
} from './ports.ts';
export { authorizeOnNode, seeNode } from './see-node.ts';
export { swapNodes } from './swap-nodes.ts';
export { type NodeChange, updateNode } from './update-node.ts';
