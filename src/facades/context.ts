import type { Operation } from '../contract/operation.ts';
import type { Renditions } from '../contract/renditions.ts';
import type { TObject, TSchema } from '../contract/schema.ts';
import type { Service } from '../contract/service.ts';
import type { Caller, Guard, KeyUses, Passwords, Vault } from '../domain/access/index.ts';
import type { Ids, Origin } from '../domain/kernel/index.ts';
import type { RepositoryFiles } from '../domain/repositories/index.ts';
import type { Records, Store } from '../domain/store.ts';
import type { TreeKinds } from '../domain/tree/index.ts';

/** What handlers share for the life of the server. */
export interface Workshop {
  readonly store: Store;
  readonly repositories: RepositoryFiles;
  readonly ids: Ids;
  readonly kinds: TreeKinds;
  readonly passwords: Passwords;
  readonly guard: Guard;
  readonly vault: Vault;
  readonly keyUses: KeyUses;
  /** Every service that the server speaks, for what is told about all of them. */
  readonly services: readonly Service<Context>[];
  /** The regions that are served, the first one the default. */
  readonly regions: readonly string[];
  /** Replies that can be sent again. */
  readonly renditions: Renditions;
  /** Offset of Build's wall-clock times from UTC, in minutes. */
  readonly buildTimeZone: number;
  /** How long what was deleted can be restored, in ms. */
  readonly deletedKept: number;
}

/** One call: who makes it, when, and the records of its transaction. */
export interface Context extends Workshop {
  /** Usable where the operation's transaction is `read` or `write`. */
  readonly records: Records;
  /** Absent where the operation is open to anyone. */
  readonly caller: Caller | undefined;
  readonly origin: Origin;
  /** The data clock, ms. */
  readonly now: number;
  /** The real clock, ms: for lifetimes of credentials. */
  readonly realNow: number;
  /** Scheme and authority under which the client reached the server, for links in answers. */
  readonly baseUrl: string;
}

/** Declares an operation; the types of its handler follow from its schemas. */
export function operation<
  Authority,
  Path extends TObject | undefined = undefined,
  Query extends TObject | undefined = undefined,
  Header extends TObject | undefined = undefined,
  Body extends TSchema | undefined = undefined,
  Answer extends TSchema | undefined = undefined,
>(
  declaration: Operation<Context, Authority, Path, Query, Header, Body, Answer>,
): Operation<Context, Authority, Path, Query, Header, Body, Answer> {
  return declaration;
}
