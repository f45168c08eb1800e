import type { Rendition } from './renditions.ts';
import type { StaticOf, TObject, TSchema } from './schema.ts';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** How far an action reaches, as authorization schemas say it. */
export type AccessLevel = 'List' | 'Read' | 'Write' | 'Permission_management' | 'Tagging';

/** A kind of thing that policies can name. */
export interface ResourceType {
  /** `user` */
  readonly type: string;
  /** `iam::<account-id>:user:<user-name>` */
  readonly urn: string;
}

/** What the caller of an operation must be, as its documentation says it. */
export interface PermissionRow {
  /** The action that identity policies name; absent where the call asks for none. */
  readonly action?: string;
  readonly accessLevel?: AccessLevel;
  /** What the action is done to; absent: policies must say `*`. */
  readonly resource?: ResourceType;
  /** Condition keys of the service's own that the action knows. */
  readonly conditionKeys?: readonly string[];
  /** Older actions that policies may name in its place. */
  readonly aliases?: readonly string[];
  /** Further actions that the call needs. */
  readonly dependencies?: readonly string[];
  /** `must-allow`: a policy has to allow the action; `may-deny`: a policy can only forbid it. */
  readonly policy: 'must-allow' | 'may-deny' | 'none';
  /** The point of the project's role matrix. */
  readonly point?: string;
  /** A further point, which the role in the project or one in the repository group must include. */
  readonly groupPoint?: string;
  /** What the rules demand beyond that, in words. */
  readonly beyond?: string;
  /** Nobody has to show a credential. */
  readonly open?: true;
  /** Whether the vendor's page prints the action, or we named it in the same style. */
  readonly source: 'documented' | 'inferred';
}

/**
 * A permission and the check that enforces it. `authorize` answers with what the handler needs
 * to act, or throws; an operation without one cannot be declared. The query is unread as yet: only
 * what the permission itself asks of it is looked at before the caller may act.
 */
export interface Permission<Context, Authority> {
  readonly row: PermissionRow;
  authorize(
    context: Context,
    path: Record<string, unknown>,
    query: Readonly<Record<string, string>>,
  ): Promise<Authority>;
}

/** What a handler answers; the declaration adds status and envelope. */
export interface Reply<Body> {
  readonly body: Body | Rendition<Body>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What routes that several operations share are told apart by. */
export interface RequestSight {
  readonly host: string;
  readonly body: unknown;
}

/** How the vendor's SDKs see a request, where names and schemas do not tell. For sample code. */
export interface SdkView {
  /** Classes of the objects inside the body, by place: `auth.identity` -> `PwdIdentity`. */
  readonly models?: Readonly<Record<string, string>>;
  /** Whether they demand a parameter or a field of the body, where they differ from the schema. */
  readonly required?: Readonly<Record<string, boolean>>;
  /** Parameters and fields of the body, by place, that are an enumeration in Java and Go. */
  readonly enums?: readonly string[];
  /** The one for Node takes the project of the path from the credentials, not from the request. */
  readonly projectFromCredentials?: true;
}

export interface Parameters<
  Path extends TObject | undefined,
  Query extends TObject | undefined,
  Header extends TObject | undefined,
> {
  readonly path?: Path;
  readonly query?: Query;
  /** Request headers that the operation itself reads, named in lower case. */
  readonly header?: Header;
}

export interface Input<Path, Query, Header, Body> {
  readonly path: Path;
  readonly query: Query;
  readonly header: Header;
  readonly body: Body;
}

/**
 * One operation of the vendor's API, declared once: its route, validation, types, permission,
 * documentation and behaviour. `Context` is what every handler of the server is given.
 */
export interface Operation<
  Context,
  Authority = unknown,
  Path extends TObject | undefined = TObject | undefined,
  Query extends TObject | undefined = TObject | undefined,
  Header extends TObject | undefined = TObject | undefined,
  Body extends TSchema | undefined = TSchema | undefined,
  Answer extends TSchema | undefined = TSchema | undefined,
> {
  /** The vendor's name: `CreateJobGroup`. */
  readonly name: string;
  readonly summary: string;
  readonly description?: string;
  /** The section of the vendor's API reference. */
  readonly section: string;
  readonly method: Method;
  /** With parameters in braces, as the vendor writes it. */
  readonly path: string;
  readonly parameters: Parameters<Path, Query, Header>;
  readonly body?: Body;
  /** The SDKs' class for the body: `JobGroupRequestBody`; of a list, `list[GroupPermissionsDto]`. */
  readonly bodyModel?: string;
  readonly success: {
    readonly status: number;
    readonly body?: Answer;
    /** The SDKs' class for the answer. */
    readonly model: string;
    /** Answer headers with their meaning. */
    readonly headers?: Readonly<Record<string, string>>;
  };
  /** `none`: the SDKs do not have the operation. */
  readonly sdk?: SdkView | 'none';
  readonly permission: Permission<Context, Authority>;
  /**
   * `read`: the whole call on one snapshot. `write`: authorisation, rules and change in one
   * transaction. `own`: the handler opens transactions itself, because it waits for more than them.
   */
  readonly transaction: 'read' | 'write' | 'own';
  /** Whether this operation is meant, where several share a route. */
  readonly selects?: (request: RequestSight) => boolean;
  /** Values that make a good first call: for samples and the explorer. */
  readonly example: {
    readonly path?: Readonly<Record<string, string | number>>;
    readonly query?: Readonly<Record<string, string | number | boolean>>;
    readonly header?: Readonly<Record<string, string>>;
    readonly body?: unknown;
    readonly answer?: unknown;
  };
  // A method, so that operations with particular inputs fit into a list of operations.
  handle(
    context: Context,
    authority: Authority,
    input: Input<StaticOf<Path>, StaticOf<Query>, StaticOf<Header>, StaticOf<Body>>,
  ): Promise<Reply<StaticOf<Answer>>>;
}
