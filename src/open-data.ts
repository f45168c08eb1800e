import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  type PasswordCost,
  Passwords,
  standardPasswordCost,
  type Vault,
} from './domain/access/index.ts';
import {
  type FirstCredentials,
  type FixedCredentials,
  firstPassword,
  initialize,
  isInitialized,
  isRightVault,
} from './domain/installation/index.ts';
import { type Clock, type Ids, systemClock, timeOrderedIds } from './domain/kernel/index.ts';
import type { GitTransport } from './domain/repositories/index.ts';
import type { Store } from './domain/store.ts';
import {
  dataDirectoryAt,
  masterKey,
  openDataDirectory,
  UnusableData,
} from './runtime/data-directory.ts';
import {
  defaultGitLimits,
  GitProcesses,
  GitProgram,
  RepositoryDirectory,
} from './runtime/git/index.ts';
import { vaultUnder } from './runtime/vault.ts';
import {
  lockDirectory,
  openFileStore,
  openMemoryStore,
  openPostgresStore,
  shownUrl,
} from './storage/index.ts';

/** Where the data lies; absent: in memory. */
export interface DataLocation {
  readonly directory: string;
  /** URL of a PostgreSQL database; the directory then holds the master key alone. */
  readonly database?: string;
  /** Default: `master.key` in the directory. */
  readonly masterKeyFile?: string;
  /** Where the git repositories lie. Default: `repositories` in the directory. */
  readonly repositories?: string;
}

/** What it takes to open the data, with or without serving it. */
export interface Premises {
  readonly data?: DataLocation;
  /** Served regions, the first one the default. */
  readonly regions: readonly string[];
  /** Halves of the first credentials that are fixed; used at a first start only. */
  readonly fixed: FixedCredentials;
  readonly ids?: Ids;
  /** Stamps the data; the real clock unless given. */
  readonly clock?: Clock;
  readonly passwordCost?: PasswordCost;
}

/** The data, open, with all that keeps it. */
export interface OpenData {
  /** Where it lies, for the operator: a path, or a URL without its password. */
  readonly place: string;
  readonly store: Store;
  readonly repositories: RepositoryDirectory;
  /** Git at work on them. */
  readonly transport: GitTransport;
  readonly vault: Vault;
  readonly passwords: Passwords;
  readonly ids: Ids;
  readonly clock: Clock;
  /** Set by the very start that made them. */
  readonly first: FirstCredentials | undefined;
  close(): Promise<void>;
}

/**
 * Opens the data for serving; the first time it makes account, root user, projects and key.
 * Throws UnusableData, DirectoryInUse or NewerDatabase, each with one line that says what to do.
 */
export async function openData(premises: Premises): Promise<OpenData> {
  const ids = premises.ids ?? timeOrderedIds();
  const clock = premises.clock ?? systemClock;
  const passwords = new Passwords(premises.passwordCost ?? standardPasswordCost);
  const { place, store, vault, release } = await opened(premises.data);
  const { repositories, transport, leave } = openRepositories(premises.data);
  const close = async () => {
    await leave();
    await store.close();
    release();
  };
  try {
    const { regions, fixed } = premises;
    let first: FirstCredentials | undefined;
    if (!(await store.read(isInitialized))) {
      const making = { ids, now: clock.now() };
      const password = await firstPassword(passwords, fixed);
      first = await store.write(async (records) => {
        // Another server on the same database may have been first.
        if (await isInitialized(records)) return undefined;
        return initialize(records, vault, { ...password, regions, fixed }, making);
      });
    }
    if (!first) await requireRightVault(store, vault);
    return { place, store, repositories, transport, vault, passwords, ids, clock, first, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Opens the data of a server that may be running beside, which sees changes at its next request.
 * Throws UnusableData where there is no initialized data.
 */
export async function openBeside(location: DataLocation): Promise<Omit<OpenData, 'first'>> {
  const { database, directory, masterKeyFile } = location;
  const { used, path, databaseFile } = dataDirectoryAt(directory);
  const place = database === undefined ? path : shownUrl(database);
  const empty = new UnusableData(`${place} holds no data yet: start with atelier init or serve`);
  if (database === undefined && !used) throw empty;
  const store =
    database === undefined ? openFileStore(databaseFile) : await openPostgresStore(database);
  try {
    if (!(await store.read(isInitialized))) throw empty;
    const vault = vaultUnder(masterKey(masterKeyFile ?? join(path, 'master.key'), false));
    await requireRightVault(store, vault);
    const { repositories, transport, leave } = openRepositories(location);
    return {
      place,
      store,
      repositories,
      transport,
      vault,
      passwords: new Passwords(standardPasswordCost),
      ids: timeOrderedIds(),
      clock: systemClock,
      async close() {
        await leave();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Throws UnusableData where the secrets were sealed under another master key. */
export async function requireRightVault(store: Pick<Store, 'read'>, vault: Vault): Promise<void> {
  if (await store.read((records) => isRightVault(records, vault))) return;
  throw new UnusableData('the master key is not the one that this data was sealed with');
}

/** The git repositories of the data, and how to leave them: no process of git runs on. */
function openRepositories(location: DataLocation | undefined) {
  const git = new GitProgram(defaultGitLimits);
  const place =
    location?.repositories ?? (location && dataDirectoryAt(location.directory).repositories);
  const repositories = new RepositoryDirectory(git, place);
  const leave = async () => {
    await git.close();
    repositories.close();
  };
  return { repositories, transport: new GitProcesses(git, repositories), leave };
}

interface OpenStore {
  readonly place: string;
  readonly store: Store;
  readonly vault: Vault;
  release(): void;
}

async function opened(location: DataLocation | undefined): Promise<OpenStore> {
  const release = () => undefined;
  if (!location) {
    const vault = vaultUnder(randomBytes(32));
    return { place: 'memory', store: openMemoryStore(), vault, release };
  }
  const { directory, masterKeyFile, database } = location;
  if (database === undefined) return openOnDisk(location);
  const { path } = openDataDirectory(directory);
  const store = await openPostgresStore(database);
  try {
    const used = await store.read(isInitialized);
    const key = masterKey(masterKeyFile ?? join(path, 'master.key'), !used);
    return { place: shownUrl(database), store, vault: vaultUnder(key), release };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function openOnDisk({ directory, masterKeyFile }: DataLocation): OpenStore {
  const { path, databaseFile, used } = openDataDirectory(directory);
  const lock = lockDirectory(path);
  try {
    const key = masterKey(masterKeyFile ?? join(path, 'master.key'), !used);
    const vault = vaultUnder(key);
    return { place: path, store: openFileStore(databaseFile), vault, release: lock.release };
  } catch (error) {
    lock.release();
    throw error;
  }
}
