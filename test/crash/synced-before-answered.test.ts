import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { services } from '../../src/main.ts';
import { type Answer, atOnce, loggedIn } from '../concurrency/client.ts';
import { printedSeed, randomFrom } from '../properties/random.ts';
import { createBuildGroup } from './build-group-writes.ts';
import { createRepoGroup } from './repository-group-writes.ts';
import { bundledServer, startProcess } from './server-process.ts';
import { compiledTracer, judge, readTrace } from './sync-trace.ts';
import type { Scene } from './write.ts';
import { writes } from './writes.ts';

const random = randomFrom(printedSeed('synced before answered'));
/** A name that a trace cannot take for another. */
const name = () => random.hex(32);

const requestId = ({ headers }: Answer) => headers.get('x-request-id') ?? 'none';

describe('an answer is written after the sync of what it tells', () => {
  let place: string;
  let program: string;
  let library: string;
  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), 'atelier-sync-'));
    library = compiledTracer(place);
    program = await bundledServer(place);
  });
  afterAll(() => rmSync(place, { recursive: true }));

  /** Traces a fresh server while `work` talks to it; answers the trace and what `work` answers. */
  async function traced<T>(work: (scene: Scene) => Promise<T>, nodeFlags: string[] = []) {
    const directory = mkdtempSync(join(place, 'data-'));
    const trace = join(directory, 'trace');
    const server = await startProcess(program, directory, {
      nodeFlags,
      env: {
        LD_PRELOAD: library,
        SYNC_TRACE: trace,
        // So slow that commits meet a sync that is running already.
        SYNC_TRACE_DELAY_US: '3000',
        UV_USE_IO_URING: '0',
      },
    });
    try {
      if (!server.first) throw new Error('the first start gave no credentials');
      const send = await loggedIn(server.endpoint, server.first);
      const outcome = await work({ send, first: server.first, name });
      return { outcome, events: readTrace(trace) };
    } finally {
      await server.kill();
    }
  }

  it('has a case for every operation that writes', () => {
    const writing = services.flatMap(({ title, operations }) =>
      operations
        .filter(({ transaction, method }) => transaction !== 'read' && method !== 'GET')
        .map((operation) => `${title} ${operation.name}`),
    );
    expect(Object.keys(writes).sort()).toEqual(writing.sort());
  });

  it('holds for every operation that writes, one call at a time', async () => {
    const { outcome, events } = await traced(async (scene) => {
      const answers: Answer[] = [];
      for (const write of Object.values(writes)) answers.push(await write(scene));
      return answers;
    });
    expect(outcome.map(({ status }) => status >= 200 && status < 300)).not.toContain(false);
    const verdict = judge(events);
    for (const [i, operation] of Object.keys(writes).entries()) {
      expect(verdict.written, operation).toContain(requestId(outcome[i]!));
    }
    expect(verdict.early).toEqual(new Set());
  });

  it('holds for 16 at once, for refusals that rest on a commit and for reads that see one', async () => {
    const { outcome, events } = await traced(async (scene) => {
      const { send, first } = scene;
      const tree = `/v1/job/${first.projectId}/group/tree`;
      const answers: Answer[] = [];
      for (let round = 0; round < 6; round += 1) {
        const same = name();
        const each = await Promise.all([
          atOnce(16, () => (round % 2 ? createBuildGroup : createRepoGroup)(scene)),
          atOnce(4, () => createBuildGroup(scene, same)),
          atOnce(4, () => send('GET', tree)),
        ]);
        answers.push(...each.flat());
      }
      return answers;
    });
    const { written, early } = judge(events);
    const made = outcome.filter(({ status }) => status === 201 || status === 200);
    expect(made.length).toBeGreaterThanOrEqual(6 * (16 + 1 + 4));
    expect(made.filter((answer) => written.has(requestId(answer))).length).toBe(6 * 17);
    expect(early).toEqual(new Set());
  });

  it('is found broken where syncing is switched off', async () => {
    const preload = join(import.meta.dirname, 'no-sync.ts');
    const { outcome, events } = await traced(
      async (scene) => {
        const answers: Answer[] = [];
        for (const write of Object.values(writes)) answers.push(await write(scene));
        answers.push(...(await atOnce(16, () => createRepoGroup(scene))));
        return answers;
      },
      ['--import', preload],
    );
    const { early } = judge(events);
    expect(outcome.filter((answer) => !early.has(requestId(answer)))).toEqual([]);
  });
});
