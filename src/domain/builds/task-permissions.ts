import { Problem } from '../kernel/index.ts';
import { projectRoles } from '../projects/index.ts';
import type { OnTask } from './authorize-task.ts';
import type { BuildTask, RoleRights, TaskRights } from './model.ts';
import type { BuildRecords } from './ports.ts';
import { recordOnTasks, type TaskWriteRecords } from './record-on-tasks.ts';
import { isFixed, rightsInProject } from './task-rights.ts';

type Records = { readonly builds: BuildRecords };

/** Who made a task, among the roles that have permissions on it. Source: the page's example. */
export const taskCreatorRole = { id: -3, name: 'Task creator' } as const;

/** What a role may do, with its name and when that was set. */
export interface NamedRights extends RoleRights {
  readonly roleName: string;
  readonly changedAt: number;
}

/** What roles are to do with tasks from now on; what is absent stays. */
export interface RoleChange {
  readonly roleId: number;
  readonly rights: Partial<TaskRights>;
}

const allRights: TaskRights = {
  view: true,
  edit: true,
  delete: true,
  run: true,
  clone: true,
  disable: true,
  assign: true,
};

/** What every role may do with tasks that have no permissions of their own. */
export function projectPermissions(task: BuildTask): NamedRights[] {
  return projectRoles.map((role) => ({
    roleId: role.id,
    roleName: role.name,
    rights: rightsInProject(role),
    changedAt: task.createdAt,
  }));
}

/** What every role, and whoever made it, may do with a task. */
export async function taskPermissions(records: Records, { task }: OnTask): Promise<NamedRights[]> {
  const own = task.ownPermissions ? await records.builds.listRoleRights(task.id) : [];
  const byRole = new Map(own.map((each) => [each.roleId, each]));
  const creator = {
    roleId: taskCreatorRole.id,
    roleName: taskCreatorRole.name,
    rights: allRights,
    changedAt: task.createdAt,
  };
  const roles = projectPermissions(task).map((each) => ({ ...each, ...byRole.get(each.roleId) }));
  return [creator, ...roles];
}

/** Lets the project say what roles may do with tasks, whatever was set for these. */
export async function applyProjectPermissions(
  records: TaskWriteRecords,
  tasks: readonly OnTask[],
  now: number,
): Promise<void> {
  await records.builds.takeOwnPermissions(idsOf(tasks));
  await recordOnTasks(records, tasks, now);
}

/**
 * Sets what roles may do with tasks, whatever the project says; where nothing was set before, it
 * begins with what the project says. Throws Problem `invalid`: for what is no role of a project, and
 * for taking anything from one that cannot lose it.
 */
export async function setTaskPermissions(
  records: TaskWriteRecords,
  tasks: readonly OnTask[],
  changes: readonly RoleChange[],
  now: number,
): Promise<void> {
  for (const [i, change] of changes.entries()) requireChangeable(change, i);
  const ids = idsOf(tasks);
  await records.builds.giveOwnPermissions(ids, startingRights, now);
  for (const change of changes) await records.builds.changeRoleRights(ids, change, now);
  await recordOnTasks(records, tasks, now);
}

const startingRights: readonly RoleRights[] = projectRoles
  .filter(({ id }) => !isFixed(id))
  .map((role) => ({ roleId: role.id, rights: rightsInProject(role) }));

function requireChangeable({ roleId, rights }: RoleChange, index: number): void {
  const place = `permissions[${index}]`;
  const role = [taskCreatorRole, ...projectRoles].find(({ id }) => id === roleId);
  if (!role) throw invalid(`${place}.role_id`, 'must be the number of a project role');
  const fixed = role === taskCreatorRole || isFixed(role.id);
  if (!fixed || Object.values(rights).every(Boolean)) return;
  throw invalid(place, `must take nothing from the role ${role.name}, which has everything`);
}

function invalid(field: string, reason: string): Problem {
  return new Problem('invalid', { subject: 'build task', field, reason });
}

function idsOf(tasks: readonly OnTask[]): string[] {
  return tasks.map(({ task }) => task.id);
}
