import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Store } from '../../src/domain/store.ts';
import { defaultTreeLimits, treeKinds } from '../../src/domain/tree/index.ts';
import { openFileStore, openPostgresStore } from '../../src/storage/index.ts';
import { loggedIn, type Send } from '../concurrency/client.ts';
import { newDatabase } from '../postgres/database.ts';
import { printedSeed, randomFrom } from '../properties/random.ts';
import { treeFaults } from '../properties/tree-faults.ts';
import { bundledServer, type ServerProcess, startProcess } from './server-process.ts';

const clients = 8;
const random = randomFrom(printedSeed('kill'));
const kinds = treeKinds(defaultTreeLimits);

type Kind = 'build' | 'repo';

/** A group as a client knows it. */
interface Group {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
  readonly parent: Group | undefined;
}

/** What a client has asked for and has had no answer to. */
type Unanswered =
  | { readonly asked: 'create'; readonly group: Omit<Group, 'id'> }
  | { readonly asked: 'delete'; readonly group: Group };

/** Every group that is known to be there, with the changes that may or may not have happened. */
class Memory {
  readonly groups = new Set<Group>();
  readonly open = new Set<Unanswered>();

  /** Takes a group out, with all below it. */
  forget(group: Group): void {
    for (const each of this.groups) if (each.parent === group) this.forget(each);
    this.groups.delete(group);
  }

  /** Settles what was unanswered by what is found, so that the rest must be equal. */
  settle(found: ReadonlyMap<string, string>): void {
    for (const open of this.open) {
      if (open.asked === 'delete') {
        if (!found.has(key(open.group))) this.forget(open.group);
        continue;
      }
      const ids = new Set([...this.groups].map(key));
      const line = lineOf(open.group);
      const match = [...found].find(([id, text]) => text === line && !ids.has(id));
      if (match) this.groups.add({ ...open.group, id: match[0].slice(open.group.kind.length + 1) });
    }
    this.open.clear();
  }
}

const key = ({ kind, id }: Group) => `${kind} ${id}`;
const depthOf = (group: Omit<Group, 'id'> | undefined): number =>
  group ? depthOf(group.parent) + 1 : 0;
const idPath = (group: Group | undefined): string[] =>
  group ? [...idPath(group.parent), group.id] : [];

/** What both sides must agree on about a group: the ids above it and its name. */
const lineOf = ({ parent, name }: Omit<Group, 'id'>) => [...idPath(parent), name].join('/');

/** How the clients end: what `fetch` throws, before an answer or in the middle of one. */
const connectionLost = {
  status: 'rejected',
  reason: expect.objectContaining({
    name: 'TypeError',
    message: expect.stringMatching(/^(fetch failed|terminated)$/),
  }),
};

/** A client that creates and deletes its own groups until the server is gone. */
async function load(send: Send, project: string, memory: Memory, mine: Group[]): Promise<void> {
  for (;;) {
    const some = mine.length > 0 ? random.pick(mine) : undefined;
    if (some && random.below(8) === 0) {
      const open = { asked: 'delete', group: some } as const;
      memory.open.add(open);
      await (some.kind === 'build'
        ? send('DELETE', `/v1/job/${project}/group/delete?id=${some.id}`)
        : send('DELETE', `/v4/${project}/groups/${some.id}`));
      memory.open.delete(open);
      memory.forget(some);
      mine.splice(0, mine.length, ...mine.filter((each) => memory.groups.has(each)));
      continue;
    }
    const parent = depthOf(some) < kinds.buildTaskGroup.maxDepth ? some : undefined;
    const kind = parent?.kind ?? random.pick<Kind>(['build', 'repo']);
    const group = { kind, parent, name: random.hex(12) };
    const open = { asked: 'create', group } as const;
    memory.open.add(open);
    const { status, body } = await (kind === 'build'
      ? send('POST', `/v1/job/${project}/group/create`, { name: group.name, parent_id: parent?.id })
      : send('POST', `/v4/${project}/groups`, {
          name: group.name,
          parent_id: parent && Number(parent.id),
        }));
    expect(status).toBe(kind === 'build' ? 200 : 201);
    memory.open.delete(open);
    const made = { ...group, id: String(kind === 'build' ? body.result[0].id : body.id) };
    memory.groups.add(made);
    mine.push(made);
  }
}

