import type { Page, Slice } from '../kernel/index.ts';
import type { BuildTask, Disabling, ListedTask, SeenTask, TaskDefinition } from './model.ts';

export type TaskOrder = 'name' | 'createdAt';

/** Which tasks a list shows, and in which order. */
export interface TaskFilter {
  /** Part of the name of the task or its creator, whatever the letter case. */
  readonly search?: string;
  readonly creatorId?: string;
  /** The path of a group: tasks in it and below. */
  readonly groupPath?: string;
  /** Whether they have ever been built. */
  readonly built?: boolean;
  readonly order: TaskOrder;
  readonly descending: boolean;
}

/** Where a list looks: in one project, or in all of an account that a user may look into. */
export type TaskView =
  | { readonly domainId: string; readonly userId: string; readonly projectId: string }
  | {
      readonly domainId: string;
      readonly userId: string;
      /** Roles that see tasks in a project that the user has joined; absent: every project is seen. */
      readonly viewingRoles?: readonly number[];
    };

/** What an update leaves behind. */
export interface TaskChange {
  readonly id: string;
  readonly name: string;
  readonly groupId: string | null;
  readonly definition: TaskDefinition;
}

export interface BuildRecords {
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
  deleteTasks(ids: readonly string[]): Promise<void>;
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
