import type { Grant, Page, Slice } from '../kernel/index.ts';
import { type ProjectGrant, projectRole, projectRoles, rootRole } from '../projects/index.ts';
import type { ListedTask, TaskRights } from './model.ts';
import type { BuildRecords, TaskFilter, TaskSight, TaskView } from './ports.ts';
import { isFixed, rightsOn, taskPoints } from './task-rights.ts';
import { checkedTaskName, maxTasksPerAccount } from './task-rules.ts';

type Records = { readonly builds: BuildRecords };

/** A task in a list, with what the caller may do with it. */
export type OpenTask = ListedTask & { readonly rights: TaskRights };

/** The tasks of the project that the caller may view. */
export function listTasks(
  records: Records,
  within: ProjectGrant,
  filter: TaskFilter,
  page: Page,
): Promise<Slice<OpenTask>> {
  const { project, grant } = within;
  const view = { ...viewOf(grant, 'view'), projectId: project.id };
  return tasksIn(records, grant, view, filter, page);
}

/** The tasks of all projects of the account with which the caller may do something. */
export function listTasksOfAccount(
  records: Records,
  grant: Grant,
  filter: TaskFilter,
  page: Page,
  right: TaskSight['right'] = 'view',
): Promise<Slice<OpenTask>> {
  return tasksIn(records, grant, viewOf(grant, right), filter, page);
}

function viewOf({ principal }: Grant, right: TaskSight['right']): TaskView {
  const { domainId, userId, root } = principal;
  if (root) return { domainId, userId };
  const roles = projectRoles.filter(({ points }) => points.has(taskPoints[right]));
  const ids = roles.map(({ id }) => id);
  return { domainId, userId, seen: { right, roles: ids, fixedRoles: ids.filter(isFixed) } };
}

async function tasksIn(
  records: Records,
  { principal }: Grant,
  view: TaskView,
  filter: TaskFilter,
  page: Page,
): Promise<Slice<OpenTask>> {
  // Tasks are defined here and never run, so none has been built.
  if (filter.built) return { items: [], total: 0 };
  const { items, total } = await records.builds.listTasks(view, filter, page);
  const roleIn = ({ roleId }: ListedTask) =>
    principal.root ? rootRole : projectRole(roleId ?? Number.NaN);
  const opened = items.map((task) => ({
    ...task,
    rights: rightsOn(roleIn(task), principal.userId, task),
  }));
  return { items: opened, total };
}

/** Whether a task of the project has the name. Throws Problem `invalid` where none could have it. */
export function isTaskNameTaken(
  records: Records,
  { project }: ProjectGrant,
  name: string,
): Promise<boolean> {
  return records.builds.isTaskNameTaken(project.domainId, project.id, checkedTaskName(name));
}

/** Whether the account has as many tasks as it may have. */
export async function isFullOfTasks(records: Records, { principal }: Grant): Promise<boolean> {
  return (await records.builds.countTasks(principal.domainId)) >= maxTasksPerAccount;
}
