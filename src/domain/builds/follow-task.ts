import { type AuditRecords, recordChange } from '../audit/index.ts';
import type { OnTask } from './authorize-task.ts';
import type { BuildRecords } from './ports.ts';

type Records = { readonly audit: AuditRecords; readonly builds: BuildRecords };

/** Makes a task one of the caller's favourites, or no longer; doing so twice is doing it once. */
export async function followTask(
  records: Records,
  { within, task }: OnTask,
  followed: boolean,
  now: number,
): Promise<void> {
  const { id, projectId } = task;
  const { userId } = within.grant.principal;
  if (followed) await records.builds.insertFollower(id, userId);
  else await records.builds.deleteFollower(id, userId);
  await recordChange(records, within.grant, { at: now, resource: `build-task/${id}`, projectId });
}
