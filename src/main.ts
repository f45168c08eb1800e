import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSecureContext } from 'node:tls';
import { openApiDocument } from './contract/openapi.ts';
import { Renditions } from './contract/renditions.ts';
import type { Service } from './contract/service.ts';
import {
  Guard,
  KeyUses,
  type PasswordCost,
  Passwords,
  RememberedPasswords,
  standardPasswordCost,
  type Vault,
} from './domain/access/index.ts';
import { type AuditRetention, trimAudit } from './domain/audit/index.ts';
import { purgeOutdatedTasks } from './domain/builds/index.ts';
import {
  addDemonstration,
  ensureRegions,
  type FirstCredentials,
  type FixedCredentials,
  firstPassword,
  initialize,
  isInitialized,
  isRightVault,
} from './domain/installation/index.ts';
import { type Clock, type Ids, systemClock, timeOrderedIds } from './domain/kernel/index.ts';
import { type GitTransport, sweepFiles } from './domain/repositories/index.ts';
import type { Store } from './domain/store.ts';
import {
  defaultDeletedDays,
  endOldDeletions,
  type TreeLimits,
  treeKinds,
} from './domain/tree/index.ts';
import { atelier } from './facades/atelier/index.ts';
import { build } from './facades/build/index.ts';
import type { Context } from './facades/context.ts';
import { gatewayErrors } from './facades/gateway/errors.ts';
import { iam, sts } from './facades/iam/index.ts';
import { iam5 } from './facades/iam5/index.ts';
import { projectMan } from './facades/projectman/index.ts';
import { repo, repoV1ToV3 } from './facades/repo/index.ts';
import { defaultServingLimits, type ServingLimits } from './http/limits.ts';
import { httpServer } from './http/server.ts';
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
import { nowAndThen } from './runtime/now-and-then.ts';
import { vaultUnder } from './runtime/vault.ts';
import {
  lockDirectory,
  openFileStore,
  openMemoryStore,
  openPostgresStore,
  shownUrl,
  watchedStore,
} from './storage/index.ts';
import { version } from './version.ts';

/** Every service that the server speaks. */
export const services: readonly Service<Context>[] = [
  build,
  repo,
  repoV1ToV3,
  iam,
  iam5,
  sts,
  projectMan,
  atelier,
];

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

/** In ms. */
const trimEvery = 10 * 60_000;
const dayMs = 24 * 3600_000;
/** In ms: how much of when keys were last used a crash may lose. */
const writeKeyUsesEvery = 3 * 60_000;

/** Where something listens. */
export interface Address {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
}

