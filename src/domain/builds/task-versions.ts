import type { Vault } from '../access/index.ts';
import { type Grant, type Page, Problem, type Slice } from '../kernel/index.ts';
import type { OnTask } from './authorize-task.ts';
import type { BuildTask, ListedVersion, TaskVersion } from './model.ts';
import type { BuildRecords } from './ports.ts';
import { withSealedParameters } from './sensitive-values.ts';

type Records = { readonly builds: BuildRecords };

/** What a task is from now on, as whoever has the grant leaves it. */
export function versionOf(
  task: Pick<BuildTask, 'id' | 'name' | 'definition' | 'version'>,
  { principal }: Grant,
  now: number,
): TaskVersion {
  return {
    taskId: task.id,
    number: task.version,
    name: task.name,
    definition: task.definition,
    userId: principal.userId,
    userName: principal.userName,
    createdAt: now,
  };
}

/** The versions of a task, the last one first. */
export function listVersions(
  records: Records,
  { task }: OnTask,
  page: Page,
): Promise<Slice<ListedVersion>> {
  return records.builds.listVersions(task.domainId, task.id, page);
}

/** A version of a task. Throws Problem `not-found` on `field`. */
export async function taskVersion(
  records: Records,
  { task }: OnTask,
  number: number,
  field: 'original' | 'revised',
): Promise<TaskVersion> {
  const found = await records.builds.findVersion(task.id, number);
  if (found) return found;
  const reason = `the build task has no version ${number}`;
  throw new Problem('not-found', { subject: 'build task version', field, reason });
}

/** Seals what the versions of a task hold of parameters that have become sensitive. */
export async function sealVersions(
  records: Records,
  vault: Vault,
  taskId: string,
  names: ReadonlySet<string>,
): Promise<void> {
  if (names.size === 0) return;
  for (const { number, definition } of await records.builds.listDefinitions(taskId)) {
    const sealed = withSealedParameters(vault, taskId, definition, names);
    await records.builds.changeVersion(taskId, number, sealed);
  }
}
