import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { TestProject } from 'vitest/node';
import { type PostgresServer, startPostgres } from './server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The port at which whoever connects is told the URL of the tests' PostgreSQL. */
    postgresDoor: number;
  }
}

/** One PostgreSQL for all tests of a run, started when the first of them asks for it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let starting: Promise<PostgresServer> | undefined;
  // Nothing here has to survive a power cut: tests of that are the product's, not the server's.
  const started = () =>
    startPostgres({ fsync: 'off', max_connections: 400, shared_buffers: '64MB' });
  const door = createServer((socket) => {
    starting ??= started();
    starting.then(
      (server) => socket.end(server.url('postgres')),
      (error: Error) => socket.destroy(error),
    );
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  project.provide('postgresDoor', (door.address() as AddressInfo).port);
  return async () => {
    door.close();
    await (await starting)?.stop();
  };
}
