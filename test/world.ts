import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  attachPolicy,
  createAccessKey,
  createPolicy,
  createUser,
  operatorGrant,
  type User,
} from '../src/domain/access/index.ts';
import type { FirstCredentials } from '../src/domain/installation/index.ts';
import type { Grant } from '../src/domain/kernel/index.ts';
import { addMember, openProject } from '../src/domain/projects/index.ts';
import { type RunningServer, type ServerConfiguration, startServer } from '../src/main.ts';
import { quietServer } from './configuration.ts';
import { newDatabase } from './postgres/database.ts';

export type StoreName = 'memory' | 'file' | 'postgres';

/** The stores that everything is shown on; while writing a test, `STORES=memory` is quicker. */
export const stores = (process.env.STORES ?? 'memory,file,postgres').split(',') as StoreName[];

/** A user with every credential they have. */
export interface Person {
  readonly user: User;
  readonly password: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/** A running server with what a test needs to set its scene. */
export interface World extends FirstCredentials {
  readonly endpoint: string;
  readonly server: RunningServer;
  /** The grant of the operator on the host, for setting scenes. */
  readonly operator: Grant;
  /** A new IAM user of the first account, with a password and an access key. */
  addUser(name: string): Promise<Person>;
  /** Attaches a new policy to a user. */
  allow(person: Person, effect: 'Allow' | 'Deny', ...actions: string[]): Promise<void>;
  join(person: Person, projectId: string, roleId: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server on the named store, with the vendor's example projects and cheap passwords. */
export async function openWorld(
  store: StoreName = 'memory',
  changes: Partial<ServerConfiguration> = {},
): Promise<World> {
  const directory = store === 'memory' ? undefined : mkdtempSync(join(tmpdir(), 'atelier-test-'));
  const database = store === 'postgres' ? await newDatabase() : undefined;
  const server = await startServer({
    ...quietServer,
    demo: true,
    ...(directory ? { data: { directory, ...(database && { database: database.url }) } } : {}),
    ...changes,
  });
  const { data, endpoint } = server;
  const { ids, clock, passwords, vault } = data;
  if (!data.first) throw new Error('a new world starts for the first time');
  const { first } = data;
  const operator = operatorGrant({ domainId: first.domainId, name: first.domainName });
  let policies = 0;
  return {
    ...first,
    endpoint,
    server,
    operator,
    async addUser(name) {
      const password = `Secret-${name}-1`;
      const passwordHash = await passwords.hash(password);
      const now = clock.now();
      return data.store.write(async (records) => {
        const user = await createUser(records, operator, { name, passwordHash }, { ids, now });
        const { key, secretKey } = await createAccessKey(records, operator, vault, user, now);
        return { user, password, accessKey: key.accessKey, secretKey };
      });
    },
    async allow({ user }, effect, ...actions) {
      policies += 1;
      const name = `policy-${policies}`;
      const document = JSON.stringify({
        Version: '5.0',
        Statement: [{ Effect: effect, Action: actions }],
      });
      const now = clock.now();
      await data.store.write(async (records) => {
        const policy = await createPolicy(records, operator, { name, document }, { ids, now });
        await attachPolicy(records, operator, policy, user, now);
      });
    },
    async join({ user }, projectId, roleId) {
      await data.store.write(async (records) => {
        const within = await openProject(records, operator, projectId);
        await addMember(records, within, { userId: user.id, roleId }, clock.now());
      });
    },
    async close() {
      await server.stop();
      if (directory) rmSync(directory, { recursive: true });
      await database?.drop();
    },
  };
}
