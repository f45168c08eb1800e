import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import {
  type Branches,
  type Bytes,
  GitRefused,
  type GitService,
  type GitTransport,
  type GitWork,
  type PushedRefs,
} from '../../domain/repositories/index.ts';
import { syncDirectory } from './durable-files.ts';
import { allowingOnlyFastForwards } from './fast-forward-hook.ts';
import type { GitProcess, GitProgram, GitStart } from './git-program.ts';
import { removeLeftBehind } from './left-behind.ts';
import { countPacks, joinPacks, packsAtMost } from './pack-joining.ts';
import { branchPrefix, readRefs } from './refs.ts';
import type { RepositoryDirectory } from './repository-directory.ts';

/** Git's own programs at work on repositories in a directory. */
export class GitProcesses implements GitTransport {
  readonly #git: GitProgram;
  readonly #repositories: RepositoryDirectory;
  /** Those that pushes have left with many packs. */
  readonly #scattered = new Set<string>();

  constructor(git: GitProgram, repositories: RepositoryDirectory) {
    this.#git = git;
    this.#repositories = repositories;
  }

  async *advertise(uuid: string, service: GitService, work: GitWork): Bytes {
    const args = [service, '--http-backend-info-refs', '.'];
    const process = await this.#start(uuid, args, work);
    process.stdin.end();
    yield* outputOf(process);
  }

  async *upload(uuid: string, request: Bytes, work: GitWork): Bytes {
    let last: Uint8Array | undefined;
    try {
      for await (const portion of this.#answer(uuid, 'upload-pack', request, work)) {
        last = portion;
        yield portion;
      }
    } catch (error) {
      if (!(error instanceof GitDied)) throw error;
      if (!last) throw new GitRefused(error.message);
      if (!endsWithRefusal(last)) throw error;
    }
  }

  async *receive(uuid: string, request: Bytes, pushed: PushedRefs, work: GitWork): Bytes {
    const path = await this.#repositories.pathOf(uuid);
    await removeLeftBehind(path, pushed.refs);
    const hooks = await this.#repositories.hooks();
    const hook = allowingOnlyFastForwards(hooks, pushed.fastForwardOnly);
    yield* this.#answer(uuid, 'receive-pack', request, { ...work, ...hook });
  }

  async settle(uuid: string, refs: readonly string[]): Promise<Branches> {
    const path = await this.#repositories.pathOf(uuid);
    // Git has synced the files, and none of the directories; packed refs lie in the topmost.
    const changed = new Set([path, join(path, 'objects', 'pack')]);
    for (const ref of refs) {
      for (let folder = dirname(ref); folder !== '.'; folder = dirname(folder)) {
        changed.add(join(path, folder));
      }
    }
    await Promise.all([...changed].map(syncWhereThere));
    if ((await countPacks(path)) > packsAtMost) this.#scattered.add(uuid);
    const { refs: found, head } = await readRefs(path);
    const branches = [...found.keys()].filter((ref) => ref.startsWith(branchPrefix)).map(branchOf);
    return { there: new Set(branches), head: branchOf(head) };
  }

  async tidyUp(signal: AbortSignal): Promise<boolean> {
    const [uuid] = this.#scattered;
    if (uuid === undefined) return false;
    // It comes again with the next push, should this come to nothing.
    this.#scattered.delete(uuid);
    const path = await this.#repositories.pathOf(uuid);
    try {
      if (existsSync(path)) await joinPacks(this.#git, path, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    return !signal.aborted && this.#scattered.size > 0;
  }

  async *#answer(uuid: string, service: GitService, request: Bytes, how: GitStart): Bytes {
    const process = await this.#start(uuid, [service, '--stateless-rpc', '.'], how);
    let failure: unknown;
    const fed = feed(process.stdin, request).catch((error) => {
      failure = error;
      process.kill();
    });
    yield* outputOf(process, () => failure);
    await fed;
  }

  async #start(uuid: string, args: readonly string[], how: GitStart): Promise<GitProcess> {
    return this.#git.start(await this.#repositories.pathOf(uuid), args, how);
  }
}

/**
 * What a process says, to its end; who stops listening ends it. Throws what `failure` tells, or what
 * git complains of, where it fails.
 */
async function* outputOf(process: GitProcess, failure: () => unknown = () => undefined): Bytes {
  let whole = false;
  try {
    yield* process.stdout;
    whole = true;
  } catch (error) {
    throw failure() ?? error;
  } finally {
    if (!whole) process.kill();
  }
  const { code, errors } = await process.ended;
  if (failure()) throw failure();
  if (code === deathCode) throw new GitDied(errors.trim());
  if (code !== 0) throw new Error(`git failed: ${errors.trim()}`);
}

/** What git ends with when it gives up: it is asked for something that it cannot do. */
const deathCode = 128;

class GitDied extends Error {}

/** Whether the client has been told why, as the last thing. Source: git's manual, gitprotocol-pack. */
function endsWithRefusal(portion: Uint8Array): boolean {
  return /[0-9a-f]{4}ERR [^\n]+\n?$/.test(Buffer.from(portion).toString('latin1'));
}

/** Gives a process all of a request, at its pace; what it does not want is read all the same. */
async function feed(input: Writable, request: Bytes): Promise<void> {
  for await (const portion of request) {
    if (!input.writable || input.write(portion)) continue;
    // It may end without having read everything, which is no failure of the request.
    await new Promise<void>((resolve) => {
      const goOn = () => {
        input.off('drain', goOn).off('close', goOn);
        resolve();
      };
      input.on('drain', goOn).on('close', goOn);
      if (input.closed) goOn();
    });
  }
  input.end();
}

const branchOf = (ref: string) => ref.slice(branchPrefix.length);

async function syncWhereThere(path: string): Promise<void> {
  try {
    await syncDirectory(path);
  } catch (error) {
    // Git removes folders of refs that it has emptied.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
