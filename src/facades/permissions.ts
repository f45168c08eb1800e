import type {
  AccessLevel,
  Permission,
  PermissionRow,
  ResourceType,
} from '../contract/operation.ts';
import { readText } from '../contract/read-input.ts';
import { codeArtsProjectId, Type } from '../contract/schema.ts';
import { type AskedResource, authorizeInAccount, type Caller } from '../domain/access/index.ts';
import type { Grant, Principal } from '../domain/kernel/index.ts';
import {
  authorizeInProject,
  type PermissionPoint,
  type ProjectGrant,
} from '../domain/projects/index.ts';
import type { Records } from '../domain/store.ts';
import type { Context } from './context.ts';

interface ActionRow
  extends Pick<PermissionRow, 'conditionKeys' | 'aliases' | 'dependencies' | 'source'> {
  readonly action: string;
  readonly accessLevel: AccessLevel;
  readonly policy: 'must-allow' | 'may-deny';
}

/** What policies can name, and how it is found from what a call says. */
export interface NamedResource extends ResourceType {
  /** The URN of what the path names, undefined where there is no such thing. */
  urnOf(context: Context, path: Record<string, unknown>): Promise<string | undefined>;
}

export interface AccountRow extends ActionRow {
  readonly resource?: NamedResource;
  readonly beyond?: string;
}

export interface ProjectRow extends ActionRow {
  readonly point: PermissionPoint;
  readonly groupPoint?: PermissionPoint;
  readonly beyond?: string;
}

/** Asks policies and the caller's role in the project that the path names. */
export function inProject(row: ProjectRow): Permission<Context, ProjectGrant> {
  return {
    row,
    authorize: (context, path) => authorized(context, row, String(path.project_id)),
  };
}

export const projectInQuery = Type.Object({ project_id: codeArtsProjectId() });

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
    authorize(context, path) {
      const { records, origin } = context;
      const { resource: named, ...rest } = row;
      const resource = named && { resource: askedResource(named, context, path) };
      return authorizeInAccount(records, principalOf(context), { ...rest, ...resource }, origin);
    },
  };
}

/** What a call is about: things are named by the first parameter of their path. */
function askedResource(
  { urn, urnOf }: NamedResource,
  context: Context,
  path: Record<string, unknown>,
): AskedResource {
  const [asked] = Object.values(path);
  const asNamed = () =>
    urn
      .replace('<account-id>', principalOf(context).domainId)
      .replace(/<[^<>]+>$/, () => String(asked).slice(0, 128));
  return {
    asNamed: asked === undefined ? '*' : asNamed(),
    urn: () => urnOf(context, path),
  };
}

/**
 * As `inAccount`, but what callers do to what is their own needs no policy; one can still deny it.
 * The row's `beyond` says so.
 */
export function inAccountOrOwn(
  row: AccountRow & { readonly beyond: string },
  isOwn: (context: Context, path: Record<string, unknown>) => boolean | Promise<boolean>,
): Permission<Context, Grant> {
  return {
    row,
    async authorize(context, path, query) {
      const own = await isOwn(context, path);
      const asked = own ? { ...row, policy: 'may-deny' as const } : row;
      return inAccount(asked).authorize(context, path, query);
    },
  };
}

/** Asks for a grant about what the call names, in the parameters that a path would have for it. */
export type AskGrantFor = (named: Readonly<Record<string, string>>) => Promise<Grant>;

/** For operations whose body names what the action is done to: asked once that is read. */
export function onceNamed(
  permission: Permission<Context, Grant>,
): Permission<Context, AskGrantFor> {
  return {
    row: permission.row,
    authorize: async (context, _path, query) => (named) =>
      permission.authorize(context, named, query),
  };
}

/** Asks in a transaction: once to begin with, and again in the one that changes. */
export type AskIn<Authority> = (records: Records) => Promise<Authority>;
export type AskGrant = AskIn<Grant>;

/** For operations that open their transactions themselves: asked at once, and then in each. */
export function inEachTransaction<Authority>(
  permission: Permission<Context, Authority>,
): Permission<Context, AskIn<Authority>> {
  return {
    row: permission.row,
    async authorize(context, path, query) {
      const ask: AskIn<Authority> = (records) =>
        permission.authorize({ ...context, records }, path, query);
      await context.store.consult(ask);
      return ask;
    },
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
