import type { Permission } from '../../contract/operation.ts';
import { readText } from '../../contract/read-input.ts';
import { codeArtsProjectId, Type } from '../../contract/schema.ts';
import {
  authorizeOnTask,
  authorizeOnTasks,
  type NamedTask,
  type NamedTasks,
  type OnTask,
} from '../../domain/builds/index.ts';
import type { Context } from '../context.ts';
import { type ProjectRow, principalOf } from '../permissions.ts';
import { jobId } from './job-parameters.ts';

/** What a task is called where it is not found: the versions of the API have codes of their own. */
export type CalledTask = 'task' | 'taskOfV3';

/** Asks policies and the caller's role in the project of the task that the path names. */
export function onTask(row: ProjectRow, called: CalledTask = 'task'): Permission<Context, OnTask> {
  return {
    row: shown(row),
    authorize: (context, path) =>
      authorized(context, row, { id: String(path.job_id).toLowerCase(), called }),
  };
}

/** As `onTask`, where the body names the task: the handler asks when it has read it. */
export function onNamedTask(
  row: ProjectRow,
): Permission<Context, (named: NamedTask) => Promise<OnTask>> {
  return {
    row: shown(row),
    authorize: async (context) => (named) => authorized(context, row, named),
  };
}

const taskInQuery = Type.Object({ job_id: jobId() });
const taskOfProjectInQuery = Type.Object({ project_id: codeArtsProjectId(), job_id: jobId() });

/** As `onTask`, where the query names the task, and its project where `inProject` is set. */
export function onQueriedTask(
  row: ProjectRow,
  { inProject }: { readonly inProject: boolean },
): Permission<Context, OnTask> {
  return {
    row: shown(row),
    async authorize(context, _path, query) {
      const named = inProject
        ? readText(taskOfProjectInQuery, query)
        : { ...readText(taskInQuery, query), project_id: undefined };
      const projectId = named.project_id?.toLowerCase();
      const id = named.job_id.toLowerCase();
      const task = { id, called: 'task', ...(projectId === undefined ? {} : { projectId }) };
      return authorized(context, row, task);
    },
  };
}

/** Asks about tasks by their ids, which are where `NamedTasks` says. */
export type AskForTasks = (
  ids: readonly string[],
  where?: { readonly projectId?: string | undefined; readonly deletedAfter?: number },
) => Promise<OnTask[]>;

/** As `onNamedTask`, where the body names several. */
export function onNamedTasks(row: ProjectRow): Permission<Context, AskForTasks> {
  return {
    row: shown(row),
    authorize:
      async (context) =>
      (ids, { projectId, deletedAfter } = {}) => {
        const { records, origin } = context;
        const named: NamedTasks = {
          ids: ids.map((id) => id.toLowerCase()),
          called: 'task',
          ...(projectId === undefined ? {} : { projectId: projectId.toLowerCase() }),
          ...(deletedAfter === undefined ? {} : { deletedAfter }),
        };
        return authorizeOnTasks(records, principalOf(context), row, named, origin);
      },
  };
}

/** How the documents say it. */
function shown(row: ProjectRow): ProjectRow {
  return { ...row, point: 'project.view', beyond: `\`${row.point}\`, or to have made the task` };
}

function authorized(context: Context, row: ProjectRow, named: NamedTask): Promise<OnTask> {
  return authorizeOnTask(context.records, principalOf(context), row, named, context.origin);
}
