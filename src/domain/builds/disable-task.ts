import { type AuditRecords, recordChange } from '../audit/index.ts';
import type { OnTask } from './authorize-task.ts';
import type { Disabling } from './model.ts';
import type { BuildRecords } from './ports.ts';

type Records = { readonly audit: AuditRecords; readonly builds: BuildRecords };

/** Switches a task off; one that is off gets the new reason. */
export function disableTask(
  records: Records,
  on: OnTask,
  reason: string,
  now: number,
): Promise<void> {
  const { userName } = on.within.grant.principal;
  return setDisabled(records, on, { userName, reason, at: now }, now);
}

/** Switches a task on; one that is on stays so. */
export function enableTask(records: Records, on: OnTask, now: number): Promise<void> {
  return setDisabled(records, on, null, now);
}

async function setDisabled(
  records: Records,
  { within, task }: OnTask,
  disabled: Disabling | null,
  now: number,
): Promise<void> {
  const { id, projectId } = task;
  await records.builds.setDisabled(id, disabled);
  await recordChange(records, within.grant, { at: now, resource: `build-task/${id}`, projectId });
}
