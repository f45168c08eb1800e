import type { Permission } from '../../contract/operation.ts';
import {
  authorizeOnTask,
  authorizeOnTasks,
  type NamedTask,
  type NamedTasks,
  type OnTask,
} from '../../domain/builds/index.ts';
import type { Context } from '../context.ts';
import { type ProjectRow, principalOf } from '../permissions.ts';

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

/** As `onNamedTask`, where the body names several; `deletedAfter` as in `NamedTasks`. */
export type AskForTasks = (ids: readonly string[], deletedAfter?: number) => Promise<OnTask[]>;

export function onNamedTasks(row: ProjectRow): Permission<Context, AskForTasks> {
  return {
    row: shown(row),
    authorize: async (context) => (ids, deletedAfter) => {
      const { records, origin } = context;
      const named: NamedTasks = {
        ids: ids.map((id) => id.toLowerCase()),
        called: 'task',
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
