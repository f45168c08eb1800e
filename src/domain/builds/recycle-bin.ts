import { recordChange } from '../audit/index.ts';
import type { Grant, Page, Slice } from '../kernel/index.ts';
import type { OnTask } from './authorize-task.ts';
import { listTasksOfAccount, type OpenTask } from './list-tasks.ts';
import type { BuildRecords } from './ports.ts';
import { recordOnTasks, type TaskWriteRecords } from './record-on-tasks.ts';
import { requireRoom, taskNameTaken } from './task-rules.ts';

type Records = { readonly builds: BuildRecords };

/** Source: user guide, recycle bin: 1 to 30 days; that it is all of them until changed is ours. */
export const keepDaysAtMost = 30;
const dayMs = 24 * 3600_000;
/** Tasks that are deleted in one transaction, which others may have to wait for. */
const portion = 500;

/** For how many days the account keeps deleted tasks. */
export async function keepDays(records: Records, domainId: string): Promise<number> {
  return (await records.builds.findKeepDays(domainId)) ?? keepDaysAtMost;
}

/** Sets for how many days the account keeps deleted tasks, those in the recycle bin included. */
export async function setKeepDays(
  records: TaskWriteRecords,
  grant: Grant,
  days: number,
  now: number,
): Promise<void> {
  const { domainId } = grant.principal;
  await records.builds.putKeepDays(domainId, days);
  await recordChange(records, grant, { at: now, resource: `build-task-recycle-bin/${domainId}` });
}

/** Tasks deleted at this time or before have left the recycle bin. */
export async function keptSince(records: Records, domainId: string, now: number): Promise<number> {
  return now - (await keepDays(records, domainId)) * dayMs;
}

/** Deleted tasks that the caller might restore, of all projects, those deleted last first. */
export async function listRecycledTasks(
  records: Records,
  grant: Grant,
  search: string | undefined,
  page: Page,
  now: number,
): Promise<Slice<OpenTask>> {
  const filter = {
    ...(search ? { search } : {}),
    deletedAfter: await keptSince(records, grant.principal.domainId, now),
    order: 'deletedAt',
    descending: true,
  } as const;
  return listTasksOfAccount(records, grant, filter, page, 'delete');
}

/**
 * Takes tasks out of the recycle bin, all of them or none; each lies in its group again, if that is
 * still there. Throws Problem `taken` (name) and `limit-reached`.
 */
export async function restoreTasks(
  records: TaskWriteRecords,
  tasks: readonly OnTask[],
  now: number,
): Promise<void> {
  const byProject = Map.groupBy(tasks, ({ task }) => task.projectId);
  for (const [projectId, inProject] of byProject) {
    await requireFreeNames(records, projectId, inProject);
  }
  const [first] = tasks;
  if (!first) return;
  requireRoom((await records.builds.countTasks(first.task.domainId)) + tasks.length - 1);
  await records.builds.restoreTasks(tasks.map(({ task }) => task.id));
  await recordOnTasks(records, tasks, now);
}

async function requireFreeNames(
  records: Records,
  projectId: string,
  tasks: readonly OnTask[],
): Promise<void> {
  const [first] = tasks;
  if (!first) return;
  const names = tasks.map(({ task }) => task.name);
  const [taken] = await records.builds.takenNames(first.task.domainId, projectId, names);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  const name = taken ?? twice;
  if (name !== undefined) throw taskNameTaken(name);
}

/** Deletes tasks of the recycle bin for good. */
export async function purgeTasks(
  records: TaskWriteRecords,
  tasks: readonly OnTask[],
  now: number,
): Promise<void> {
  await records.builds.deleteTasks(tasks.map(({ task }) => task.id));
  await recordOnTasks(records, tasks, now);
}

/** Deletes for good what of the recycle bin the caller might restore. */
export async function clearRecycleBin(
  records: TaskWriteRecords,
  grant: Grant,
  now: number,
): Promise<void> {
  const page = { offset: 0, limit: portion };
  for (;;) {
    const { items } = await listRecycledTasks(records, grant, undefined, page, now);
    if (items.length === 0) return;
    await records.builds.deleteTasks(items.map(({ id }) => id));
    for (const { id, projectId } of items) {
      await recordChange(records, grant, { at: now, resource: `build-task/${id}`, projectId });
    }
  }
}

type Transactions = {
  read<T>(work: (records: Records) => Promise<T>): Promise<T>;
  write<T>(work: (records: Records) => Promise<T>): Promise<T>;
};

/**
 * Deletes a portion of the tasks that were in the recycle bin for long enough, for good, and answers
 * whether there may be more. Doing it in several processes at once does no harm. `now` is the time
 * that stamps the data.
 */
export async function purgeOutdatedTasks(store: Transactions, now: number): Promise<boolean> {
  const outdated = ({ builds }: Records) => builds.findOutdated(now, keepDaysAtMost, portion);
  if ((await store.read(outdated)).length === 0) return false;
  return store.write(async (records) => {
    const ids = await outdated(records);
    if (ids.length > 0) await records.builds.deleteTasks(ids);
    return ids.length === portion;
  });
}