export interface ServerConfiguration extends Premises, Address {
  readonly tls?: { readonly certFile: string; readonly keyFile: string };
  readonly limits: TreeLimits;
  /** Offset of the wall-clock times in Build's answers from UTC, in minutes. */
  readonly buildTimeZone: number;
  readonly logLevel: string;
  /** Adds the projects and the group that the vendor's examples name. */
  readonly demo: boolean;
  /** How long the audit is kept; absent: without an end. */
  readonly audit?: AuditRetention;
  /** How many days what was deleted can be restored. Default: `defaultDeletedDays`. */
  readonly deletedDays?: number;
  readonly serving?: Partial<ServingLimits>;
  /** Whether requests are logged one by one. */
  readonly accessLog?: boolean;
  /** Where metrics are shown; absent: they are not taken. */
  readonly metrics?: Address;
  /** How long a server that stops still takes connections, unready, in seconds. */
  readonly drain?: number;
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

export interface RunningServer {
  /** `http://127.0.0.1:8080` */
  readonly endpoint: string;
  /** `http://127.0.0.1:9464/metrics` */
  readonly metricsUrl: string | undefined;
  readonly data: OpenData;
  /** Finishes what was accepted, then closes everything; asking twice is asking once. */
  stop(): Promise<void>;
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

/** Opens the data and serves it. Throws what `openData` throws, and system errors of listening. */
export async function startServer(configuration: ServerConfiguration): Promise<RunningServer> {
  const { host, port, tls, limits, buildTimeZone, regions, logLevel } = configuration;
  const pems = tls && readPems(tls);
  // Before a first start makes credentials, which are shown only once.
  await requireFreePort(configuration);
  if (configuration.metrics) await requireFreePort(configuration.metrics);
  const data = await openData(configuration);
  const { vault, passwords, ids, clock } = data;
  const metrics = configuration.metrics && new (await import('./http/metrics.ts')).Metrics();
  const store = metrics ? watchedStore(data.store, metrics.storeWatch) : data.store;
  const guard = new Guard(store);
  try {
    const kinds = treeKinds(limits);
    const deletedKept = (configuration.deletedDays ?? defaultDeletedDays) * dayMs;
    const making = { ids, now: clock.now() };
    await store.write((records) => ensureRegions(records, regions, making));
    if (configuration.demo) {
      await store.write((records) => addDemonstration(records, kinds, making));
    }
    const stopping = { begun: false };
    const keyUses = new KeyUses();
    const app = httpServer({
      services,
      workshop: {
        store,
        repositories: data.repositories,
        ids,
        clock,
        kinds,
        passwords,
        guard,
        vault,
        keyUses,
        services,
        regions,
        renditions: new Renditions(),
        buildTimeZone,
        deletedKept,
      },
      desk: { store, vault, guard },
      git: {
        store,
        kinds,
        clock,
        repositories: data.repositories,
        transport: data.transport,
        logins: { store, guard, passwords: new RememberedPasswords(passwords) },
      },
      documents: {
        '/openapi.json': openApiDocument({
          version,
          services,
          gateway: Object.values(gatewayErrors),
        }),
      },
      ...(pems ? { tls: pems } : {}),
      logLevel,
      accessLog: configuration.accessLog ?? false,
      limits: { ...defaultServingLimits, ...configuration.serving },
      stopping,
      metrics,
    });
    const metricsServer = metrics?.listener();
    app.addHook('onClose', async () => metricsServer?.close().closeAllConnections());
    try {
      await app.listen({ host, port });
      if (metricsServer) await once(metricsServer.listen(configuration.metrics), 'listening');
    } catch (error) {
      await app.close();
      throw error;
    }
    const { audit = { days: 0, rows: 0 } } = configuration;
    const inBackground = (pause: number, work: () => Promise<boolean>, failure: string) =>
      nowAndThen(pause, work, (error) => app.log.warn({ err: error }, failure));
    const chores = [
      inBackground(
        trimEvery,
        () => trimAudit(store, audit, clock.now()),
        'old lines of the audit stay for now',
      ),
      inBackground(
        trimEvery,
        () => endOldDeletions(store, clock.now() - deletedKept),
        'what was deleted long ago stays for now',
      ),
      inBackground(
        trimEvery,
        () => sweepFiles(store, data.repositories, Date.now()),
        'files of deleted repositories stay for now',
      ),
      inBackground(
        trimEvery,
        () => purgeOutdatedTasks(store, clock.now()),
        'old tasks of the recycle bin stay for now',
      ),
      inBackground(
        writeKeyUsesEvery,
        () => keyUses.write(store),
        'the last uses of keys are not written for now',
      ),
    ];
    const stop = async () => {
      stopping.begun = true;
      if (configuration.drain) await sleep(configuration.drain * 1000);
      await app.close();
      for (const chore of chores) await chore.stop();
      await keyUses.write(store);
      await guard.close();
      await data.close();
    };
    let stopped: Promise<void> | undefined;
    return {
      endpoint: `${tls ? 'https' : 'http'}://${authorityOf(host, app.server)}`,
      metricsUrl:
        configuration.metrics &&
        metricsServer &&
        `http://${authorityOf(configuration.metrics.host, metricsServer)}/metrics`,
      data,
      stop() {
        stopped ??= stop();
        return stopped;
      },
    };
  } catch (error) {
    await data.close();
    throw error;
  }
}

/** The git repositories of the data, and how to leave them: no process of git runs on. */
function openRepositories(location: DataLocation | undefined) {
  const git = new GitProgram(defaultGitLimits);
  const place = location && (location.repositories ?? join(location.directory, 'repositories'));
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

/** `127.0.0.1:8080`, for a server that listens. */
function authorityOf(host: string, server: Server): string {
  const { port } = server.address() as AddressInfo;
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Throws the system's error where nothing can listen there. */
async function requireFreePort({ host, port }: Address): Promise<void> {
  const probe = createServer().listen({ host, port });
  await once(probe, 'listening');
  probe.close();
  await once(probe, 'close');
}

/** The certificate and its key. Throws UnusableData where they are none, or no pair. */
function readPems({ certFile, keyFile }: { certFile: string; keyFile: string }) {
  try {
    const pems = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
    createSecureContext(pems);
    return pems;
  } catch (error) {
    const reason = (error as Error).message;
    throw new UnusableData(`certificate ${certFile} with key ${keyFile} cannot be used: ${reason}`);
  }
}

/** Throws UnusableData where the secrets were sealed under another master key. */
export async function requireRightVault(store: Pick<Store, 'read'>, vault: Vault): Promise<void> {
  if (await store.read((records) => isRightVault(records, vault))) return;
  throw new UnusableData('the master key is not the one that this data was sealed with');
}
