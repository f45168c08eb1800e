import type { Grant, Page, Slice } from '../kernel/index.ts';
import {
  type PermissionPoint,
  type ProjectGrant,
  projectRole,
  projectRoles,
  rootRole,
} from '../projects/index.ts';
import { rightsBy, rightsOn } from './authorize-task.ts';
import type { ListedTask, TaskRights } from './model.ts';
import type { BuildRecords, TaskFilter, TaskView } from './ports.ts';
import { checkedTaskName, maxTasksPerAccount } from './task-rules.ts';

type Records = { readonly builds: BuildRecords };

/** A task in a list, with what the caller may do with it. */
export type OpenTask = ListedTask & { readonly rights: TaskRights };

/** The tasks of the project. */
export async function listTasks(
  records: Records,
  within: ProjectGrant,
  filter: TaskFilter,
  page: Page,
): Promise<Slice<OpenTask>> {
  const { domainId, id: projectId } = within.project;
  const { userId } = within.grant.principal;
  const listed = await tasksIn(records, { domainId, projectId, userId }, filter, page);
  return withRights(listed, (task) => rightsOn(within, task));
}

/** The tasks of all projects of the account with which the caller may do something. */
export async function listTasksOfAccount(
  records: Records,
  { principal }: Grant,
  filter: TaskFilter,
  page: Page,
  point: PermissionPoint = 'build-task.view',
): Promise<Slice<OpenTask>> {
  const { domainId, userId, root } = principal;
  const seeingRoles = projectRoles.filter((role) => role.points.has(point)).map(({ id }) => id);
  const view = { domainId, userId, ...(root ? {} : { seeingRoles }) };
  return withRights(await tasksIn(records, view, filter, page), (task) => {
    const role = root ? rootRole : projectRole(task.roleId ?? Number.NaN);
    return rightsBy((point) => role?.points.has(point) || task.creatorId === userId);
  });
}

async function tasksIn(records: Records, view: TaskView, filter: TaskFilter, page: Page) {
  // Tasks are defined here and never run, so none has been built.
  if (filter.built) return { items: [], total: 0 };
  return records.builds.listTasks(view, filter, page);
}

function withRights(
  { items, total }: Slice<ListedTask>,
  rightsOf: (task: ListedTask) => TaskRights,
): Slice<OpenTask> {
  return { items: items.map((task) => ({ ...task, rights: rightsOf(task) })), total };
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
