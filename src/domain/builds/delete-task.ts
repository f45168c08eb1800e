import type { OnTask } from './authorize-task.ts';
import { recordOnTasks, type TaskWriteRecords } from './record-on-tasks.ts';

/** Moves a task into the recycle bin. */
export function deleteTask(records: TaskWriteRecords, on: OnTask, now: number): Promise<void> {
  return deleteTasks(records, [on], now);
}

/** Moves tasks into the recycle bin, whichever projects they are in. */
export async function deleteTasks(
  records: TaskWriteRecords,
  tasks: readonly OnTask[],
  now: number,
): Promise<void> {
  await records.builds.binTasks(
    tasks.map(({ task }) => task.id),
    now,
  );
  await recordOnTasks(records, tasks, now);
}
