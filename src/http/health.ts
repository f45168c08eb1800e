import { setTimeout as after } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { isInitialized } from '../domain/installation/index.ts';
import type { Store } from '../domain/store.ts';
import { GatewayRefused } from './gateway-refused.ts';

/** How long the store may take to answer before the server counts as not ready, in ms. */
const patience = 2000;

/** Whether the server has been told to stop. */
export interface Stopping {
  readonly begun: boolean;
}

/**
 * `/healthz`: the process answers. `/readyz`: it should be sent requests, that is, it is not
 * stopping, and the store answers a read, which it does not once a sync has failed.
 */
export function mountHealth(app: FastifyInstance, store: Store, stopping: Stopping): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async () => {
    if (stopping.begun) throw new GatewayRefused('unavailable', 'the server is stopping');
    if (!(await answers(store))) {
      throw new GatewayRefused('unavailable', 'the store does not answer');
    }
    return { status: 'ok' };
  });
}

async function answers(store: Store): Promise<boolean> {
  const asked = store.read(isInitialized).catch(() => false);
  return Promise.race([asked, after(patience, false, { ref: false })]);
}
