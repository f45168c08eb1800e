import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { loggedIn, type Send } from '../concurrency/client.ts';
import type { Random } from '../properties/random.ts';
import type { KeptData } from './kept-data.ts';
import { type ServerProcess, startProcess } from './server-process.ts';
import { kinds, storedGroups } from './stored-groups.ts';

const clients = 8;
/** A round lasts until up to so many changes are answered, and then up to so many ms more. */
const mostAnswers = 100;
const longestSleep = 50;

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
  /** How many changes were answered. */
  answered = 0;

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

/** Whether a client has ended as it must: by what `fetch` throws, before an answer or in one. */
const lostItsConnection = (ended: PromiseSettledResult<void>): boolean =>
  ended.status === 'rejected' &&
  ended.reason instanceof TypeError &&
  /^(fetch failed|terminated)$/.test(ended.reason.message);

/** A client that creates and deletes its own groups until the server is gone. */
async function load(send: Send, project: string, memory: Memory, random: Random): Promise<void> {
  const mine: Group[] = [];
  for (;;) {
    const some = mine.length > 0 ? random.pick(mine) : undefined;
    if (some && random.below(8) === 0) {
      const open = { asked: 'delete', group: some } as const;
      memory.open.add(open);
      await (some.kind === 'build'
        ? send('DELETE', `/v1/job/${project}/group/delete?id=${some.id}`)
        : send('DELETE', `/v4/${project}/groups/${some.id}`));
      memory.open.delete(open);
      memory.answered += 1;
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
    assert.equal(status, kind === 'build' ? 200 : 201);
    memory.open.delete(open);
    memory.answered += 1;
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

/** What rounds of killing a server have shown. */
export interface KillRounds {
  readonly rounds: number;
  /** Groups at the end. */
  readonly groups: number;
  /** Changes that were answered. */
  readonly answered: number;
  /** Requests that a kill has cut off before their answer. */
  readonly unanswered: number;
}

/**
 * Starts the bundled server on a directory, and on the database of what is kept if there is one, over
 * and over and kills it under load, for as long as `goOn` says so after each round. Throws
 * AssertionError when anything that was answered is lost, or anything is half there.
 */
export async function killRounds(
  program: string,
  data: string,
  kept: KeptData,
  random: Random,
  goOn: (rounds: number) => boolean,
): Promise<KillRounds> {
  const { database } = kept;
  let server: ServerProcess = await startProcess(program, data, { database });
  try {
    const { first } = server;
    if (!first) throw new Error('the first start gave no credentials');
    const memory = new Memory();
    let unanswered = 0;
    for (let rounds = 0; ; rounds += 1) {
      const send = await loggedIn(server.endpoint, first);
      const found = await shown(send, first.projectId);
      unanswered += memory.open.size;
      memory.settle(found);
      const known = [...memory.groups].map((each): [string, string] => [key(each), lineOf(each)]);
      assert.deepEqual(found, new Map(known));
      // Beside the server, which has to recover from the kill by itself.
      const { faults } = await storedGroups(kept, first);
      assert.deepEqual(faults, []);
      if (!goOn(rounds)) {
        return { rounds, groups: found.size, answered: memory.answered, unanswered };
      }

      let busy = true;
      const working = Promise.allSettled(
        Array.from({ length: clients }, () => load(send, first.projectId, memory, random)),
      ).finally(() => {
        busy = false;
      });
      const wanted = memory.answered + random.below(mostAnswers);
      while (busy && memory.answered < wanted) await sleep(1);
      await sleep(random.below(longestSleep));
      await server.kill();
      for (const ended of await working) assert.ok(lostItsConnection(ended), inspect(ended));
      await kept.settled();
      server = await startProcess(program, data, { database });
    }
  } finally {
    await server.kill();
  }
}
