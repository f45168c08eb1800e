import type { Vault } from '../access/index.ts';
import { type AuditRecords, recordChange } from '../audit/index.ts';
import type { Ids } from '../kernel/index.ts';
import type { ProjectGrant } from '../projects/index.ts';
import { seeNode, type TreeKind, type TreeRecords } from '../tree/index.ts';
import type { BuildTask, TaskDefinition } from './model.ts';
import type { BuildRecords } from './ports.ts';
import { type SealedTask, withSealedValues } from './sensitive-values.ts';
import { checkedTaskName, requireDefinition, requireRoom, taskNameTaken } from './task-rules.ts';
import { versionOf } from './task-versions.ts';

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

/** What tasks are made with. */
export interface TaskMaking {
  readonly ids: Ids;
  readonly vault: Vault;
  readonly now: number;
}

/**
 * Adds a task to the project; `groups` is the kind of its groups, `original` is the task whose
 * sensitive values the definition has or keeps by masks. Throws Problem `invalid` (name,
 * definition), `not-found` (group), `limit-reached` or `taken` (name).
 */
export async function createTask(
  records: Records,
  within: ProjectGrant,
  groups: TreeKind,
  wanted: NewTask,
  { ids, vault, now }: TaskMaking,
  original?: SealedTask,
): Promise<BuildTask> {
  const { grant, project } = within;
  const name = checkedTaskName(wanted.name);
  requireDefinition(wanted.definition);
  const group =
    wanted.groupId === undefined
      ? null
      : await seeNode(records, within, groups, wanted.groupId, 'group');
  requireRoom(await records.builds.countTasks(project.domainId));
  const id = ids.next();
  const task: BuildTask = {
    domainId: project.domainId,
    projectId: project.id,
    id,
    name,
    group,
    buildProjectId: uuidOf(ids.next()),
    definition: withSealedValues(vault, id, wanted.definition, original),
    creatorId: grant.principal.userId,
    creatorName: grant.principal.userName,
    createdAt: now,
    disabled: null,
    version: 0,
    deletedAt: null,
    ownPermissions: false,
  };
  if (!(await records.builds.insertTask(task))) throw taskNameTaken(name);
  await records.builds.insertVersion(versionOf(task, grant, now));
  const resource = `build-task/${task.id}`;
  await recordChange(records, grant, { at: now, resource, projectId: project.id });
  return task;
}

/** 32 hexadecimal digits in the form of a UUID. */
function uuidOf(digits: string): string {
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
