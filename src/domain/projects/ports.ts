import type { Page, Slice } from '../kernel/index.ts';
import type { Member, Project, ProjectWithCreator } from './model.ts';

/** Which projects a list shows, and in which order. */
export interface ProjectFilter {
  /** Only projects that the user has joined, or only others; absent: all of the account. */
  readonly membership?: { readonly userId: string; readonly joined: boolean };
  /** Part of the name or description, whatever the letter case. */
  readonly search?: string;
  readonly type?: string;
  readonly sort: readonly { readonly by: 'name' | 'createdAt'; readonly descending: boolean }[];
}

/** Single projects. */
export interface SingleProjectRecords {
  nextProjectNumber(): Promise<number>;
  /** False when the account has a project of that name or id. */
  insertProject(project: Project): Promise<boolean>;
  /** The project, and the user's role number in it where they have joined. */
  findProject(
    domainId: string,
    projectId: string,
    userId: string,
  ): Promise<{ project: ProjectWithCreator; roleId: number | undefined } | undefined>;
  isNameTaken(domainId: string, name: string): Promise<boolean>;
  /** False when another project of the account has the name. */
  updateProject(project: Project): Promise<boolean>;
}

/** Projects in lists. */
export interface ProjectListRecords {
  listProjects(
    domainId: string,
    filter: ProjectFilter,
    page: Page,
  ): Promise<Slice<ProjectWithCreator>>;
}

/** What is in a project. */
export interface ProjectContentRecords {
  /** With all that belongs to it. */
  deleteProject(domainId: string, projectId: string): Promise<void>;
  /** How many things of each kind the project holds; kinds with none are left out. */
  contentsOf(
    domainId: string,
    projectId: string,
  ): Promise<readonly { readonly kind: string; readonly count: number }[]>;
}

/** Who is in a project. */
export interface ProjectMemberRecords {
  /** False when the account has no such user, or they are a member already. */
  insertMember(
    domainId: string,
    projectId: string,
    userId: string,
    roleId: number,
    at: number,
  ): Promise<boolean>;
  /** False when the user is not a member. */
  updateMember(
    domainId: string,
    projectId: string,
    userId: string,
    roleId: number,
  ): Promise<boolean>;
  /** False when the user was not a member. */
  deleteMember(domainId: string, projectId: string, userId: string): Promise<boolean>;
  listMembers(domainId: string, projectId: string, page: Page): Promise<Slice<Member>>;
}

export interface ProjectRecords
  extends SingleProjectRecords,
    ProjectListRecords,
    ProjectContentRecords,
    ProjectMemberRecords {}
