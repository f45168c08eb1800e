import type { Vault } from '../access/index.ts';
import { type AuditRecords, recordChange } from '../audit/index.ts';
import { seeNode, type TreeKind, type TreeRecords } from '../tree/index.ts';
import type { OnTask } from './authorize-task.ts';
import type { TaskDefinition } from './model.ts';
import type { BuildRecords } from './ports.ts';
import { newlySensitive, withSealedValues } from './sensitive-values.ts';
import { checkedTaskName, requireDefinition, taskNameTaken } from './task-rules.ts';
import { sealVersions, versionOf } from './task-versions.ts';

type Records = {
  readonly audit: AuditRecords;
  readonly builds: BuildRecords;
  readonly tree: TreeRecords;
};

export interface ChangedTask {
  readonly name: string;
  /** Absent: the task stays where it is. Null: it becomes ungrouped. */
  readonly groupId?: string | null;
  /** What is absent stays as it is. */
  readonly definition: Partial<TaskDefinition>;
}

/**
 * Renames a task, defines it anew and puts it into another group. Throws Problem `invalid` (name,
 * definition), `not-found` (group) or `taken` (name).
 */
export async function updateTask(
  records: Records,
  { within, task }: OnTask,
  groups: TreeKind,
  change: ChangedTask,
  { vault, now }: { readonly vault: Vault; readonly now: number },
): Promise<void> {
  const { domainId, projectId, id } = task;
  const name = checkedTaskName(change.name);
  const wanted = { ...task.definition, ...change.definition };
  requireDefinition(wanted);
  const definition = withSealedValues(vault, id, wanted, task);
  if (change.groupId) await seeNode(records, within, groups, change.groupId, 'group');
  if (name !== task.name && (await records.builds.isTaskNameTaken(domainId, projectId, name))) {
    throw taskNameTaken(name);
  }
  const version = task.version + 1;
  await records.builds.changeTask({ id, name, definition, version });
  // What it lay in may be deleted at the moment, and restored later.
  if (change.groupId !== undefined) await records.builds.moveTasks(domainId, [id], change.groupId);
  const changed = { id, name, definition, version };
  await records.builds.insertVersion(versionOf(changed, within.grant, now));
  await sealVersions(records, vault, id, newlySensitive(task.definition, definition));
  await recordChange(records, within.grant, { at: now, resource: `build-task/${id}`, projectId });
}
