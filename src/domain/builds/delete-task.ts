import { type AuditRecords, recordChange } from '../audit/index.ts';
import type { OnTask } from './authorize-task.ts';
import type { BuildRecords } from './ports.ts';

type Records = { readonly audit: AuditRecords; readonly builds: BuildRecords };

/** Deletes a task for good. */
export function deleteTask(records: Records, on: OnTask, now: number): Promise<void> {
  return deleteTasks(records, [on], now);
}

/** Deletes tasks for good, whichever projects they are in. */
export async function deleteTasks(
  records: Records,
  tasks: readonly OnTask[],
  now: number,
): Promise<void> {
  await records.builds.deleteTasks(tasks.map(({ task }) => task.id));
  for (const { within, task } of tasks) {
    const { id, projectId } = task;
    await recordChange(records, within.grant, { at: now, resource: `build-task/${id}`, projectId });
  }
}
