import type { LoginDesk } from '../../domain/access/index.ts';
import type { Clock } from '../../domain/kernel/index.ts';
import type { GitTransport, RepositoryFiles } from '../../domain/repositories/index.ts';
import type { Store } from '../../domain/store.ts';
import type { TreeKinds } from '../../domain/tree/index.ts';

/** What git's door works with, for the life of the server. */
export interface GitShop {
  readonly store: Store;
  readonly kinds: TreeKinds;
  readonly clock: Clock;
  readonly repositories: RepositoryFiles;
  readonly transport: GitTransport;
  /** Where git's passwords are checked. */
  readonly logins: LoginDesk;
}
