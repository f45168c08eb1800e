import { createServer, type Server } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, type Metric, Registry } from 'prom-client';
import type { GitTarget } from '../facades/git/index.ts';
import { Durations } from './durations.ts';
import type { OpenConnections, WorkInProgress } from './limits.ts';
import type { Refusals } from './refusals.ts';
import type { Offer } from './routes.ts';

/** What the HTTP side counts anyway. */
export interface Counted {
  readonly refusals: Refusals;
  readonly work: WorkInProgress;
  readonly connections: OpenConnections;
}

/** Connections to the listener of metrics; more are closed. */
const scrapersAtOnce = 64;

/** Stands for what is no operation: health, documents, unknown routes. */
const noOperation = {};
const gitServices = { 'upload-pack': {}, 'receive-pack': {} };

/**
 * What Prometheus may know. Labels come from declarations alone (services, operations, statuses,
 * codes), so that they are few and tell nothing of a tenant.
 */
export class Metrics {
  readonly #registry = new Registry();
  /** By what was asked, then by status. */
  readonly #requests = new Map<object, Map<number, Durations>>();
  readonly #reads = new Durations({ kind: 'read' });
  readonly #writes = new Durations({ kind: 'write' });
  #writing = 0;

  /** To be told by the store. */
  readonly storeWatch = {
    read: (seconds: number) => this.#reads.observe(seconds),
    write: (seconds: number) => this.#writes.observe(seconds),
    writing: (now: number) => {
      this.#writing = now;
    },
  };

  /** Takes the time of every request of the app, and shows what it counts. */
  watch(app: FastifyInstance, { refusals, work, connections }: Counted): void {
    app.addHook('onResponse', (request, reply, done) => {
      this.#answered(request, reply);
      done();
    });
    this.#histogram(
      'atelier_request_duration_seconds',
      'Time from the head of a request to the end of its answer.',
      () => [...this.#requests.values()].flatMap((byStatus) => [...byStatus.values()]),
    );
    this.#histogram(
      'atelier_store_duration_seconds',
      'Time of a transaction, with its wait for a turn and for the disk.',
      () => [this.#reads, this.#writes],
    );
    const refused = new Counter({
      name: 'atelier_refusals_total',
      help: 'Failures by their code, those before any operation included.',
      labelNames: ['code'],
      registers: [this.#registry],
      collect() {
        refused.reset();
        for (const [code, times] of refusals.all) refused.inc({ code }, times);
      },
    });
    this.#gauge('atelier_requests_in_progress', 'Operations being worked on.', () => work.now);
    this.#gauge(
      'atelier_store_writes_in_progress',
      'Writes that wait or run.',
      () => this.#writing,
    );
    this.#gauge('atelier_open_connections', 'Connections of clients.', () => connections.now);
    collectDefaultMetrics({ register: this.#registry });
  }

  /** Answers `GET /metrics` and nothing else, on an address of its own; not listening yet. */
  listener(): Server {
    const server = createServer(async ({ method, url }, response) => {
      if (method !== 'GET' || url !== '/metrics') {
        response.writeHead(404).end();
        return;
      }
      const text = await this.#registry.metrics();
      response.writeHead(200, { 'Content-Type': this.#registry.contentType }).end(text);
    });
    server.maxConnections = scrapersAtOnce;
    return server;
  }

  #answered({ offer, git }: FastifyRequest, { statusCode, elapsedTime }: FastifyReply): void {
    const asked = offer?.operation ?? (git ? gitServices[git.service] : noOperation);
    let byStatus = this.#requests.get(asked);
    if (!byStatus) {
      byStatus = new Map();
      this.#requests.set(asked, byStatus);
    }
    let durations = byStatus.get(statusCode);
    if (!durations) {
      durations = new Durations(labelsOf(offer, git, statusCode));
      byStatus.set(statusCode, durations);
    }
    durations.observe(elapsedTime / 1000);
  }

  #gauge(name: string, help: string, value: () => number): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect: () => gauge.set(value()),
    });
  }

  #histogram(name: string, help: string, durations: () => readonly Durations[]): void {
    const metric = {
      name,
      get: async () => ({
        name,
        help,
        type: 'histogram',
        aggregator: 'sum',
        values: durations().flatMap((each) => each.samples(name)),
      }),
    };
    // The registry asks no more of a metric than this.
    this.#registry.registerMetric(metric as unknown as Metric);
  }
}

function labelsOf(offer: Offer | undefined, git: GitTarget | undefined, status: number) {
  return {
    service: offer?.service.title ?? (git ? 'Git' : 'none'),
    operation: offer?.operation.name ?? git?.service ?? 'none',
    status,
  };
}
