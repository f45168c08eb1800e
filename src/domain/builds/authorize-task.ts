import type { AccessRecords } from '../access/index.ts';
import { type Origin, type Principal, Problem } from '../kernel/index.ts';
import {
  authorizeInProject,
  lacking,
  type PermissionPoint,
  type ProjectGrant,
  type ProjectRecords,
  type ProjectRequirement,
} from '../projects/index.ts';
import type { BuildTask, SeenTask, TaskRights } from './model.ts';
import type { BuildRecords } from './ports.ts';
import { taskNotFound } from './task-rules.ts';

type Records = {
  readonly access: AccessRecords;
  readonly builds: BuildRecords;
  readonly projects: ProjectRecords;
};

/** A task and the right to do something with it. */
export interface OnTask {
  readonly within: ProjectGrant;
  readonly task: SeenTask;
}

/** How a call names a task. */
export interface NamedTask {
  readonly id: string;
  /** Where it has to be, if the call says that. */
  readonly projectId?: string;
  /** What the call has the id in: a problem's field. */
  readonly called: string;
}

/**
 * A task by its id, and the right to do something with it. Throws Problem `not-found`, alike where its project is hidden from the caller, and `forbidden`.
 */
export async function authorizeOnTask(
  records: Records,
  principal: Principal,
  requirement: ProjectRequirement,
  { id, projectId, called }: NamedTask,
  origin: Origin,
): Promise<OnTask> {
  const task = await records.builds.findTask(principal.domainId, id, principal.userId);
  if (!task || (projectId !== undefined && task.projectId !== projectId)) {
    throw taskNotFound(called);
  }
  const within = await enter(records, principal, requirement, task.projectId, called, origin);
  if (!may(within, task, requirement.point)) throw lacking(within, requirement.point);
  return { within, task };
}

/** How a call names tasks of whichever projects. */
export interface NamedTasks {
  readonly ids: readonly string[];
  readonly called: string;
  /** Tasks of the recycle bin are meant, deleted after this time. */
  readonly deletedAfter?: number;
}

/**
 * Tasks by their ids, of whichever projects, and the right to do something with all of them, in the
 * order of the ids. Throws as `authorizeOnTask` does.
 */
export async function authorizeOnTasks(
  records: Records,
  principal: Principal,
  requirement: ProjectRequirement,
  { ids, called, deletedAfter }: NamedTasks,
  origin: Origin,
): Promise<OnTask[]> {
  const distinct = [...new Set(ids)];
  const { domainId, userId } = principal;
  const found =
    deletedAfter === undefined
      ? await records.builds.findTasks(domainId, distinct, userId)
      : await records.builds.findBinnedTasks(domainId, distinct, userId, deletedAfter);
  if (found.length < distinct.length) throw taskNotFound(called);
  const projects = new Map<string, ProjectGrant>();
  for (const { projectId } of found) {
    if (projects.has(projectId)) continue;
    projects.set(
      projectId,
      await enter(records, principal, requirement, projectId, called, origin),
    );
  }
  const byId = new Map(found.map((task) => [task.id, task]));
  return distinct.map((id) => {
    const task = byId.get(id);
    const within = task && projects.get(task.projectId);
    if (!within) throw taskNotFound(called);
    if (!may(within, task, requirement.point)) throw lacking(within, requirement.point);
    return { within, task };
  });
}

/** The project of a task, which is not found where its project is hidden. */
async function enter(
  records: Records,
  principal: Principal,
  requirement: ProjectRequirement,
  projectId: string,
  called: string,
  origin: Origin,
): Promise<ProjectGrant> {
  try {
    const inside = { ...requirement, point: 'project.view' } as const;
    return await authorizeInProject(records, principal, inside, projectId, origin);
  } catch (error) {
    if (error instanceof Problem && error.kind === 'project-hidden') throw taskNotFound(called);
    throw error;
  }
}

/**
 * Whether the caller may do something with a task: by their role, or because they made it.
 * Source: Build user guide, role permissions: creators have all permissions on their tasks.
 */
export function may(within: ProjectGrant, task: BuildTask, point: PermissionPoint): boolean {
  return within.has(point) || task.creatorId === within.grant.principal.userId;
}

/** All that the caller may do with a task. */
export function rightsOn(within: ProjectGrant, task: BuildTask): TaskRights {
  return rightsBy((point) => may(within, task, point));
}

/** The rights of somebody who has these points. */
export function rightsBy(has: (point: PermissionPoint) => boolean): TaskRights {
  return {
    view: has('build-task.view'),
    edit: has('build-task.edit'),
    delete: has('build-task.delete'),
    run: has('build-task.run'),
    clone: has('build-task.clone'),
    disable: has('build-task.disable'),
    assign: has('build-task.assign'),
  };
}