interface WireGroup {
  readonly id: string;
  readonly name: string;
  readonly children: readonly WireGroup[] | null;
}

/** Every group that the server shows, by kind and id. */
async function shown(send: Send, project: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const walk = (groups: readonly WireGroup[], above: string) => {
    for (const { id, name, children } of groups) {
      found.set(`build ${id}`, `${above}${name}`);
      walk(children ?? [], `${above}${id}/`);
    }
  };
  walk((await send('GET', `/v1/job/${project}/group/tree`)).body.result, '');
  for (let offset = 0, total = 1; offset < total; offset += 100) {
    const path = `/v4/groups/list?order_by=id&limit=100&offset=${offset}`;
    const { headers, body } = await send('GET', path);
    total = Number(headers.get('x-total'));
    for (const { id, ancestor_ids, name } of body) {
      found.set(`repo ${id}`, [...ancestor_ids.slice(0, -1), name].join('/'));
    }
  }
  return found;
}

/** Groups that have not exactly one line in the audit about their making. */
const withoutAudit = `select id from nodes where (select count(*) from audit
  where action like '%:createGroup' and resource =
    case nodes.kind when 1 then 'build-task-group/' else 'repository-group/' end || nodes.id) <> 1`;

/** Where the data is kept while servers are killed, and how it is looked at beside them. */
interface Keeping {
  readonly database?: string;
  open(): Store | Promise<Store>;
  query(sql: string): unknown[] | Promise<unknown[]>;
  drop?(): Promise<void>;
}

const keepings: Record<'file' | 'postgres', (data: string) => Promise<Keeping>> = {
  async file(data) {
    const file = join(data, 'atelier.db');
    return {
      open: () => openFileStore(file),
      query(sql) {
        const database = new DatabaseSync(file, { readOnly: true });
        try {
          return database.prepare(sql).all();
        } finally {
          database.close();
        }
      },
    };
  },
  async postgres() {
    const { url, query, drop } = await newDatabase();
    return { database: url, open: () => openPostgresStore(url), query, drop };
  },
};

let place: string;
let program: string;
let server: ServerProcess | undefined;
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'atelier-crash-'));
  program = await bundledServer(place);
});
afterEach(() => server?.kill());
afterAll(() => rmSync(place, { recursive: true }));

it.each([
  ['file', 20],
  ['postgres', 10],
] as const)(
  'nothing that was answered is lost by SIGKILL, and nothing is half there: %s, %d rounds',
  {
    timeout: 120_000,
  },
  async (kind, rounds) => {
    const data = join(place, kind);
    const keeping = await keepings[kind](data);
    const { database } = keeping;
    server = await startProcess(program, data, { database });
    const { first } = server;
    if (!first) throw new Error('the first start gave no credentials');
    const memory = new Memory();
    const sizes: string[] = [];

    for (let round = 0; ; round += 1) {
      const send = await loggedIn(server.endpoint, first);
      const found = await shown(send, first.projectId);
      const unanswered = memory.open.size;
      memory.settle(found);
      expect(found).toEqual(new Map([...memory.groups].map((each) => [key(each), lineOf(each)])));
      const store = await keeping.open();
      for (const kind of Object.values(kinds)) {
        expect(await treeFaults(store, kind, first), kind.subject).toEqual([]);
      }
      await store.close();
      expect(await keeping.query(withoutAudit)).toEqual([]);
      sizes.push(`${found.size} (${unanswered} unanswered)`);
      if (round === rounds) break;

      const working = Promise.allSettled(
        Array.from({ length: clients }, () => load(send, first.projectId, memory, [])),
      );
      await sleep(40 + random.below(250));
      await server.kill();
      for (const ended of await working) expect(ended).toEqual(connectionLost);
      server = await startProcess(program, data, { database });
    }
    console.log(`groups at each start: ${sizes.join(', ')}`);
    expect(memory.groups.size).toBeGreaterThan(rounds);
    await server.kill();
    await keeping.drop?.();
  },
);
