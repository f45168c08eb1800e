/** A name with a value, as parameters and triggers are lists of. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** One word of an enumerated parameter. */
export interface ParameterLimit {
  /** `0`: in effect. */
  readonly disable?: string | undefined;
  readonly displayName?: string | undefined;
  readonly name?: string | undefined;
}

/** One property of a parameter: its name, type, default value and so on. */
export interface ParameterProperty {
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  /** In place of the value where that is sensitive: base64 of what a vault sealed. */
  readonly sealed?: string | undefined;
  readonly limits?: readonly ParameterLimit[] | undefined;
}

/** A parameter of a task. */
export interface TaskParameter {
  /** Its class: `hudson.model.StringParameterDefinition`. */
  readonly name: string;
  readonly properties: readonly ParameterProperty[];
}

/** Where a task takes its sources from. */
export interface TaskSource {
  readonly url: string;
  /** `codehub` for CodeArts Repo. */
  readonly type: string;
  readonly webUrl?: string | undefined;
  readonly repositoryId?: string | undefined;
  readonly repositoryName?: string | undefined;
  readonly repositoryGroup?: string | undefined;
  readonly branch?: string | undefined;
  /** What is built: `branch`, `tag` or `commitId`. */
  readonly buildType?: string | undefined;
  readonly builtOnPush?: boolean | undefined;
  readonly largeFiles?: boolean | undefined;
  readonly depth?: string | undefined;
  readonly endpointId?: string | undefined;
  readonly source?: string | undefined;
}

/** A step of a task: a module of the vendor's with its settings. */
export interface TaskStep {
  readonly moduleId: string;
  readonly name: string;
  readonly version?: string | undefined;
  readonly enabled?: boolean | undefined;
  /** Any JSON, as the module has it. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What starts a task by itself. */
export interface TaskTrigger {
  /** Its class: `hudson.triggers.TimerTrigger`. */
  readonly name: string;
  readonly parameters: readonly NamedValue[];
}

/** What a task does, as its editors set it. */
export interface TaskDefinition {
  readonly arch: string;
  /** `true` or `false`. */
  readonly updatesSubmodules: string;
  readonly flavor?: string | undefined;
  readonly hostType?: string | undefined;
  readonly configType?: string | undefined;
  readonly onlyIfCodeChanged?: boolean | undefined;
  readonly timeout?:
    | { readonly limit?: string | undefined; readonly unit?: string | undefined }
    | undefined;
  readonly parameters: readonly TaskParameter[];
  readonly sources: readonly TaskSource[];
  readonly steps: readonly TaskStep[];
  readonly triggers: readonly TaskTrigger[];
}

/** Who has switched a task off, when and why. */
export interface Disabling {
  readonly userName: string;
  readonly reason: string;
  readonly at: number;
}

/** A build task of a project, which lies in a group or is ungrouped. */
export interface BuildTask {
  readonly domainId: string;
  readonly projectId: string;
  /** 32 hexadecimal characters. */
  readonly id: string;
  readonly name: string;
  /** The group and its path of ids; null: ungrouped, as also where the group has gone. */
  readonly group: { readonly id: string; readonly path: string } | null;
  /** A UUID that stands for the task where the vendor's builds do. */
  readonly buildProjectId: string;
  readonly definition: TaskDefinition;
  readonly creatorId: string;
  readonly creatorName: string;
  readonly createdAt: number;
  readonly disabled: Disabling | null;
  /** The number of its last version; 0 until the first update. */
  readonly version: number;
  /** Null but in the recycle bin. */
  readonly deletedAt: number | null;
  /** What roles may do with it is set for it alone, and not by the project. */
  readonly ownPermissions: boolean;
}

/** What a task was when it was made, number 0, or after an update. */
export interface TaskVersion {
  readonly taskId: string;
  readonly number: number;
  readonly name: string;
  readonly definition: TaskDefinition;
  readonly userId: string;
  readonly userName: string;
  readonly createdAt: number;
}

/** A version in a list. */
export interface ListedVersion extends Omit<TaskVersion, 'definition'> {
  readonly nickName: string;
}

/** A task as a user sees it. */
export interface SeenTask extends BuildTask {
  /** What the user's role may do, where the task has permissions of its own and the role any. */
  readonly roleRights: TaskRights | null;
  /** Whether it is among the user's favourites. */
  readonly followed: boolean;
}

/** A task in a list over several projects. */
export interface ListedTask extends SeenTask {
  readonly projectName: string;
  readonly creatorNickName: string;
  /** The role number of the asking user in the project, where they have joined it. */
  readonly roleId: number | undefined;
}

/** What a user may do with a task. */
export interface TaskRights {
  readonly view: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
  readonly run: boolean;
  readonly clone: boolean;
  readonly disable: boolean;
  readonly assign: boolean;
}

/** What a project role may do with a task. */
export interface RoleRights {
  readonly roleId: number;
  readonly rights: TaskRights;
}
