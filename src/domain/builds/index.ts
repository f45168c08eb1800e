export {
  authorizeOnTask,
  authorizeOnTasks,
  type NamedTask,
  type OnTask,
  rightsOn,
} from './authorize-task.ts';
export { copyTask, freeCopyName } from './copy-task.ts';
export { createTask, type NewTask } from './create-task.ts';
export { deleteTask, deleteTasks } from './delete-task.ts';
export { disableTask, enableTask } from './disable-task.ts';
export { followTask } from './follow-task.ts';
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
  NamedValue,
  ParameterLimit,
  ParameterProperty,
  SeenTask,
  TaskDefinition,
  TaskParameter,
  TaskRights,
  TaskSource,
  TaskStep,
  TaskTrigger,
} from './model.ts';
export { moveTasks } from './move-tasks.ts';
export type { BuildRecords, TaskChange, TaskFilter, TaskOrder, TaskView } from './ports.ts';
export { maxTasksPerAccount, taskNameRule } from './task-rules.ts';
export { type ChangedTask, updateTask } from './update-task.ts';
