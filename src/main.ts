import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSecureContext } from 'node:tls';
import { openApiDocument } from './contract/openapi.ts';
import { Renditions } from './contract/renditions.ts';
import type { Service } from './contract/service.ts';
import { Guard, KeyUses, RememberedPasswords } from './domain/access/index.ts';
import { type AuditRetention, trimAudit } from './domain/audit/index.ts';
import { purgeOutdatedTasks } from './domain/builds/index.ts';
import { addDemonstration, ensureRegions } from './domain/installation/index.ts';
import { sweepFiles } from './domain/repositories/index.ts';
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
import { type OpenData, openData, type Premises } from './open-data.ts';
import { UnusableData } from './runtime/data-directory.ts';
import { nowAndThen } from './runtime/now-and-then.ts';
import { watchedStore } from './storage/index.ts';
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

/** In ms. */
const trimEvery = 10 * 60_000;
const dayMs = 24 * 3600_000;
/** In ms: how much of when keys were last used a crash may lose. */
const writeKeyUsesEvery = 3 * 60_000;
/** In ms: how long a repository may stay in pieces that pushes have left. */
const tidyEvery = 20_000;

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

export interface RunningServer {
  /** `http://127.0.0.1:8080` */
  readonly endpoint: string;
  /** `http://127.0.0.1:9464/metrics` */
  readonly metricsUrl: string | undefined;
  readonly data: OpenData;
  /** Finishes what was accepted, then closes everything; asking twice is asking once. */
  stop(): Promise<void>;
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
    const ending = new AbortController();
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
        tidyEvery,
        () => data.transport.tidyUp(ending.signal),
        'a repository stays in pieces for now',
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
      ending.abort();
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
