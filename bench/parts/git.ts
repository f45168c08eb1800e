import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openProject } from '../../src/domain/projects/index.ts';
import { createRepository } from '../../src/domain/repositories/index.ts';
import { defaultTreeLimits, treeKinds } from '../../src/domain/tree/index.ts';
import type { Bench } from '../bench.ts';
import { freePort } from '../load/wire.ts';
import { type Caller, joinedProject, newData, operatorOf } from '../scenes/caller.ts';
import { git, history, makeHistory } from '../scenes/history.ts';
import { logIn, startAtelierAt } from '../targets/atelier.ts';

/** What git takes over smart HTTP, and over the file system beside it, in ms each. */
export interface GitFigures {
  readonly history: typeof history;
  readonly works: readonly {
    /** `clone`, `push of all of it`, `push of one commit` */
    readonly name: string;
    readonly atelierMs: readonly number[];
    readonly plainMs: readonly number[];
  }[];
}

type Works = Record<string, { atelierMs: number[]; plainMs: number[] }>;

/** Clones and pushes one history in turn: to the server, and to a bare repository on the same disk. */
export async function measureGit({ plan, directory, progress }: Bench): Promise<GitFigures> {
  progress('preparing a history');
  const source = join(directory, 'source.git');
  makeHistory(source);
  const rounds = plan.rounds * 3;
  const data = { directory: join(directory, 'data') };
  const scene = await prepareRepositories(data.directory, rounds + 2);
  const port = await freePort();
  const server = startAtelierAt(port, directory, data);
  try {
    await logIn(server, scene.caller);
    const { domainName, userName, password } = scene.caller;
    const login = [`${domainName}/${userName}`, password].map(encodeURIComponent).join(':');
    const addressOf = (name: string) =>
      `http://${login}@127.0.0.1:${port}/${scene.projectId}/${name}.git`;
    const works: Works = {};
    for (let round = 0; round < rounds + 2; round++) {
      progress(`round ${round + 1}`);
      const place = join(directory, `round-${round}`);
      mkdirSync(place);
      const plain = join(place, 'plain.git');
      git(place, 'init', '--quiet', '--bare', '--initial-branch=master', plain);
      const targets = { atelierMs: addressOf(nameOf(round)), plainMs: `file://${plain}` } as const;
      // The first ones warm the server up, and the password is remembered from then on.
      measureRound(source, place, targets, round < 2 ? {} : works);
      rmSync(place, { recursive: true });
    }
    return {
      history,
      works: Object.entries(works).map(([name, measured]) => ({ name, ...measured })),
    };
  } finally {
    await server.process.stop();
  }
}

const nameOf = (round: number) => `history-${round}`;

async function prepareRepositories(
  directory: string,
  count: number,
): Promise<{ caller: Caller; projectId: string }> {
  const kinds = treeKinds(defaultTreeLimits);
  return newData({ directory }, async ({ store, repositories }, caller, making) => {
    const projectId = await store.write(
      async (records) => (await joinedProject(records, caller, 'bench', making)).project.id,
    );
    const defaultBranch = 'master';
    for (let round = 0; round < count; round++) {
      const uuid = making.ids.next();
      await repositories.create(uuid, { defaultBranch });
      const wanted = { name: nameOf(round), uuid, defaultBranch, importMembers: true };
      await store.write(async (records) => {
        const within = await openProject(records, operatorOf(caller), projectId);
        return createRepository(records, within, kinds, wanted, making);
      });
    }
    return { caller, projectId };
  });
}

function measureRound(
  source: string,
  place: string,
  targets: Readonly<Record<'atelierMs' | 'plainMs', string>>,
  works: Works,
): void {
  for (const [who, address] of Object.entries(targets) as ['atelierMs' | 'plainMs', string][]) {
    const timed = (name: string, cwd: string, ...args: string[]) => {
      const began = performance.now();
      git(cwd, ...args);
      works[name] ??= { atelierMs: [], plainMs: [] };
      works[name][who].push(performance.now() - began);
    };
    const copy = join(place, `copy-${who}`);
    timed('push of all of it', source, 'push', '--quiet', address, 'master');
    timed('clone', place, 'clone', '--quiet', '--bare', address, copy);
    const author = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com'];
    const tip = ['-p', 'master', '-m', 'one more', 'master^{tree}'];
    const commit = git(copy, ...author, 'commit-tree', ...tip);
    timed('push of one commit', copy, 'push', '--quiet', address, `${commit}:refs/heads/master`);
  }
}
