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
import type { SeenTask } from './model.ts';
import type { BuildRecords } from './ports.ts';
import { may } from './task-rights.ts';
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
  requireRight({ within, task }, requirement.point);
  return { within, task };
}

/** How a call names tasks of whichever projects. */
export interface NamedTasks {
  readonly ids: readonly string[];
  /** Where all of them have to be, if the call says that. */
  readonly projectId?: string;
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
  { ids, projectId, called, deletedAfter }: NamedTasks,
  origin: Origin,
): Promise<OnTask[]> {
  const distinct = [...new Set(ids)];
  const { domainId, userId } = principal;
  const found =
    deletedAfter === undefined
      ? await records.builds.findTasks(domainId, distinct, userId)
      : await records.builds.findBinnedTasks(domainId, distinct, userId, deletedAfter);
  const elsewhere = found.some((task) => task.projectId !== (projectId ?? task.projectId));
  if (elsewhere || found.length < distinct.length) throw taskNotFound(called);
  const projects = new Map<string, ProjectGrant>();
  for (const { projectId: each } of found) {
    if (projects.has(each)) continue;
    projects.set(each, await enter(records, principal, requirement, each, called, origin));
  }
  const byId = new Map(found.map((task) => [task.id, task]));
  return distinct.map((id) => {
    const task = byId.get(id);
    const within = task && projects.get(task.projectId);
    if (!within) throw taskNotFound(called);
    requireRight({ within, task }, requirement.point);
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

function requireRight({ within, task }: OnTask, point: PermissionPoint): void {
  const { grant, role } = within;
  if (may(role, grant.principal.userId, task, point)) return;
  throw lacking(within, point, task.ownPermissions ? ' on this build task' : '');
}
