import { type AuditRecords, recordChange } from '../audit/index.ts';
import type { OnTask } from './authorize-task.ts';
import type { BuildRecords } from './ports.ts';

type Records = { readonly audit: AuditRecords; readonly builds: BuildRecords };

/** Deletes a task for good. */
export async function deleteTask(
  records: Records,
  { within, task }: OnTask,
  now: number,
): Promise<void> {
  const { domainId, projectId, id } = task;
  await records.builds.deleteTask(domainId, id);
  await recordChange(records, within.grant, { at: now, resource: `build-task/${id}`, projectId });
}
