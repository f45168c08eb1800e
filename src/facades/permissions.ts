import type {
  AccessLevel,
  Permission,
  PermissionRow,
  ResourceType,
} from '../contract/operation.ts';
import { type AskedResource, authorizeInAccount, type Caller } from '../domain/access/index.ts';
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
    authorize(context, path) {
      const projectId = String(path.project_id).toLowerCase();
      const { records, origin } = context;
      return authorizeInProject(records, principalOf(context), row, projectId, origin);
    },
  };
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
  { urn, nameOf }: NamedResource,
  context: Context,
  path: Record<string, unknown>,
): AskedResource {
  const [asked] = Object.values(path);
  const urnOf = (name: string) =>
    urn.replace('<account-id>', principalOf(context).domainId).replace(/<[^<>]+>$/, () => name);
  return {
    asNamed: asked === undefined ? '*' : urnOf(String(asked).slice(0, 128)),
    async urn() {
      const name = await nameOf(context, path);
      return name === undefined ? undefined : urnOf(name);
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
