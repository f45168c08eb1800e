import { buildMatrix, type PermissionPoint, type ProjectRole } from '../projects/index.ts';
import type { SeenTask, TaskRights } from './model.ts';

/** The points of the project's matrix that are about a task, by what they are a right to. */
export const taskPoints = {
  view: 'build-task.view',
  edit: 'build-task.edit',
  delete: 'build-task.delete',
  run: 'build-task.run',
  clone: 'build-task.clone',
  disable: 'build-task.disable',
  assign: 'build-task.assign',
} as const satisfies Readonly<Record<keyof TaskRights, PermissionPoint>>;

type TaskPoint = (typeof taskPoints)[keyof TaskRights];

/** Whether no task can take from a role what it has. Source: user guide: creators, administrators. */
export function isFixed(roleId: number): boolean {
  return buildMatrix.entry('build-task.view', roleId).standing === 'A';
}

/**
 * Whether a user may do something with a task: by their role, as the task itself or else the project
 * has it, or because they made it. Source: Build user guide, role permissions: creators have all
 * permissions on their tasks.
 */
export function may(
  role: ProjectRole | undefined,
  userId: string,
  task: SeenTask,
  point: PermissionPoint,
): boolean {
  if (task.creatorId === userId) return true;
  if (!role || !task.ownPermissions || isFixed(role.id)) return role?.points.has(point) ?? false;
  const { roleRights } = task;
  return (
    roleRights !== null && rights.some((right) => taskPoints[right] === point && roleRights[right])
  );
}

/** All that a user may do with a task. */
export function rightsOn(
  role: ProjectRole | undefined,
  userId: string,
  task: SeenTask,
): TaskRights {
  return rightsBy((point) => may(role, userId, task, point));
}

/** What a role may do with tasks that have no permissions of their own. */
export function rightsInProject(role: ProjectRole): TaskRights {
  return rightsBy((point) => role.points.has(point));
}

const rights = Object.keys(taskPoints) as (keyof TaskRights)[];

function rightsBy(has: (point: TaskPoint) => boolean): TaskRights {
  return {
    view: has(taskPoints.view),
    edit: has(taskPoints.edit),
    delete: has(taskPoints.delete),
    run: has(taskPoints.run),
    clone: has(taskPoints.clone),
    disable: has(taskPoints.disable),
    assign: has(taskPoints.assign),
  };
}
