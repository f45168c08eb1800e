import type { Page, Slice } from '../kernel/index.ts';
import type {
  BuildTask,
  Disabling,
  ListedTask,
  ListedVersion,
  RoleRights,
  SeenTask,
  TaskDefinition,
  TaskRights,
  TaskVersion,
} from './model.ts';

export type TaskOrder = 'name' | 'createdAt' | 'deletedAt';

/** Which tasks a list shows, and in which order. */
export interface TaskFilter {
  /** Part of the name of the task or its creator, whatever the letter case. */
  readonly search?: string;
  readonly creatorId?: string;
  /** The path of a group: tasks in it and below. */
  readonly groupPath?: string;
  /** Whether they have ever been built. */
  readonly built?: boolean;
  /** Tasks of the recycle bin, deleted after this time, in place of those that are there. */
  readonly deletedAfter?: number;
  readonly order: TaskOrder;
  readonly descending: boolean;
}

/** Who sees tasks in a project that they have joined, beside who made them. */
export interface TaskSight {
  /** The right that lets somebody see a task. */
  readonly right: 'view' | 'delete';
  /** Roles that have it where the project says so. */
  readonly roles: readonly number[];
  /** Those that no task can take it from. */
  readonly fixedRoles: readonly number[];
}

/** Where a list looks. */
export interface TaskView {
  readonly domainId: string;
  readonly userId: string;
  /** Absent: in all projects of the account. */
  readonly projectId?: string;
  /** Absent: every task is seen. */
  readonly seen?: TaskSight;
}

/** What an update leaves behind. */
export interface TaskChange {
  readonly id: string;
  readonly name: string;
  readonly definition: TaskDefinition;
  readonly version: number;
}

/** Records of tasks; those in the recycle bin are meant only where that is said. */
export interface BuildRecords extends TaskVersionRecords, TaskBinRecords, TaskRoleRecords {
  /** False when a task of the project has the name. */
  insertTask(task: BuildTask): Promise<boolean>;
  /** The task as a user of the account sees it. */
  findTask(domainId: string, id: string, userId: string): Promise<SeenTask | undefined>;
  /** Those of the ids that are tasks of the project. */
  findIdsInProject(
    domainId: string,
    projectId: string,
    ids: readonly string[],
  ): Promise<readonly string[]>;
  isTaskNameTaken(domainId: string, projectId: string, name: string): Promise<boolean>;
  countTasks(domainId: string): Promise<number>;
  listTasks(view: TaskView, filter: TaskFilter, page: Page): Promise<Slice<ListedTask>>;
  changeTask(change: TaskChange): Promise<void>;
  /** Puts tasks of the account into a group; null: they become ungrouped. */
  moveTasks(domainId: string, ids: readonly string[], groupId: string | null): Promise<void>;
  /** Those of the ids that are tasks of the account, as a user sees them. */
  findTasks(domainId: string, ids: readonly string[], userId: string): Promise<SeenTask[]>;
  /** The names in a project that contain a text, whatever the letter case. */
  listNamesWith(domainId: string, projectId: string, text: string): Promise<string[]>;
  /** Null: enabled. */
  setDisabled(id: string, disabled: Disabling | null): Promise<void>;
  /** Following twice is following once. */
  insertFollower(id: string, userId: string): Promise<void>;
  deleteFollower(id: string, userId: string): Promise<void>;
}

export interface TaskVersionRecords {
  insertVersion(version: TaskVersion): Promise<void>;
  findVersion(taskId: string, number: number): Promise<TaskVersion | undefined>;
  /** Of all versions. */
  listDefinitions(taskId: string): Promise<readonly Pick<TaskVersion, 'number' | 'definition'>[]>;
  changeVersion(taskId: string, number: number, definition: TaskDefinition): Promise<void>;
  /** Newest first. */
  listVersions(domainId: string, taskId: string, page: Page): Promise<Slice<ListedVersion>>;
}

export interface TaskBinRecords {
  /** Puts tasks into the recycle bin. */
  binTasks(ids: readonly string[], now: number): Promise<void>;
  /** Those of the ids that are tasks of the account deleted after a time, as a user sees them. */
  findBinnedTasks(
    domainId: string,
    ids: readonly string[],
    userId: string,
    deletedAfter: number,
  ): Promise<SeenTask[]>;
  restoreTasks(ids: readonly string[]): Promise<void>;
  /** Of these names in a project, those that its tasks have. */
  takenNames(
    domainId: string,
    projectId: string,
    names: readonly string[],
  ): Promise<readonly string[]>;
  /** Deletes tasks for good, with all that hangs on them. */
  deleteTasks(ids: readonly string[]): Promise<void>;
  /** Undefined where the account has not said for how many days. */
  findKeepDays(domainId: string): Promise<number | undefined>;
  putKeepDays(domainId: string, days: number): Promise<void>;
  /** Tasks of all accounts that were kept long enough, at most `limit`. */
  findOutdated(now: number, defaultDays: number, limit: number): Promise<readonly string[]>;
}

export interface TaskRoleRecords {
  /** What roles may do with a task that has permissions of its own. */
  listRoleRights(taskId: string): Promise<(RoleRights & { readonly changedAt: number })[]>;
  /** Those of the tasks that have no permissions of their own get these. */
  giveOwnPermissions(
    ids: readonly string[],
    permissions: readonly RoleRights[],
    now: number,
  ): Promise<void>;
  takeOwnPermissions(ids: readonly string[]): Promise<void>;
  /** Of tasks with permissions of their own; what is absent stays. */
  changeRoleRights(
    ids: readonly string[],
    change: { readonly roleId: number; readonly rights: Partial<TaskRights> },
    now: number,
  ): Promise<void>;
}
