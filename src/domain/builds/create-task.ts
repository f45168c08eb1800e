import { type AuditRecords, recordChange } from '../audit/index.ts';
import type { Ids } from '../kernel/index.ts';
import type { ProjectGrant } from '../projects/index.ts';
import { seeNode, type TreeKind, type TreeRecords } from '../tree/index.ts';
import type { BuildTask, TaskDefinition } from './model.ts';
import type { BuildRecords } from './ports.ts';
import { checkedTaskName, requireDefinition, requireRoom, taskNameTaken } from './task-rules.ts';

type Records = {
  readonly audit: AuditRecords;
  readonly builds: BuildRecords;
  readonly tree: TreeRecords;
};

export interface NewTask {
  readonly name: string;
  /** Absent: the task is ungrouped. */
  readonly groupId?: string;
  readonly definition: TaskDefinition;
}

/**
 * Adds a task to the project; `groups` is the kind of its groups. Throws Problem `invalid` (name,
 * definition), `not-found` (group), `limit-reached` or `taken` (name).
 */
export async function createTask(
  records: Records,
  within: ProjectGrant,
  groups: TreeKind,
  wanted: NewTask,
  { ids, now }: { readonly ids: Ids; readonly now: number },
): Promise<BuildTask> {
  const { grant, project } = within;
  const name = checkedTaskName(wanted.name);
  requireDefinition(wanted.definition);
  const group =
    wanted.groupId === undefined
      ? null
      : await seeNode(records, within, groups, wanted.groupId, 'group');
  requireRoom(await records.builds.countTasks(project.domainId));
  const task: BuildTask = {
    domainId: project.domainId,
    projectId: project.id,
    id: ids.next(),
    name,
    group,
    buildProjectId: uuidOf(ids.next()),
    definition: wanted.definition,
    creatorId: grant.principal.userId,
    creatorName: grant.principal.userName,
    createdAt: now,
    disabled: null,
  };
  if (!(await records.builds.insertTask(task))) throw taskNameTaken(name);
  const resource = `build-task/${task.id}`;
  await recordChange(records, grant, { at: now, resource, projectId: project.id });
  return task;
}

/** 32 hexadecimal digits in the form of a UUID. */
function uuidOf(digits: string): string {
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
