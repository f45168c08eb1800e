import type {
  AccessLevel,
  Permission,
  PermissionRow,
  ResourceType,
} from '../contract/operation.ts';
import { readText } from '../contract/read-input.ts';
import { codeArtsProjectId, Type } from '../contract/schema.ts';
import { authorizeInAccount, type Caller } from '../domain/access/index.ts';
import type { Grant, Principal } from '../domain/kernel/index.ts';
import {
  authorizeInProject,
  type PermissionPoint,
  type ProjectGrant,
} from '../domain/projects/index.ts';
import type { Context } from './context.ts';

interface ActionRow
  extends Pick<PermissionRow, 'conditionKeys' | 'aliases' | 'dependencies' | 'source'> {
  readonly action: string;
  readonly accessLevel: AccessLevel;
  readonly policy: 'must-allow' | 'may-deny';
}

/** What policies can name, and how a call is read for its name. */
export interface NamedResource extends ResourceType {
  /** The last part of the URN of what the path names, undefined where there is no such thing. */
  nameOf(context: Context, path: Record<string, unknown>): Promise<string | undefined>;
}

export interface AccountRow extends ActionRow {
  readonly resource?: NamedResource;
}

export interface ProjectRow extends ActionRow {
  readonly point: PermissionPoint;
  readonly beyond?: string;
}

/** Asks policies and the caller's role in the project that the path names. */
export function inProject(row: ProjectRow): Permission<Context, ProjectGrant> {
  return {
    row,
    authorize: (context, path) => authorized(context, row, String(path.project_id)),
  };
}

const projectInQuery = Type.Object({ project_id: codeArtsProjectId() });

/** As `inProject`, where the query names the project; its form is checked first, as a path's is. */
export function inQueriedProject(row: ProjectRow): Permission<Context, ProjectGrant> {
  return {
    row,
    async authorize(context, _path, query) {
      return authorized(context, row, readText(projectInQuery, query).project_id);
    },
  };
}

/** As `inProject`, where the body names the project: the handler asks when it has read it. */
export function inNamedProject(
  row: ProjectRow,
): Permission<Context, (projectId: string) => Promise<ProjectGrant>> {
  return {
    row,
    authorize: async (context) => (projectId) => authorized(context, row, projectId),
  };
}

function authorized(context: Context, row: ProjectRow, projectId: string): Promise<ProjectGrant> {
  const { records, origin } = context;
  return authorizeInProject(records, principalOf(context), row, projectId.toLowerCase(), origin);
}

/** Asks the policies of the caller's account. */
export function inAccount(row: AccountRow): Permission<Context, Grant> {
  return {
    row,
    authorize: (context) =>
      authorizeInAccount(context.records, principalOf(context), row, context.origin),
  };
}

/** Open to whoever has a valid credential. */
export const anyCaller: Permission<Context, Caller> = {
  row: { policy: 'none', source: 'inferred' },
  async authorize(context) {
    return callerOf(context);
  },
};

/** Open to anyone, without a credential: the door at which credentials are handed out. */
export const anyone: Permission<Context, undefined> = {
  row: { policy: 'none', open: true, source: 'documented' },
  async authorize() {
    return undefined;
  },
};

/** The caller's principal. */
export function principalOf(context: Context): Principal {
  return callerOf(context).principal;
}

function callerOf(context: Context): Caller {
  if (!context.caller) throw new Error('an operation with a permission was called by no one');
  return context.caller;
}
