import type { AuditRecords } from '../audit/index.ts';
import type { TreeKind, TreeRecords } from '../tree/index.ts';
import type { OnTask } from './authorize-task.ts';
import { createTask, type TaskMaking } from './create-task.ts';
import type { BuildTask, TaskDefinition } from './model.ts';
import type { BuildRecords } from './ports.ts';

type Records = {
  readonly audit: AuditRecords;
  readonly builds: BuildRecords;
  readonly tree: TreeRecords;
};

/**
 * Adds a task beside another one, in its group and with its definition but for what is given here.
 * Throws what `createTask` throws.
 */
export function copyTask(
  records: Records,
  { within, task }: OnTask,
  groups: TreeKind,
  copy: { readonly name: string; readonly definition: Partial<TaskDefinition> },
  making: TaskMaking,
): Promise<BuildTask> {
  const wanted = {
    name: copy.name,
    definition: { ...task.definition, ...copy.definition },
    ...(task.group ? { groupId: task.group.id } : {}),
  };
  return createTask(records, within, groups, wanted, making, task);
}

/** Characters that a name keeps, so that there is room for what follows. */
const keptOfName = 100;

/** A name for a copy of the task that no task of the project has. */
export async function freeCopyName(
  records: Pick<Records, 'builds'>,
  { task }: OnTask,
): Promise<string> {
  const start = `${[...task.name].slice(0, keptOfName).join('')}-copy`;
  const { domainId, projectId } = task;
  const taken = new Set(await records.builds.listNamesWith(domainId, projectId, start));
  let name = start;
  for (let number = 2; taken.has(name); number += 1) name = `${start}-${number}`;
  return name;
}
