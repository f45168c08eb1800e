import { type AuditRecords, recordChange } from '../audit/index.ts';
import type { OnTask } from './authorize-task.ts';
import type { BuildRecords } from './ports.ts';

/** What a change to tasks writes to. */
export type TaskWriteRecords = { readonly audit: AuditRecords; readonly builds: BuildRecords };

/** Notes a change to each of the tasks. */
export async function recordOnTasks(
  records: TaskWriteRecords,
  tasks: readonly OnTask[],
  now: number,
): Promise<void> {
  for (const { within, task } of tasks) {
    const { id, projectId } = task;
    await recordChange(records, within.grant, { at: now, resource: `build-task/${id}`, projectId });
  }
}
