export {
  authorizeOnTask,
  authorizeOnTasks,
  type NamedTask,
  type NamedTasks,
  type OnTask,
} from './authorize-task.ts';
export { copyTask, freeCopyName } from './copy-task.ts';
export { createTask, type NewTask, type TaskMaking } from './create-task.ts';
export { deleteTask, deleteTasks } from './delete-task.ts';
export { disableTask, enableTask } from './disable-task.ts';
export { followTask } from './follow-task.ts';
export { lineDiff } from './line-diff.ts';
export {
  isFullOfTasks,
  isTaskNameTaken,
  listTasks,
  listTasksOfAccount,
  type OpenTask,
} from './list-tasks.ts';
export type {
  BuildTask,
  Disabling,
  ListedTask,
  ListedVersion,
  NamedValue,
  ParameterLimit,
  ParameterProperty,
  RoleRights,
  SeenTask,
  TaskDefinition,
  TaskParameter,
  TaskRights,
  TaskSource,
  TaskStep,
  TaskTrigger,
  TaskVersion,
} from './model.ts';
export { moveTasks } from './move-tasks.ts';
export type {
  BuildRecords,
  TaskBinRecords,
  TaskChange,
  TaskFilter,
  TaskOrder,
  TaskRoleRecords,
  TaskSight,
  TaskVersionRecords,
  TaskView,
} from './ports.ts';
export {
  clearRecycleBin,
  keepDays,
  keepDaysAtMost,
  keptSince,
  listRecycledTasks,
  purgeOutdatedTasks,
  purgeTasks,
  restoreTasks,
  setKeepDays,
} from './recycle-bin.ts';
export { mask } from './sensitive-values.ts';
export {
  applyProjectPermissions,
  type NamedRights,
  projectPermissions,
  type RoleChange,
  setTaskPermissions,
  taskPermissions,
} from './task-permissions.ts';
export { rightsOn } from './task-rights.ts';
export { maxTasksPerAccount, taskNameRule } from './task-rules.ts';
export { listVersions, taskVersion } from './task-versions.ts';
export { type ChangedTask, updateTask } from './update-task.ts';
